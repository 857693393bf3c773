import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { api, open, PHONE, settled } from './browser.mjs';

const linksOf = (page) => page.locator('#fund-flow tr[data-cents]').evaluateAll((all) => all.map((r) => ({ from: r.dataset.from, to: r.dataset.to, cents: Number(r.dataset.cents) })));
const sum = (links) => links.reduce((total, l) => total + l.cents, 0);

test('the table says what the ledger says, to the cent, with the small initiatives together and one by one', async (t) => {
  const flow = await api('/v1/fund/flow');
  const kind = new Map(flow.nodes.map((n) => [n.id, n.kind]));

  // Given the flow with the small initiatives put together
  const page = await open(t, '/?page=fund&flow=table');
  const grouped = await linksOf(page);
  for (const [from, test] of [['agency', (l) => kind.get(l.from) === 'AGENCY'], ['fund', (l) => kind.get(l.from) === 'FUND'],
    ['receiving agency', (l) => kind.get(l.from) === 'RECEIVING_AGENCY'], ['initiative', (l) => !kind.has(l.from) || kind.get(l.from) === 'INITIATIVE']]) {
    assert.equal(sum(grouped.filter(test)), flow.totals.netApprovedCents, `out of each ${from}`);
  }
  const others = flow.nodes.filter((n) => n.kind === 'INITIATIVE').length - new Set(grouped.filter((l) => l.to.startsWith('initiative/')).map((l) => l.to)).size;
  assert.ok(others > 1);
  assert.match(await page.locator('.group-line').textContent(), new RegExp(`^${others} initiatives are drawn as one`));
  assert.equal(Number(await page.locator('.group-line').getAttribute('data-cents')), sum(grouped.filter((l) => l.to === 'others')));

  // When somebody opens the group
  await page.getByRole('button', { name: `Show all ${others}` }).click();
  await page.waitForFunction(() => !document.querySelector('tr[data-to="others"]'));

  // Then every link is the ledger's
  const order = (links) => links.map((l) => `${l.from} ${l.to} ${l.cents}`).sort();
  assert.deepEqual(order(await linksOf(page)), order(flow.links));
  assert.equal(new URL(page.url()).searchParams.get('others'), 'open');
});

test('the Sankey has every column, what is generated is marked, and it has a description for whoever hears it', async (t) => {
  const page = await open(t, '/?page=fund&flow=chart');
  await page.locator('#fund-chart svg').waitFor();
  const texts = (await page.locator('#fund-chart text').allTextContents()).join(' | ');
  for (const expected of ['Saved by', 'In the region', 'Out of Gate', 'other initiatives', 'synthetic']) assert.ok(texts.includes(expected), `${expected} in ${texts}`);
  const told = await page.locator('#fund-chart').getAttribute('aria-label');
  assert.match(told, /Flow of the Fund's money/);
  assert.match(told, /synthetic/i);
  assert.equal(await page.locator('#fund-flow [data-whole="true"]').count(), 1);
});

test('a saving agency, a year and a day may be chosen, and the address keeps them', async (t) => {
  // Given a year in which savings of the Police were allocated
  const { rows: years } = await api('/v1/fund/years');
  const flows = await Promise.all(years.map(({ year }) => api(`/v1/fund/flow?agency=POLICE&year=${year}&on=2017-03-08`)));
  const year = years[flows.findIndex((f) => f.links.length)].year;

  // When somebody chooses them
  const page = await open(t, '/?page=fund&flow=table');
  await page.selectOption('#filter-agency', 'POLICE');
  await page.selectOption('#filter-year', year);
  await page.selectOption('#filter-on', '2017-03-08');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('on') === '2017-03-08');
  await settled(page);

  // Then the flow is theirs
  const { totals } = await api(`/v1/fund/flow?agency=POLICE&year=${year}&on=2017-03-08`);
  await page.waitForFunction((net) => Number(document.querySelector('.flow-sums')?.dataset.net) === net, totals.netApprovedCents);
  const query = new URL(page.url()).searchParams;
  assert.deepEqual(['agency', 'year', 'on'].map((n) => query.get(n)), ['POLICE', year, '2017-03-08']);
  assert.ok((await linksOf(page)).filter((l) => l.from.startsWith('agency/')).every((l) => l.from === 'agency/POLICE'));
});

