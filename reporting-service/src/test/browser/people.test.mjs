import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, changing, open } from './browser.mjs';

test('conflicting accounts of the dates stand side by side with their sources', async (t) => {
  const page = await open(t, '/?region=HUTT-VALLEY');
  const pilot = page.locator('.initiative', { hasText: 'Hutt Valley Innovation Project' }).first();
  const told = await pilot.textContent();
  assert.match(told, /December 2012 to September 2013/);
  assert.match(told, /September 2012 to December 2013/);
  assert.match(told, /bps-result7-cs6/);
});

test('an initiative names what it was tailored from', async (t) => {
  const page = await open(t, '/?region=EAST-COAST');
  const told = await page.locator('.initiative', { hasText: 'Family violence on the East Coast' }).textContent();
  assert.match(told, /Tailored from Review of the Family Violence Court \(Hutt Valley\)/);
});

test('milestones tell apart reached, late, missed and planned, and what is generated', async (t) => {
  const page = await open(t, '/?region=EAST-COAST');
  const { rows } = await api('/v1/milestones?region=EAST-COAST&limit=1000');
  const words = await page.locator('.milestone-summary p').textContent();
  const late = rows.filter((r) => r.status.toLowerCase() === 'reached' && r.daysLate > 0).length;
  assert.match(words, new RegExp(`${late} reached late`));
  assert.equal(await page.locator('#milestones h2 .badge-synthetic').count(), 1);
});

test('milestones of which some are generated say so together, and each by itself', async (t) => {
  const page = await open(t, '/?region=EAST-COAST', { prepare: changing('**/v1/milestones?*', ({ rows }) => {
    Object.assign(rows[0], { synthetic: false, provenance: { basis: 'operational' } });
  }) });
  const { rows } = await api('/v1/milestones?region=EAST-COAST&limit=1000');
  assert.deepEqual(await page.locator('#milestones h2 .badge-synthetic').allTextContents(), ['Partly synthetic']);
  assert.match(await page.locator('#milestones .notice-line').textContent(), /^Some of these milestones are generated/);
  assert.equal(await page.locator('#milestones .milestone .badge-synthetic').count(), rows.length - 1);
});

test('of very many milestones those reached or missed last come before those far ahead, and the rest is counted', async (t) => {
  // Given two thousand that are planned far ahead, and one of them that was reached yesterday, long before it was due
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  let reached;
  const page = await open(t, '/?region=EAST-COAST', { prepare: changing('**/v1/milestones?*', ({ rows }) => {
    const plan = { ...rows.find((r) => r.status.toLowerCase() === 'planned'), rescheduled: 0 };
    for (let i = 0; i < 2025; i++) rows.push({ ...plan, code: `FAR-${i}`, title: `Far ahead ${i}`, dueOn: `${2040 + (i % 40)}-06-30` });
    Object.assign(rows.find((r) => r.code === 'FAR-7'), { status: 'REACHED', reachedOn: yesterday, daysLate: 0 });
    reached = rows.filter((r) => ['reached', 'missed'].includes(r.status.toLowerCase())).length;
  }) });
  const panel = page.locator('#milestones');
  await panel.locator('.milestone').first().waitFor();

  // Then it is among the few that are shown, the nearest plans too, and the others are counted, in one way of writing
  assert.equal(await panel.locator('.milestone').count(), 12);
  assert.equal(await panel.locator('.milestone', { hasText: /^✓Far ahead 7 Reached/ }).count(), 1);
  assert.equal(await panel.locator('.milestone-planned').count(), 4);
  assert.ok(reached > 8);
  assert.match(await panel.locator('.milestone-more').textContent(), /^Shown: the 8 reached or missed last and the 4 planned nearest to today\. Show the other 2,025 milestones$/);
  assert.equal(await panel.locator('.heading-count').textContent(), '2,037');
  assert.match(await panel.locator('.milestone-summary p').textContent(), /^2,026 planned/);

  // And all of them when asked for
  await panel.getByRole('button', { name: 'Show the other 2,025 milestones' }).click();
  await page.waitForFunction(() => document.querySelectorAll('#milestones .milestone').length === 2037);
});

test('the caseload says that it is rounded and that it is synthetic, and its table equals the API', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&cases=table');
  const panel = page.locator('#caseload');
  assert.match(await panel.textContent(), /multiple of 3/);
  assert.equal(await panel.locator('.badge-synthetic').count(), 1);
  const { rows } = await api('/v1/cases?region=EAST-COAST&limit=1000');
  await panel.locator('tbody tr').first().waitFor({ state: 'attached' });
  const shown = await panel.locator('tbody tr').evaluateAll((all) => all.map((r) => [r.dataset.month, ...[...r.querySelectorAll('td')].map((c) => Number(c.textContent))]));
  assert.deepEqual(shown, rows.sort((a, b) => a.month.localeCompare(b.month)).map((r) => [r.month, r.opened, r.closed, r.active]));
  assert.ok(shown.flat().filter(Number.isFinite).every((n) => n % 3 === 0));
});

for (const [still, words] of [[3, /Not in the chart: From January 2026 to March 2026 every month is rounded to 0 opened and 0 closed; 6 are active at the end of March 2026\./], [1, /Not in the chart: January 2026 is rounded to 0 opened and 0 closed; 6 are active at the end of January 2026\./], [0, null]]) {
  test(`months without movement at the end are told by name: ${still}`, async (t) => {
    const page = await open(t, '/?region=EAST-COAST', {
      prepare: changing('**/v1/cases?*', ({ rows: [like], ...answer }) => ({ ...answer, rows: [
        { ...like, month: '2025-12', opened: 6, closed: 0, active: 6 },
        ...['2026-01', '2026-02', '2026-03'].slice(0, still).map((month) => ({ ...like, month, opened: 0, closed: 0, active: 6 })),
      ] })),
    });
    const told = await page.locator('#caseload p.quiet').allTextContents();
    if (words) assert.ok(told.some((p) => words.test(p)), told.join(' | '));
    else assert.ok(!told.some((p) => /rounded to 0/.test(p)), told.join(' | '));
  });
}
