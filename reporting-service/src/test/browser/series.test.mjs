import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, changing, open, picture } from './browser.mjs';

test('the chart has the series, its break and a description for whoever hears it', async (t) => {
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY');
  const drawn = page.locator('#outcome-chart svg');
  await drawn.waitFor();
  const texts = await drawn.locator('text').allTextContents();
  assert.ok(texts.includes('1,036'), texts.join(' | '));
  assert.ok(texts.includes('Break'), texts.join(' | '));
  const told = await page.locator('#outcome-chart').getAttribute('aria-label');
  assert.match(told, /Year to June 2013 1,036 offences/);
  assert.match(told, /breaks on 1 January 2015/);
  assert.match(await page.locator('.breaks').textContent(), /Police recorded victimisations/);
  assert.match(await page.locator('.sources').textContent(), /police\.govt\.nz/);
});

test('the table says what the API says', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  await page.getByRole('group', { name: 'Show as' }).first().getByRole('button', { name: 'Table' }).click();
  await page.locator('#outcome-figures table').waitFor();
  await page.locator('#outcome-figures tbody tr').first().waitFor({ state: 'attached' });
  const shown = await page.locator('#outcome-figures tbody tr').evaluateAll((rows) => rows.map((r) => [r.dataset.period, Number(r.dataset.value), r.dataset.status]));
  const { rows } = await api('/v1/outcomes?measure=BURGLARY&region=EAST-COAST');
  const said = rows.sort((a, b) => a.firstDay.localeCompare(b.firstDay)).map((r) => [r.period, r.value, r.status]);
  assert.deepEqual(shown, said);
  assert.equal(new URL(page.url()).searchParams.get('view'), 'table');
  await picture(page, 'wide-table');
});

test('a sum of predecessors says that it is one, and names its parts', async (t) => {
  const page = await open(t, '/?region=COURT-HUTT-VALLEY&measure=FAMILY_NEW');
  const said = await page.locator('#outcome').textContent();
  assert.match(said, /Sum of 2 merged/);
  assert.match(said, /Lower Hutt District Court 1,623 \+ Upper Hutt District Court 639 = 2,262 applications/);
});

test('a figure that straddles a break is marked and compared with nothing', async (t) => {
  const page = await open(t, '/?region=NZ&measure=DC_CRIMINAL_NEW&view=table');
  const row = page.locator('tr[data-period="CY2013"]');
  assert.match(await row.textContent(), /Break/);
  assert.equal(await row.getAttribute('data-status'), 'B');
  assert.doesNotMatch(await row.locator('td').nth(1).textContent(), /%/);
});

test('an ambiguous measure is said to be so and is never coloured good or bad', async (t) => {
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=INJURY_ASSAULT');
  assert.match(await page.locator('.headline').textContent(), /Ambiguous/);
  assert.equal(await page.locator('#outcome .change-better, #outcome .change-worse, #outcome .bar-better, #outcome .bar-worse').count(), 0);
});

test('a target is drawn with how far the latest figure has come and what became of it', async (t) => {
  const page = await open(t, '/?region=NZ&measure=BPS_TOTAL_CRIME');
  const told = await page.locator('.outcome-side').textContent();
  assert.match(told, /−13% in the year to March 2017, against −20% by 30 June 2018/);
  assert.match(told, /Behind/);
  assert.match(told, /Superseded/);
  await page.locator('#outcome-chart text', { hasText: 'Target −20%' }).first().waitFor({ state: 'attached' });
  assert.ok((await page.locator('#outcome-chart text').allTextContents()).includes('Target −20%'));
});

test('the change in one region is shown beside the others, as the API has it', async (t) => {
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY');
  await page.locator('.bars li').first().waitFor(); // fetched after the series
  const bars = await page.locator('.bars li').allTextContents();
  const { rows } = await api('/v1/outcomes?measure=BURGLARY&period=FY2014&region=AREA-TAIRAWHITI,AREA-HAWKES-BAY');
  for (const [code, name] of [['AREA-TAIRAWHITI', 'Tairāwhiti'], ['AREA-HAWKES-BAY', "Hawke's Bay"]]) {
    const percent = Math.round(rows.find((r) => r.region === code).previous.changePercent * 10) / 10;
    const shown = `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`;
    assert.ok(bars.some((b) => b.includes(name) && b.endsWith(shown)), `${name} ${shown} in ${bars.join(' | ')}`);
  }
});

test('a tile joins what the chart joins, and nothing else', async (t) => {
  // Given years of which one is missing, beside months of which one is missing
  const year = (y, value) => ({ period: `FY${y}`, firstDay: `${y - 1}-07-01`, lastDay: `${y}-06-30`, value });
  const month = (m, days, value) => ({ period: `2012-${m}`, firstDay: `2012-${m}-01`, lastDay: `2012-${m}-${days}`, value });
  const page = await open(t, '/?region=AREA-TAIRAWHITI&measure=BURGLARY', {
    prepare: changing('**/v1/outcomes?region=*', (answer) => {
      const like = answer.rows.find((r) => r.measure === 'BURGLARY' && r.status === 'A');
      const own = [year(2008, 900), year(2009, 1000), year(2011, 700), year(2012, 650), year(2013, 800), month('01', 31, 60), month('02', 29, 61), month('04', 30, 70)];
      answer.rows = [...answer.rows.filter((r) => r.measure !== 'BURGLARY'), ...own.map((r) => ({ ...like, ...r, derived: null, previous: null, target: null }))];
    }),
  });
  await page.locator('.chart-group svg').nth(1).waitFor();

  // Then the tile has the strokes of the years' chart, in as many pieces
  const strokes = await page.locator('.tile[data-value="BURGLARY"] .spark polyline').evaluateAll((all) => all.map((p) => p.getAttribute('points').split(' ').length));
  assert.deepEqual(strokes, [2, 3]);
  const drawn = (group) => page.locator(`.chart-group[data-group="${group}"] path[fill="none"][stroke-width="2.5"]`).evaluateAll((all) => all.map((p) => p.getAttribute('d').match(/[ML]/g).length));
  assert.deepEqual(await drawn('Years'), [2, 3]);
  // And months are joined to the next month only
  assert.deepEqual(await drawn('Months'), [2]);
});

test('every line of a chart with a target is in its legend', async (t) => {
  const page = await open(t, '/?region=NZ&measure=BPS_TOTAL_CRIME');
  await page.locator('#outcome-chart svg').waitFor();
  const legend = (await page.locator('.legend li').allTextContents()).join(' | ');
  assert.match(legend, /Target, while it was in force/);
  assert.match(legend, /Even path from the baseline to the target, .* to 30 June 2018/);
  assert.equal(await page.locator('.legend .key[data-kind="path"]').count(), 1);
  // And not where no such line is drawn
  const other = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  assert.equal(await other.locator('.legend .key[data-kind="path"]').count(), 0);
});