test('the flow is kept as a file that is whole, as it is filtered, with a name of its own', async (t) => {
  const page = await open(t, '/?page=fund&flow=table&agency=POLICE');
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action="flow-csv"]').click()]);
  assert.equal(file.suggestedFilename(), 'fund-flow-POLICE.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  const { links } = await api('/v1/fund/flow?agency=POLICE');
  assert.equal(lines[0], '\uFEFFstep,from,fromName,to,toName,cents,synthetic');
  assert.equal(lines.length - 1, links.length);
  assert.deepEqual(lines.slice(1).map((l) => Number(/,(\d+),(?:true|false)$/.exec(l)[1])).sort(), links.map((l) => l.cents).sort());
});

test('the balances are those of the ledger, each with what it means', async (t) => {
  const page = await open(t, '/?page=fund');
  const { rows: [ledger] } = await api('/v1/fund/balances');
  const shown = await page.locator('#fund-balances .stat').evaluateAll((all) => all.map((s) => [s.dataset.stat, Number(s.dataset.value), s.textContent]));
  assert.ok(shown.length >= 5);
  for (const [field, value, words] of shown) {
    assert.equal(value, ledger[field], field);
    assert.ok(words.includes(`$${Math.trunc(value / 100).toLocaleString('en-NZ')}.${String(value % 100).padStart(2, '0')}`), words);
  }
});

test('what was published stands beside what the ledger says', async (t) => {
  const page = await open(t, '/?page=fund');
  const { rows } = await api('/v1/fund/figures');
  assert.equal(await page.locator('#fund-figures tbody tr').count(), rows.length);
  const distributed = page.locator('#fund-figures tr[data-what="savings distributed"]');
  assert.match(await distributed.textContent(), /\$257,000,000\.00/);
  assert.match(await distributed.textContent(), /beehive/);
});

test('a phone begins with the flow step by step, and every step has the same sum', async (t) => {
  const page = await open(t, '/?page=fund', { viewport: PHONE });
  const totals = await page.locator('.flow-step .flow-total').allTextContents();
  assert.equal(totals.length, 5);
  assert.equal(new Set(totals).size, 1, totals.join(' | '));
});

for (const filters of ['', '&year=FY2016', '&agency=POLICE', '&on=2017-03-08']) {
  test(`the words above the flow count what the ledger counts: ${filters || 'all of it'}`, async (t) => {
    const { totals } = await api(`/v1/fund/flow?${filters.slice(1)}`);
    assert.ok(totals.agencies > 0 && totals.initiatives > 0, JSON.stringify(totals));
    const page = await open(t, `/?page=fund${filters}`);
    const told = /from ([\d,]+) agenc(?:y|ies) to ([\d,]+) initiatives?\./.exec(await page.locator('.flow-sums').textContent());
    assert.deepEqual(told?.slice(1).map((n) => Number(n.replaceAll(',', ''))), [totals.agencies, totals.initiatives]);
  });
}

for (const width of [1280, 1440]) {
  test(`the agencies' amounts fit a screen of ${width} points`, async (t) => {
    const page = await open(t, '/?page=fund', { viewport: { width, height: 900 } });
    const [there, room] = await page.locator('#fund-agencies .table-scroll').evaluate((e) => [e.scrollWidth, e.clientWidth]);
    assert.ok(there <= room, `${there} points of table in ${room}`);
  });
}

test('what goes on beyond an edge is seen to', async (t) => {
  const page = await open(t, '/?page=fund', { viewport: { width: 760, height: 900 } });
  const table = page.locator('#fund-agencies .table-scroll');
  assert.ok(await table.evaluate((e) => e.scrollWidth > e.clientWidth), 'there is something beyond the edge');
  const [shades, stays] = await table.evaluate((e) => [getComputedStyle(e).backgroundAttachment, getComputedStyle(e, '::-webkit-scrollbar').blockSize]);
  assert.match(shades, /local, local, scroll, scroll/);
  assert.match(stays, /^\d+\.\dpx$/, 'a bar of its own size stays, where the system would hide its own');
});
