import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, changing, open, settled } from './browser.mjs';

const WELL = {
  at: '2026-01-01T00:00:00Z', ready: true, reasons: [], figuresTo: { lastDay: '2017-03-31', period: 'YE2017-03' }, figures: [],
  latestRecorded: '2026-01-01T00:00:00Z', behindSeconds: 0, missing: 0,
  sources: [{ source: 'initiative', answers: true, channel: 'RUNNING', stopped: 0 }, { source: 'case', answers: true, channel: 'RUNNING', stopped: 0 }],
};
const one = (change) => ({ sources: [{ ...WELL.sources[0], ...change }, WELL.sources[1]] });
const CONTINUITY = { missing: 0, sources: [{ source: 'initiative', reachable: true, coarse: false, committed: 10, published: 10, projected: 10, lag: 0, missing: 0, shards: [] }] };
const answering = (said) => async (p) => {
  await p.route('**/v1/freshness', (route) => route.fulfill({ json: { ...WELL, ...said } }));
  await p.route('**/v1/continuity', (route) => route.fulfill({ json: CONTINUITY }));
};
const standsAt = (page, state) => page.locator(`button.freshness[data-state="${state}"]`).waitFor();

for (const [what, said, state, words] of [
  ['all is well', {}, 'whole', /As of .* · 0 events missing/],
  ['the service is not ready', { ready: false, reasons: ['The read models are being filled'] }, 'broken', /Not whole: The read models are being filled/],
  ['an event is missing', { missing: 2 }, 'broken', /Not whole: 2 events are missing/],
  ['a stream is set aside', { parked: 3 }, 'broken', /Not whole: 3 facts are set aside, and not counted/],
  ['a shard goes no further', one({ stopped: 1 }), 'broken', /Not whole: 1 shard goes no further/],
  ['a channel has ended', one({ channel: 'ENDED' }), 'broken', /Not whole: Nothing arrives any more from Initiative/],
  ['a source does not answer', one({ answers: false }), 'behind', /Behind: Initiative does not answer: what is missing from there is not known/],
  ['facts come by the side door', one({ channel: 'SILENT' }), 'behind', /Behind: What Initiative publishes arrives late/],
  ['facts have been waiting', { behindSeconds: 300 }, 'behind', /Behind: Facts have been waiting for 5 minutes/],
]) {
  test(`the page says how things stand, in words and not by colour alone: ${what}`, async (t) => {
    const page = await open(t, '/?page=lineage', { prepare: answering(said) });
    await standsAt(page, state);
    const button = page.locator('button.freshness');
    assert.match(await button.textContent(), words);
    assert.match(await button.textContent(), /Figures to March 2017, \d+ years ago/);
    const colour = await page.locator('.pulse').evaluate((e) => getComputedStyle(e).borderTopColor);
    // Green would say that it is new: whole figures of years ago are grey.
    const hue = { whole: 'rgb(185, 198, 200)', behind: 'rgb(242, 193, 78)', broken: 'rgb(255, 159, 136)' };
    assert.equal(colour, hue[state]);
    assert.equal((await page.locator('.pulse').textContent()).length, 1);
  });
}

test('figures that reach to this year are green; the region’s own reach is told, not that of others', async (t) => {
  const page = await open(t, '/?page=lineage', { prepare: answering({ figuresTo: { lastDay: new Date().toISOString().slice(0, 10), period: 'M' } }) });
  await standsAt(page, 'whole');
  assert.equal(await page.locator('.pulse').evaluate((e) => getComputedStyle(e).borderTopColor), 'rgb(127, 224, 160)');
  await page.goto(`${new URL(page.url()).origin}/?region=EAST-COAST&measure=BURGLARY`);
  await settled(page);
  assert.equal(await page.locator('button.freshness').getAttribute('data-reach'), await latestOf('EAST-COAST'));
});

/** The last day of a complete figure of a region. */
async function latestOf(region) {
  const { rows } = await api(`/v1/outcomes?region=${region}&limit=1000`);
  return rows.filter((r) => r.value !== null && r.complete).map((r) => r.lastDay).sort().at(-1);
}

test('the head speaks of all figures of the region, and not of a sum that lacks a part', async (t) => {
  // Given a region of which the measure that is chosen has sums without a part alone, and a later one of those
  const incomplete = (answer) => answer.rows.filter((r) => r.measure === 'BURGLARY').forEach((r, i) => Object.assign(r, { complete: false, reason: 'Incomplete', previous: null }, i ? {} : { lastDay: '2030-12-31' }));
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', { prepare: changing('**/v1/outcomes?region=*', (answer) => void incomplete(answer)) });
  const { rows } = await api('/v1/outcomes?region=EAST-COAST&limit=1000');
  const others = rows.filter((r) => r.measure !== 'BURGLARY' && r.value !== null && r.complete).map((r) => r.lastDay).sort().at(-1);
  assert.equal(await page.locator('button.freshness').getAttribute('data-reach'), others);

  // And of the one the page begins with
  const first = await open(t, '/');
  assert.equal(await first.locator('button.freshness').getAttribute('data-reach'), await latestOf('HUTT-VALLEY'));
});

