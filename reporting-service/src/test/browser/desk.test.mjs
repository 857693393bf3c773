import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, open, settled } from './browser.mjs';

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
  for (const r of told) assert.match(await page.locator(`tr[data-barrier="${r.initiative}/${r.barrier}"]`).textContent(), new RegExp(`raised ${date(r.raisedOn)}, to ${date(r.ageOn)}`));
  const last = told.map((r) => r.ageOn).sort().at(-1);
  assert.match(await page.locator('[data-stat="oldest"]').textContent(), new RegExp(date(last)));
  assert.doesNotMatch(await page.locator('#desk').textContent(), /to today/);
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
