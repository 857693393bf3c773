import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, changing, open, settled } from './browser.mjs';

const OPEN = ['OPEN', 'ESCALATED', 'ADVISED'];

test('the desk has what is open, the oldest first, with who is waited for', async (t) => {
  const page = await open(t, '/?page=desk');
  const { rows } = await api('/v1/barriers?limit=1000');
  const expected = rows.filter((r) => OPEN.includes(r.status)).sort((a, b) => b.ageDays - a.ageDays);
  const ages = await page.locator('#desk-rows tbody tr').evaluateAll((all) => all.map((r) => Number(r.dataset.age)));
  assert.deepEqual(ages, expected.map((r) => r.ageDays));
  assert.equal(Number(await page.locator('[data-stat="open"]').getAttribute('data-value')), expected.length);
  assert.equal(Number(await page.locator('[data-stat="escalated"]').getAttribute('data-value')), expected.filter((r) => r.status === 'ESCALATED').length);
  const waiting = expected.find((r) => r.waitingFor === 'NATIONAL-OFFICE');
  assert.match(await page.locator(`tr[data-barrier="${waiting.initiative}/${waiting.barrier}"]`).textContent(), /The National Office/);
});

test('ages run to the day that the service counts them to, and nowhere to another', async (t) => {
  const page = await open(t, '/?page=desk');
  const { rows } = await api('/v1/barriers?limit=1000');
  const date = (day) => new Intl.DateTimeFormat('en-NZ', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const told = rows.filter((r) => OPEN.includes(r.status));
  for (const r of told) assert.match(await page.locator(`tr[data-barrier="${r.initiative}/${r.barrier}"]`).textContent(), new RegExp(`raised ${date(r.raisedOn)}, counted to ${date(r.ageOn)}`));
  const [oldest] = told.sort((a, b) => b.ageDays - a.ageDays);
  assert.match(await page.locator('[data-stat="oldest"]').textContent(), new RegExp(`first raised ${date(oldest.raisedOn)}, counted to ${date(oldest.ageOn)}$`));
  assert.doesNotMatch(await page.locator('#desk').textContent(), /to today/);
});

test('where ages are counted to several days, the earliest and the latest are told, and which day is whose', async (t) => {
  // Given an open barrier that somebody runs, beside those of a history
  const page = await open(t, '/?page=desk', { prepare: changing('**/v1/barriers?*', ({ rows }) => {
    rows.forEach((r) => Object.assign(r, { ageOn: '2016-05-09' }));
    Object.assign(rows.find((r) => r.status === 'OPEN'), { ageOn: '2026-11-30', raisedOn: '2026-11-02', ageDays: 28 });
  }) });
  assert.match(await page.locator('#desk .desk-bars').textContent(), /the day that stands beside it in the list.*earliest of these days is 9 May 2016, the latest 30 November 2026\./);
  const tile = await page.locator('[data-stat="oldest"]').textContent();
  assert.match(tile, /counted to 9 May 2016$/);
  assert.doesNotMatch(tile, /2026/);
});

test('what is read in sentences has room on a screen of 1280 points, however long a title is', async (t) => {
  const page = await open(t, '/?page=desk', { viewport: { width: 1280, height: 900 }, prepare: changing('**/v1/barriers?*', ({ rows }) => {
    for (const r of rows) Object.assign(r, { title: 'No room that is large enough for the panel to meet in during the hours of work', linked: ['FF-JOINT-CASES/B2', 'EC-FAMILY-VIOLENCE/B2'] });
  }) });
  const widths = await page.locator('#desk-rows thead th').evaluateAll((all) => Object.fromEntries(all.map((th) => [th.textContent, th.clientWidth])));
  for (const [name, least] of [['Barrier', 220], ['Where', 170], ['Standing', 190], ['Waiting for', 110]]) assert.ok(widths[name] >= least, `${name} has ${widths[name]} points`);
  assert.ok(widths.Age <= 230, `Age has ${widths.Age} points`);
  assert.ok(await page.locator('#desk-rows .table-scroll').evaluate((e) => e.scrollWidth <= e.clientWidth));
});

test('the same barrier elsewhere is named, and a reopened one says so and keeps its age', async (t) => {
  const page = await open(t, '/?page=desk');
  const linked = page.locator('tr[data-barrier="FF-JOINT-CASES/B2"]');
  assert.match(await linked.textContent(), /The same barrier: Youth crime/);
  const { rows: [reopened] } = await api('/v1/barriers?initiative=FF-JOINT-CASES&barrier=B8');
  assert.equal(reopened.raisedOn, '2014-08-11');
  assert.match(await page.locator('tr[data-barrier="FF-JOINT-CASES/B8"]').textContent(), /Reopened.*raised 11 August 2014/s);
});

test('a region and what is over are chosen in the address', async (t) => {
  const page = await open(t, '/?page=desk');
  await page.selectOption('#filter-region', 'EAST-COAST');
  await settled(page);
  const { rows } = await api('/v1/barriers?region=EAST-COAST&limit=1000');
  await page.waitForFunction((n) => document.querySelectorAll('#desk-rows tbody tr').length === n, rows.filter((r) => OPEN.includes(r.status)).length);
  await page.getByRole('button', { name: /^Over/ }).click();
  await page.waitForFunction((n) => document.querySelectorAll('#desk-rows tbody tr').length === n, rows.filter((r) => !OPEN.includes(r.status)).length);
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get('region'), query.get('status')], ['EAST-COAST', 'over']);
});

test('what is generated says so', async (t) => {
  const page = await open(t, '/?page=desk');
  const rows = page.locator('#desk-rows tbody tr');
  assert.equal(await rows.locator('.badge-synthetic').count(), await rows.count());
});

test('what is counted with something generated says so, also beside something that is not', async (t) => {
  for (const [made, words, notice] of [[true, 'Synthetic', /^No barriers were published/], [false, 'Partly synthetic', /^Some of these barriers are generated/]]) {
    const page = await open(t, '/?page=desk', { prepare: changing('**/v1/barriers?*', ({ rows }) => {
      if (!made) Object.assign(rows[0], { synthetic: false, provenance: { basis: 'operational' } });
    }) });
    assert.deepEqual(await page.locator('#desk h2 .badge-synthetic').allTextContents(), [words]);
    assert.match(await page.locator('#desk .notice-line').textContent(), notice);
    await page.close();
  }
});