test('where a region has no figures the head says so, and nothing of others', async (t) => {
  const page = await open(t, '/?region=PAPAKURA', { prepare: changing('**/v1/outcomes?region=*', (answer) => ({ ...answer, rows: [], next: null })) });
  const head = page.locator('button.freshness');
  assert.equal(await head.getAttribute('data-reach'), '');
  assert.equal(await head.locator('.freshness-reach').textContent(), 'No figures for Papakura');
  await head.click();
  assert.match(await page.locator('#continuity').textContent(), /No figures for Papakura\./);
});

test('where all figures of a region are kept back the page says that, and not that there are none', async (t) => {
  const why = 'The figure is suppressed: it counts people, or too few of them';
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', {
    prepare: changing('**/v1/outcomes?region=*', (answer) => void answer.rows.forEach((r) => Object.assign(r, { value: null, status: 'Q', reason: why, previous: null, previousReason: why, target: null }))),
  });
  assert.equal(await page.locator('.freshness-reach').textContent(), 'Figures for East Coast are kept back');
  assert.equal(await page.locator('button.freshness').getAttribute('data-reach'), '');
  assert.match(await page.locator('#overview').textContent(), /The figures for East Coast are kept back\. ?They count people/);
  assert.match(await page.locator('#outcome').textContent(), /is suppressed: it counts people/);
  assert.ok(await page.locator('#choose-measure optgroup[label="Figures kept back here"] option[value="BURGLARY"]').count());
});

test('what could not be asked is not known, and not called well', async (t) => {
  const page = await open(t, '/?page=lineage', {
    mayComplain: true,
    prepare: (p) => p.route(/\/v1\/(continuity|freshness)/, (route) => route.abort()),
  });
  await standsAt(page, 'unknown');
  await page.locator('button.freshness', { hasText: 'It is not known whether events are missing' }).waitFor();
  assert.doesNotMatch(await page.locator('button.freshness').textContent(), /0 events missing/);
});

test('coarse counts of cases are called so', async (t) => {
  const page = await open(t, '/', {
    prepare: async (p) => {
      await answering({})(p);
      await p.route('**/v1/continuity', (route) => route.fulfill({ json: { missing: 0, sources: [{ source: 'case', reachable: true, coarse: true, asAt: '2026-01-01T00:15:00Z', committed: 3900, published: 3900, projected: 3900, lag: null, missing: 0, shards: [] }] } }));
    },
  });
  await page.locator('button.freshness').click();
  await page.locator('#continuity tbody td', { hasText: 'about 3,900' }).first().waitFor();
  assert.match(await page.locator('#continuity').textContent(), /to the full hundred, as at/);
});

for (const width of [320, 360]) {
  test(`on a phone of ${width} points the words at the head are whole`, async (t) => {
    for (const path of ['/?region=EAST-COAST&measure=BURGLARY', '/?page=fund', '/?page=lineage']) {
      const page = await open(t, path, { viewport: { width, height: 640 }, prepare: answering({ figuresTo: { lastDay: '2008-12-31', period: 'CY2008' } }) });
      await page.locator('button.freshness[data-reach]:not([data-reach=""])').waitFor();
      const head = await page.locator('button.freshness').evaluate((button) => {
        const words = button.querySelector('.freshness-words').getBoundingClientRect();
        const box = button.getBoundingClientRect();
        const cut = [...button.querySelectorAll('.freshness-reach, .freshness-line')].filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1).map((e) => e.textContent);
        return { cut, over: Math.max(words.bottom - box.bottom, box.top - words.top, words.right - box.right) };
      });
      assert.deepEqual(head.cut, [], path);
      assert.ok(head.over <= 0, `${path}: ${head.over} points beyond the edge`);
    }
  });
}

test('no word is broken where regions stand side by side', async (t) => {
  for (const width of [320, 360, 700, 1024, 1440]) {
    const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY', { viewport: { width, height: 740 } });
    await page.locator('.bars li').first().waitFor();
    const broken = await page.locator('.bar-name').evaluateAll((all) => all.flatMap((e) => {
      const found = [];
      const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('.visually-hidden')) continue;
        for (const word of node.data.matchAll(/[^\s-]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1) found.push(word[0]);
        }
      }
      return e.scrollWidth > e.clientWidth + 1 ? [...found, `${e.textContent} is too wide`] : found;
    }));
    assert.deepEqual(broken, [], `at ${width}`);
  }
});
