import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { open } from './browser.mjs';

const run = promisify(execFile);

/** Every view; what is to stand on its paper besides all that stands on the screen; the colours that are drawn on it. */
const VIEWS = {
  region: { path: '/?region=EAST-COAST&measure=BURGLARY', also: ['Region: East Coast programme area', 'Break', 'While Frontline Flagships ran'], drawn: [[10, 111, 125]] },
  target: { path: '/?region=NZ&measure=BPS_TOTAL_CRIME', also: ['Target −20%', 'Measure:'], drawn: [[10, 111, 125], [90, 75, 176]] },
  table: { path: '/?region=HUTT-VALLEY&measure=FAMILY_NEW&view=table&cases=table', also: ['On the year before'], drawn: [] },
  fund: { path: '/?page=fund&flow=chart', also: ['Saved by', 'The Fund', 'Received by', 'For the initiative', 'In the region', 'As at: now'], drawn: [[10, 111, 125], [180, 100, 26], [93, 90, 166]] },
  evidence: { path: '/?page=evidence', also: ['no effect', 'no interval published', 'more figure'], drawn: [[23, 102, 58], [85, 96, 107]] },
  desk: { path: '/?page=desk', also: ['Barriers: those that are open'], drawn: [[10, 111, 125]] },
  lineage: { path: '/?page=lineage', also: [], drawn: [[71, 135, 144]] },
};

for (const [name, { path, also, drawn }] of Object.entries(VIEWS)) {
  test(`what stands on the screen stands on paper, light and whole: ${name}`, async (t) => {
    // Given a reader with a dark screen
    const page = await open(t, path, { colorScheme: 'dark' });
    const expected = [...also, ...await told(page)];
    assert.ok(expected.length > 10, 'there is something to read');
    const folder = await mkdtemp(join(tmpdir(), 'paper-'));
    t.after(() => rm(folder, { recursive: true }));

    for (const printBackground of [false, true]) {
      // When they print it, with grounds and without
      const file = join(folder, `${printBackground}.pdf`);
      await page.pdf({ path: file, format: 'A4', printBackground });

      // Then every figure, name and amount is there, and where, when and from whom it is
      const text = squeezed((await run('pdftotext', ['-raw', file, '-'])).stdout);
      const missing = expected.filter((words) => !text.includes(squeezed(words)));
      assert.deepEqual(missing, [], `missing on paper, printBackground ${printBackground}`);
      for (const always of ['Frontline Flagships:', 'Printed', 'New Zealand time', 'Read ', page.url()]) assert.ok(text.includes(squeezed(always)), always);
      for (const control of ['Try again', 'Step by step', 'Skip to', 'All regions']) assert.ok(!text.includes(squeezed(control)), `${control} cannot be pressed on paper`);

      // And nothing is dark, and what is drawn is drawn
      const pages = await pictures(file, folder);
      for (const [i, { light }] of pages.entries()) assert.ok(light > 0.75, `page ${i + 1} is dark: ${light}`);
      for (const colour of drawn) {
        const there = pages.reduce((sum, p) => sum + p.count(colour), 0);
        assert.ok(there >= 12, `only ${there} points of ${colour} are drawn, printBackground ${printBackground}`);
      }
    }
  });
}

/** Views of which every line comes to an edge once, as the first panel stands ever higher; which panels are looked at; and how many heads they have. */
const EDGES = {
  fund: { path: '/?page=fund&flow=steps', above: '#fund-balances', panels: '#fund-figures, #fund-agencies', heads: 4 },
  desk: { path: '/?page=desk', above: '#desk', panels: '#desk-rows, #desk-medians', heads: 5 },
  evidence: { path: '/?page=evidence', above: '#pipeline', panels: '#evaluations, #budget, #claims', heads: 15 },
};

for (const [view, { path, above, panels, heads: least }] of Object.entries(EDGES)) {
  test(`no heading and no head of a table stands alone at the foot of a page, and no text lies over another: ${view}`, async (t) => {
    const page = await open(t, path);
    const folder = await mkdtemp(join(tmpdir(), 'paper-'));
    t.after(() => rm(folder, { recursive: true }));
    const file = join(folder, 'paper.pdf');
    // Heads, and the words between a heading and what it is of, by their last words, that stand just above the edge
    const heads = await page.evaluate((those) => [...document.querySelectorAll(those)].flatMap((panel) => [
      ...[...panel.querySelectorAll('h2')].map((e) => e.firstChild.textContent),
      ...[...panel.querySelectorAll('.subject-head, .subject-head + p, [data-key="how"], [data-key="counts"], .claim-figures > .claim-name, .claim-figures > div > p')].map((e) => e.textContent),
      ...[...panel.querySelectorAll('thead tr')].map((e) => [...e.cells].map((c) => c.textContent).join('')),
    ]).map((words) => words.replace(/\s+/g, '')), panels);
    assert.ok(heads.length >= least, `${heads.length} heads`);

    // When the panels stand ever lower, so that each of their lines comes to an edge once
    for (let lower = 0; lower < 260; lower += 10) {
      await page.evaluate(([panel, mm]) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`@media print { ${panel} { padding-block-end: ${mm}mm } }`);
        document.adoptedStyleSheets = [sheet];
      }, [above, lower]);
      await page.pdf({ path: file, format: 'A4' });

      // Then none ends a page
      const pages = (await run('pdftotext', ['-layout', file, '-'])).stdout.split('\f').map((text) => text.replace(/\s*\d+\s*\/\s*\d+\s*$/, '').replace(/\s+/g, ''));
      for (const [i, text] of pages.entries()) for (const head of heads) assert.ok(!['', 'Synthetic', 'Partlysynthetic'].some((mark) => text.endsWith(head + mark)), `page ${i + 1} ends with ${head}, ${lower} mm lower`);

      // And each word has its place to itself
      assert.deepEqual(overlaid((await run('pdftotext', ['-bbox', file, '-'])).stdout), [], `${lower} mm lower`);
    }
  });
}

