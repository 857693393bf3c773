import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, changing, open } from './browser.mjs';

test('the pipeline counts what the API counts, and shows who stands where', async (t) => {
  const page = await open(t, '/?page=evidence');
  const { rows: summary } = await api('/v1/evidence/pipeline/summary');
  const shown = await page.locator('.stage').evaluateAll((all) => all.map((s) => [s.dataset.stage, Number(s.dataset.initiatives)]));
  assert.deepEqual(shown, ['trial', 'evaluated', 'effective', 'sought', 'granted'].map((stage) => [stage, summary.find((s) => s.stage.toLowerCase() === stage)?.initiatives ?? 0]));

  // When somebody chooses a stage with the keyboard
  await page.locator('.stage[data-stage="granted"]').focus();
  await page.keyboard.press('Enter');

  // Then its initiatives are listed, and the address says which
  await page.locator('#pipeline-rows tr[data-initiative="JSF-OUT-OF-GATE"]').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('stage'), 'granted');
  assert.match(await page.locator('#pipeline-rows tr[data-initiative="JSF-OUT-OF-GATE"]').textContent(), /Without qualifying evidence on record/);
});

test('the three effects of Out of Gate stand side by side, none of them with an interval', async (t) => {
  const page = await open(t, '/?page=evidence');
  const effects = page.locator('[data-subject="JSF-OUT-OF-GATE"] .effect');
  assert.deepEqual((await effects.evaluateAll((all) => all.map((e) => Number(e.dataset.effect)))).sort(), [-4.14, -5, -5].sort());
  for (const told of await effects.allTextContents()) assert.match(told, /no interval published/);
});

test('iwi panels are mixed: no change in the rate, less harm', async (t) => {
  const page = await open(t, '/?page=evidence');
  const panels = page.locator('[data-subject="JSF-IWI-PANELS"]');
  assert.match(await panels.locator('.subject-head').textContent(), /Mixed/);
  assert.match(await panels.locator('.effect', { hasText: /harm/i }).textContent(), /−26\.9 days−47\.95 to −5\.85.*Better/s);
  assert.match(await panels.locator('.effect', { hasText: /rate of reoffending/i }).textContent(), /no interval published/);
});

test('of a result that counts people it is said that the numbers are kept back, and what was judged', async (t) => {
  const page = await open(t, '/?page=evidence', { prepare: changing('**/v1/evaluations?*', ({ rows }) => {
    Object.assign(rows.find((r) => r.subject === 'JSF-IWI-PANELS' && /harm/i.test(r.outcome)), { effect: null, intervalLow: null, intervalHigh: null, treated: null, comparison: null, suppressed: true });
  }) });
  const harm = page.locator('[data-subject="JSF-IWI-PANELS"] .effect', { hasText: /harm/i });
  const told = await harm.textContent();
  assert.match(told, /Kept back.*count people, so they are not shown/s);
  assert.match(told, /Better: the whole interval is on the good side/);
  assert.doesNotMatch(told, /No result|No effect published|no interval published|treated/);
  assert.equal(await harm.locator('.forest').getAttribute('aria-label'), 'The effect is kept back, because it counts people');
  assert.equal(await harm.locator('.forest-mark, .forest-interval').count(), 0);
  assert.match(await page.locator('[data-subject="JSF-IWI-PANELS"] .subject-head').textContent(), /Mixed/);
});

test('beside a result that is kept back the sizes of the groups are said to be, and the effect is shown', async (t) => {
  const page = await open(t, '/?page=evidence', { prepare: changing('**/v1/evaluations?*', ({ rows }) => {
    Object.assign(rows.find((r) => r.subject === 'JSF-IWI-PANELS' && /harm/i.test(r.outcome)), { treated: null, comparison: null, suppressed: true });
  }) });
  const told = await page.locator('[data-subject="JSF-IWI-PANELS"] .effect', { hasText: /harm/i }).textContent();
  assert.match(told, /the sizes of the groups are kept back, because they count people/);
  assert.match(told, /−26\.9 days−47\.95 to −5\.85.*Better/s);
  assert.doesNotMatch(told, /treated|not shown/);
});

test('Budget decisions are those on record, and say when there was no qualifying evidence', async (t) => {
  const page = await open(t, '/?page=evidence');
  const { rows } = await api('/v1/budget/decisions');
  const shown = await page.locator('#budget tbody tr').evaluateAll((all) => all.map((r) => [r.dataset.round, r.dataset.initiative, Number(r.dataset.cents)]));
  assert.deepEqual(shown.sort(), rows.map((r) => [r.round, r.initiative, r.cents]).sort());
  assert.equal(await page.locator('#budget tbody tr', { hasText: 'Without qualifying evidence on record' }).count(), 4);
  assert.match(await page.locator('#budget').textContent(), /\$22,400,000\.00over 2 years/);
});

test('a claim is shown with whose it is, and beside it what the figures say', async (t) => {
  const page = await open(t, '/?page=evidence');
  const claim = page.locator('.claim[data-measure="RECORDED_OFFENCES"]');
  assert.match(await claim.locator('.claim-said').textContent(), /−23%.*Claimed by Minister of Justice, for June 2011 to September 2013/s);
  const { rows } = await api('/v1/claims?measure=RECORDED_OFFENCES');
  assert.ok(rows[0].figures.length > 0);
  const shown = await claim.locator('.claim-figures li').evaluateAll((all) => all.map((f) => Number(f.dataset.value)));
  assert.deepEqual(shown.sort(), rows[0].figures.map((f) => f.value).sort());
});

test('a stage and a sum of which only a part is generated say so', async (t) => {
  const page = await open(t, '/?page=evidence', { prepare: async (p) => {
    await changing('**/v1/evidence/pipeline?*', ({ rows }) => {
      const here = rows.filter((r) => r.current && r.stage === 'GRANTED');
      here.forEach((r, i) => Object.assign(r, { synthetic: i === 0 }));
    })(p);
    await changing('**/v1/budget/decisions?*', ({ rows }) => rows.filter((r) => r.decision === 'GRANTED').forEach((r, i) => Object.assign(r, { synthetic: i === 0 })))(p);
  } });
  assert.deepEqual(await page.locator('.stage[data-stage="granted"] .badge-synthetic').allTextContents(), ['Partly synthetic']);
  assert.deepEqual(await page.locator('#budget p .badge-synthetic').allTextContents(), ['Partly synthetic']);
});
