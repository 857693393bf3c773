import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, open, picture } from './browser.mjs';

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
