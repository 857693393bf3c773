import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, settled } from './browser.mjs';

test('region and measure are chosen with the keyboard alone', async (t) => {
  // Given the page as it opens
  const page = await open(t, '/');

  // When somebody tabs past the skip link to the two lists and types what they look for
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the figures');
  await tabTo(page, 'choose-region');
  await page.keyboard.type('East');
  await settled(page);
  await tabTo(page, 'choose-measure');
  await page.keyboard.type('Recorded bur');
  await page.waitForFunction(() => document.querySelector('#outcome-heading')?.textContent.includes('burglary'));

  // Then the page shows it, the address says it, and the focus is where it was
  assert.equal(await page.locator('h1').textContent(), 'East Coast');
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get('region'), query.get('measure')], ['EAST-COAST', 'BURGLARY']);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'choose-measure');
});

test('every control that has the focus shows it', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  const without = [];
  for (let i = 0; i < 24; i++) {
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? document.activeElement.outerHTML.slice(0, 120) : null;
    });
    if (unseen) without.push(unseen);
  }
  assert.deepEqual(without, []);
});

test('measures with figures for the region come first', async (t) => {
  const page = await open(t, '/?region=EAST-COAST');
  const groups = await page.locator('#choose-measure optgroup').evaluateAll((all) => all.map((g) => [g.label, [...g.children].map((o) => o.value)]));
  assert.equal(groups[0][0], 'With figures here');
  assert.ok(groups[0][1].includes('BURGLARY'));
  assert.ok(groups[1][1].includes('BPS_TOTAL_CRIME'));
});

test('programme areas are offered first, the pilot before the areas tailored from it', async (t) => {
  const page = await open(t, '/');
  const first = await page.locator('#choose-region optgroup').first().evaluate((g) => [g.label, [...g.children].map((o) => o.textContent)]);
  assert.deepEqual(first, ['Programme areas', ['Hutt Valley', 'Papakura', 'Hamilton', 'East Coast']]);
});

test('going back shows what was chosen before', async (t) => {
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  await page.selectOption('#choose-region', 'AREA-TAIRAWHITI');
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'Tairāwhiti');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('h1').textContent === 'East Coast');
  assert.equal(await page.locator('#choose-region').inputValue(), 'EAST-COAST');
});

async function tabTo(page, id) {
  for (let i = 0; i < 10; i++) {
    if ((await page.evaluate(() => document.activeElement.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`ten tabs did not reach ${id}`);
}

function focused(page) {
  return page.evaluate(() => document.activeElement.textContent.trim());
}
