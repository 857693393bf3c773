import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, settled } from './browser.mjs';

const refused = (page) => page.locator('[data-refused]').evaluateAll((all) => all.map((e) => [e.dataset.refused, e.textContent]));

test('a wrong date in the address is said to be wrong, and the rest of the view is as it was asked for', async (t) => {
  const page = await open(t, '/?page=fund&on=2017-13-45&flow=table&year=FY1066&colour=red');

  // Then it says which, why, and what is shown instead
  const told = Object.fromEntries(await refused(page));
  assert.deepEqual(Object.keys(told).sort(), ['colour', 'on', 'year']);
  assert.match(told.on, /on=2017-13-45.*no day of the calendar.*Shown instead: the Fund as it is now/);
  assert.match(told.colour, /means nothing here/);

  // And everything else is there
  assert.ok((await page.locator('#fund-balances .stat').count()) >= 5);
  assert.ok((await page.locator('#fund-flow tr[data-cents]').count()) > 5);
  assert.equal(await page.locator('.failure').count(), 0);
  assert.match(await page.locator('#fund-balances h2').textContent(), /^Balances(Synthetic)?$/);

  // When somebody has it taken out
  await page.getByRole('button', { name: /^Take .* out of the address/ }).click();
  await page.waitForFunction(() => !document.querySelector('[data-refused]'));
  assert.equal(new URL(page.url()).search, '?page=fund&flow=table');
});

for (const [path, names] of [
  ['/?region=ATLANTIS&measure=BURGLARY', ['region']],
  ['/?region=EAST-COAST&measure=HAPPINESS&view=hologram', ['measure', 'view']],
  ['/?page=evidence&stage=finished', ['stage']],
  ['/?page=desk&category=WEATHER&status=maybe&region=ATLANTIS', ['category', 'region', 'status']],
  ['/?page=fund&agency=NOBODY&on=yesterday', ['agency', 'on']],
  ['/?page=atlantis', ['page']],
]) {
  test(`what cannot be had is told by name, and the view is not empty: ${path}`, async (t) => {
    const page = await open(t, path, { mayComplain: true });
    await page.locator('[data-refused]').first().waitFor();
    await settled(page);
    assert.deepEqual((await refused(page)).map(([name]) => name).sort(), names);
    for (const [name, told] of await refused(page)) assert.ok(told.includes(new URLSearchParams(path.slice(1)).get(name)), told);
    await page.locator('.page:not([hidden]) :is(.tile, .stat, .stage)').first().waitFor();
    assert.equal(await page.locator('.page:not([hidden]) .failure').count(), 0);
  });
}

test('a code in small letters is the code, and nothing is asked for by the other', async (t) => {
  const asked = [];
  const page = await open(t, '/?region=east-coast&measure=burglary', { prepare: async (p) => p.on('request', (r) => asked.push(r.url())) });
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'East Coast');
  assert.deepEqual(await refused(page), []);
  assert.deepEqual(asked.filter((url) => /\/v1\/.*(east-coast|burglary)/.test(url)), []);
  assert.ok(asked.some((url) => /\/v1\/outcomes\?.*EAST-COAST/.test(url)));
});

test('region and measure go along from view to view', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  for (const name of ['The Fund', 'Evidence', 'Barriers', 'Lineage', 'Regions']) {
    await page.locator('#pages a', { hasText: name }).click();
    await page.locator('#pages [aria-current="page"]', { hasText: name }).waitFor();
    const query = new URL(page.url()).searchParams;
    assert.deepEqual([query.get('region'), query.get('measure')], ['EAST-COAST', 'BURGLARY'], name);
    if (name === 'Barriers') assert.equal(await page.locator('#filter-region').inputValue(), 'EAST-COAST');
  }
  assert.equal(await page.locator('#page-regions h1').textContent(), 'East Coast');
  assert.equal(await page.locator('#choose-measure').inputValue(), 'BURGLARY');
});

test('what is asked for twice is told, and the first stays', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&region=PAPAKURA&measure=BURGLARY');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'East Coast');
  const told = await refused(page);
  assert.deepEqual(told.map(([name]) => name), ['region']);
  assert.match(told[0][1], /region=PAPAKURA, which comes after another region.*Shown instead: EAST-COAST\./);
  await page.getByRole('button', { name: 'Take region=PAPAKURA out of the address' }).click();
  await page.waitForFunction(() => !document.querySelector('[data-refused]'));
  assert.equal(new URL(page.url()).search, '?region=EAST-COAST&measure=BURGLARY');
});

test('what another view knows and this one does not is told', async (t) => {
  for (const [path, names] of [['/?page=lineage&on=2016-01-01', ['on']], ['/?region=EAST-COAST&year=FY2016&stage=trial', ['stage', 'year']], ['/?page=desk&region=EAST-COAST&measure=BURGLARY', []]]) {
    const page = await open(t, path);
    if (names.length) await page.locator('[data-refused]').first().waitFor();
    const told = await refused(page);
    assert.deepEqual(told.map(([name]) => name).sort(), names, path);
    for (const [, words] of told) assert.match(words, /means nothing in this view/);
  }
});

test('a day to come is told, and today’s sums are not shown as its', async (t) => {
  const page = await open(t, '/?page=fund&on=2099-01-01');
  assert.match(Object.fromEntries(await refused(page)).on, /on=2099-01-01, which is still to come, and nothing is known of it\. Shown instead: the Fund as it is now/);
  assert.match(await page.locator('#fund-balances h2').textContent(), /^Balances(Synthetic)?$/);
  await page.goto(`${new URL(page.url()).origin}/?page=fund&on=2016-06-30`);
  await settled(page);
  assert.deepEqual(await refused(page), []);
});

test('what is asked for without saying what is told', async (t) => {
  for (const [path, instead] of [['/?page=fund&on=', 'the Fund as it is now'], ['/?region=', 'the region the page begins with'], ['/?page=', 'the view of regions'], ['/?page=evidence&stage=', '']]) {
    const page = await open(t, path);
    await page.locator('[data-refused]').first().waitFor();
    const told = await refused(page);
    assert.equal(told.length, 1, path);
    assert.ok(told[0][1].includes(`which says nothing. Shown instead: ${instead}`), told[0][1]);
  }
});

test('a day of long ago is told to be too early, not to be none', async (t) => {
  const page = await open(t, '/?page=fund&on=1000-01-01');
  assert.match(Object.fromEntries(await refused(page)).on, /on=1000-01-01, which is before 1840, and no earlier day is taken\. Shown instead: the Fund as it is now/);
});