test('the stages of the pipeline stand one below the other on paper, each word whole', async (t) => {
  const page = await open(t, '/?page=evidence');
  const folder = await mkdtemp(join(tmpdir(), 'paper-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'paper.pdf');
  await page.pdf({ path: file, format: 'A4' });
  const [first] = boxes((await run('pdftotext', ['-bbox', file, '-'])).stdout);
  const places = ['Trial', 'Evaluated', 'Effective', 'Sought', 'Granted'].map((name) => first.find((w) => w.text === name));
  assert.deepEqual(places.map((w) => w?.text), ['Trial', 'Evaluated', 'Effective', 'Sought', 'Granted']);
  for (const [i, { top }] of places.entries()) if (i) assert.ok(top > places[i - 1].bottom, `${places[i].text} stands beside ${places[i - 1].text}`);
});

test('after printing the page is as it was', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', { colorScheme: 'dark' });
  const state = () => page.evaluate(() => [document.documentElement.className.includes('printing'), document.querySelectorAll('.milestone').length, document.querySelector('#outcome-chart svg').clientWidth, getComputedStyle(document.body).backgroundColor]);
  const before = await state();
  await page.pdf({ format: 'A4' });
  assert.deepEqual(await state(), before);
});

test('in forced colours marks, intervals and bars are drawn in the reader’s colours', async (t) => {
  const page = await open(t, '/?page=evidence', { forcedColors: 'active' });
  const drawn = await page.locator('.forest').evaluateAll((all) => all.map((f) => {
    const of = (selector, property) => [...f.querySelectorAll(selector)].map((e) => getComputedStyle(e)[property]);
    return { marks: of('.forest-mark', 'stroke'), intervals: of('.forest-interval', 'stroke') };
  }));
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  assert.ok(drawn.some((d) => d.intervals.length));
  for (const { marks, intervals } of drawn) assert.deepEqual([...new Set([...marks, ...intervals])], [ink]);
});

/** What the page tells: figures, cells, heads, names, words in pictures. Each as one run of words. */
function told(page) {
  return page.evaluate(() => {
    const seen = (e) => e.checkVisibility() && !e.closest('.visually-hidden, button, .button, select, nav, header, form, .filters');
    const words = (selector) => [...document.querySelectorAll(`main ${selector}`)].filter(seen).map((e) => e.textContent.trim()).filter(Boolean);
    const own = (selector) => [...document.querySelectorAll(`main ${selector}`)].filter(seen).flatMap((e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim())).filter(Boolean);
    return [...new Set([...own('h1, h2, h3, td, td.number > div, tbody th, thead th, tfoot th, p, dd, li, .stage-count, .stage-name'), ...words('.stat-figure, .stat-exact, .big, .effect-size, .effect-interval, .bar-value, .claim-figure, .claim-change, .tile-figure, .milestone-title strong, .initiative h3, .axis-number, .lineage-box text'), ...words('.tally .number, .flow-total')])];
  });
}

function squeezed(words) {
  return words.normalize('NFC').replace(/\s+/g, '');
}

/** The words of each page with where they stand, as pdftotext has them. */
function boxes(html) {
  return html.split('<page ').slice(1).map((page) => [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
    .map(([, left, top, right, bottom, text]) => ({ text, left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) })));
}

/** Words of which a good part lies where another word is. */
function overlaid(html) {
  const size = (w) => (w.right - w.left) * (w.bottom - w.top);
  return boxes(html).flatMap((words, page) => words.flatMap((a, i) => words.slice(i + 1)
    .filter((b) => size({ left: Math.max(a.left, b.left), right: Math.max(Math.min(a.right, b.right), a.left, b.left), top: Math.max(a.top, b.top), bottom: Math.max(Math.min(a.bottom, b.bottom), a.top, b.top) }) > 0.4 * Math.min(size(a), size(b)))
    .map((b) => `page ${page + 1}: ${a.text} and ${b.text}`)));
}

/** Each page as points: how light it is, and how many are near a colour. */
async function pictures(file, folder) {
  await run('pdftoppm', ['-r', '50', file, join(folder, 'page')]);
  const names = (await readdir(folder)).filter((n) => n.endsWith('.ppm')).sort();
  return Promise.all(names.map(async (name) => {
    const bytes = await readFile(join(folder, name));
    await rm(join(folder, name));
    const [head] = /^P6\s+\d+\s+\d+\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
    const points = bytes.subarray(head.length);
    return {
      light: points.reduce((sum, v) => sum + v, 0) / points.length / 255,
      count: ([r, g, b]) => {
        let n = 0;
        for (let i = 0; i < points.length; i += 3) if (Math.abs(points[i] - r) + Math.abs(points[i + 1] - g) + Math.abs(points[i + 2] - b) < 40) n += 1;
        return n;
      },
    };
  }));
}
