import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { address, api, open } from './browser.mjs';

/** How many rows each file has beside how many the panel shows; null where a panel shows them put together. */
const VIEWS = {
  '/?region=EAST-COAST&measure=BURGLARY&view=table&cases=table': { outcomes: '#outcome-figures tbody tr', cases: '#caseload tbody tr', initiatives: '#initiatives .initiative', milestones: null },
  '/?page=fund&on=2017-03-08': { 'fund-agencies': '#fund-agencies tbody tr', 'fund-figures': '#fund-figures tbody tr', 'fund-lots': null, 'fund-balances': null, 'fund-entries': null, 'fund-allocations': null },
  '/?page=evidence&stage=granted': { 'evidence-pipeline': '#pipeline-rows tbody tr', evaluations: '.effect', 'budget-decisions': '#budget tbody tr', claims: '.claim' },
  '/?page=lineage': { initiatives: null },
  '/?page=desk&region=EAST-COAST&status=over': { 'barrier-desk': '#desk-medians tbody tr', barriers: '#desk-rows tbody tr' },
};

for (const [path, files] of Object.entries(VIEWS)) {
  test(`every file of a view is what the view shows, as it is filtered, with a name: ${path}`, async (t) => {
    const page = await open(t, path);
    const links = await page.locator('.page:not([hidden]) a[data-csv]').evaluateAll((all) => all.map((a) => [a.dataset.csv, a.getAttribute('href'), a.download]));
    assert.deepEqual(links.map(([file]) => file).sort(), Object.keys(files).sort());
    for (const [file, href, name] of links) {
      assert.match(name, new RegExp(`^${file}.*\\.csv$`));
      const response = await fetch(address + href);
      assert.equal(response.status, 200, `${href}: ${response.status}`);
      const rows = records(await response.text()).length - 1;
      if (files[file]) assert.equal(rows, await page.locator(files[file]).count(), `${href} and ${files[file]}`);
      else assert.ok(rows > 0, href);
    }
  });
}

test('the balances’ file has the amounts that the panel shows of that day', async (t) => {
  // Given a day after which more moved
  const on = '2015-06-30';
  const page = await open(t, `/?page=fund&on=${on}`);
  const shown = await page.locator('#fund-balances .stat').evaluateAll((all) => all.map((s) => [s.dataset.stat, s.dataset.value]));
  assert.ok(shown.length >= 5);
  const { rows: [now] } = await api('/v1/fund/balances');
  assert.ok(shown.some(([field, value]) => Number(value) !== now[field]), 'the day makes a difference');

  // Then the file has that day's
  const [names, ...rows] = records(await (await fetch(address + await page.locator('[data-csv="fund-balances"]').getAttribute('href'))).text()).map((r) => r.replace(/^\uFEFF/, '').split(','));
  assert.equal(rows.length, 1);
  for (const [field, value] of shown) assert.equal(rows[0][names.indexOf(field)], value, field);
});

test('what the page makes itself begins as no formula does, as what the service makes', async () => {
  const script = await readFile(new URL('../../main/resources/web/app/csv.js', import.meta.url), 'utf8');
  const { cell } = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  for (const text of ['=1+1', '+1', '-1', '@a', '\t1', ' =1+1', '\u200B=1+1', '\u00A0-1', '\uFF1D1+1', '\uFF201']) {
    assert.equal(cell(text), `'${text}`, JSON.stringify(text));
    assert.equal(cell(`a${text}`), `a${text}`, JSON.stringify(text));
  }
  assert.equal(cell('\n=1+1'), '"\'\n=1+1"');
  assert.equal(cell(-1), '-1');
});

test('a file that is more than its panel says so in its name', async (t) => {
  const page = await open(t, '/?page=fund&on=2017-03-08&year=FY2016&agency=POLICE');
  for (const [file, words, list] of [['fund-entries', /^Every entry as CSV, of all days$/, '/v1/fund/entries'], ['fund-allocations', /^Every allocation as CSV, as it stands now, of all years and agencies$/, '/v1/fund/allocations']]) {
    const link = page.locator(`a[data-csv="${file}"]`);
    assert.match(await link.textContent(), words);
    const rows = records(await (await fetch(address + await link.getAttribute('href'))).text()).length - 1;
    let all = 0;
    for (let next = ''; next !== null; ) {
      const answer = await api(`${list}?limit=1000${next && `&after=${encodeURIComponent(next)}`}`);
      all += answer.rows.length;
      next = answer.next ?? null;
    }
    assert.equal(rows, all, file);
  }
});

test('the file beside the lineage has every line of it', async (t) => {
  const page = await open(t, '/?page=lineage');
  const text = await (await fetch(address + await page.locator('[data-csv="initiatives"]').getAttribute('href'))).text();
  const [head] = records(text);
  for (const column of ['tailoredFrom', 'kept', 'adapted', 'why']) assert.ok(head.split(',').includes(column), column);
  const { links } = await api('/v1/initiatives/lineage');
  for (const { from, to } of links) assert.ok(records(text).some((r) => r.startsWith(`${to},`) && r.includes(`,${from},`)), `${to} from ${from}`);
});

test('what the foot promises as CSV is there as CSV, and the rest as JSON', async (t) => {
  const page = await open(t, '/');
  const links = (each) => page.locator(`.foot ${each} a`).evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const [csv, json] = [await links('.as-csv'), await links('.as-json')];
  assert.ok(csv.length >= 7);
  for (const link of csv) {
    const response = await fetch(`${address}${link}?format=csv`);
    assert.deepEqual([response.status, response.headers.get('Content-Type')?.split(';')[0]], [200, 'text/csv'], link);
  }
  for (const link of [...csv, ...json]) assert.equal((await fetch(address + link)).status, 200, link);
});

/** The records of a CSV; a line end within quotation marks ends none. */
function records(text) {
  return text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? [];
}
