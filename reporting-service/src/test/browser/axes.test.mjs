import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changing, open } from './browser.mjs';

test('effects in one unit stand on one axis, with numbers and a line of no effect', async (t) => {
  const page = await open(t, '/?page=evidence');
  const effects = await page.locator('.effect').evaluateAll((all) => all.filter((e) => e.dataset.effect && e.querySelector('.forest-mark')).map((e) => {
    const picture = e.querySelector('.forest');
    const middle = (x) => { const b = x.getBoundingClientRect(); return b.x + b.width / 2 - picture.getBoundingClientRect().x; };
    const numbers = [...picture.querySelectorAll('.axis-number')];
    return {
      kind: picture.dataset.scale, effect: Number(e.dataset.effect), mark: middle(picture.querySelector('.forest-mark')), none: middle(picture.querySelector('.axis-none')),
      axis: numbers.map((n) => n.textContent).join(' '), from: [Number(picture.dataset.from), middle(numbers[0])], to: [Number(picture.dataset.to), middle(numbers.at(-1))],
    };
  }));
  assert.ok(effects.length > 5);
  for (const e of effects) {
    // Each mark stands where its number is on the axis, and the line of no effect at nothing
    const place = (v) => e.from[1] + ((v - e.from[0]) / (e.to[0] - e.from[0])) * (e.to[1] - e.from[1]);
    assert.ok(Math.abs(e.mark - place(e.effect)) < 2, JSON.stringify(e));
    assert.ok(Math.abs(e.none - place(0)) < 2, JSON.stringify(e));
  }
  for (const kind of new Set(effects.map((e) => e.kind))) assert.equal(new Set(effects.filter((e) => e.kind === kind).map((e) => e.axis)).size, 1, kind);
  // So that what is ten times as large is ten times as far
  const percents = effects.filter((e) => /percent$/.test(e.kind));
  const [far, near] = [percents.find((e) => e.effect === -48), percents.find((e) => e.effect === -5)];
  assert.ok(Math.abs((far.none - far.mark) / (near.none - near.mark) - 9.6) < 0.5, JSON.stringify([far, near]));
});

test('years, quarters and months never share an axis', async (t) => {
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY', {
    prepare: changing('**/v1/outcomes?region=*', (answer) => {
      const like = answer.rows.find((r) => r.measure === 'BURGLARY');
      const more = [['2014-Q1', '2014-01-01', '2014-03-31', 190], ['2014-Q2', '2014-04-01', '2014-06-30', 210], ['2014-05', '2014-05-01', '2014-05-31', 61]];
      answer.rows.push(...more.map(([period, firstDay, lastDay, value]) => ({ ...like, period, firstDay, lastDay, value, previous: null, target: null })));
    }),
  });
  await page.locator('.chart-group svg').nth(2).waitFor();
  const groups = await page.locator('.chart-group').evaluateAll((all) => all.map((g) => [g.dataset.group, [...g.querySelectorAll('text')].map((x) => x.textContent)]));
  assert.deepEqual(groups.map(([name]) => name), ['Years', 'Quarters', 'Months']);
  const [years, quarters, months] = groups.map(([, texts]) => texts);
  assert.ok(years.includes('1,036') && !years.includes('190') && !years.includes('61'));
  assert.ok(quarters.includes('190') && !quarters.includes('1,036'));
  assert.ok(months.includes('61') && !months.includes('1,036'));
});

test('a figure that cannot be held against its target says so, and why', async (t) => {
  const page = await open(t, '/?region=NZ&measure=BPS_TOTAL_CRIME', {
    prepare: changing('**/v1/outcomes?region=*', (answer) => {
      for (const row of answer.rows) if (row.target) Object.assign(row.target, { progress: null, standing: null, reason: 'The series breaks between the baseline and this figure' });
    }),
  });
  const told = await page.locator('.outcome-side').textContent();
  assert.match(told, /Not comparable.*The series breaks between the baseline and this figure\./s);
  assert.doesNotMatch(told, /% of the way/);
});

test('one change has one rounding, wherever it stands', async (t) => {
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY', {
    prepare: changing('**/v1/outcomes?*', (answer) => {
      for (const row of answer.rows) if (row.measure === 'BURGLARY' && row.previous && row.region === 'AREA-TAIRAWHITI') row.previous.changePercent = -2.25;
    }),
  });
  await page.locator('.bars li').first().waitFor();
  assert.match(await page.locator('.tile[aria-current]').textContent(), /−2\.3%/);
  assert.match(await page.locator('.headline').textContent(), /2\.3% lower/);
  assert.match(await page.locator('.bar-own').textContent(), /−2\.3%/);
});

test('names are in the order of New Zealand English, ā beside a, whoever reads', async (t) => {
  // Given a reader whose own language has another order: in Danish Aa comes last
  const page = await open(t, '/', {
    locale: 'da-DK',
    prepare: changing('**/v1/regions?*', (answer) => {
      const like = answer.rows.find((r) => r.kind === 'POLICE_AREA');
      answer.rows.push(...['Zeta', 'Āwhitu', 'Aaa', 'Azure'].map((name) => ({ ...like, code: `TEST-${name}`, name, validTo: null })));
    }),
  });
  const names = await page.locator('#choose-region optgroup[label="Police areas"] option').allTextContents();
  const there = names.filter((n) => ['Zeta', 'Āwhitu', 'Aaa', 'Azure'].includes(n));
  assert.deepEqual(there, ['Aaa', 'Āwhitu', 'Azure', 'Zeta']);
});
