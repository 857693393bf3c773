import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, factsAddress, open } from './browser.mjs';

test('a new fact arrives by itself, is announced, and moves neither focus nor scroll', async (t) => {
  // Given somebody reading the table with the focus on a control
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY&view=table');
  await page.waitForFunction(() => document.querySelector('.pulse') && !document.querySelector('.pulse-off'));
  const cell = page.locator('tr[data-period="FY2014"]');
  const before = await cell.getAttribute('data-value');
  await page.locator('#outcome .toggle button').last().focus();
  await page.evaluate(() => scrollTo(0, 420));

  // When the police revise the figure of the area that answers for the East Coast
  const answer = await fetch(factsAddress, { method: 'POST' });
  assert.ok(answer.ok, await answer.text());
  await page.waitForFunction((old) => document.querySelector('tr[data-period="FY2014"]')?.dataset.value !== old, before);

  // Then the page says what the API says, says so politely, and is otherwise as it was
  const { rows } = await api('/v1/outcomes?measure=BURGLARY&region=EAST-COAST&period=FY2014');
  assert.equal(Number(await cell.getAttribute('data-value')), rows[0].value);
  await page.waitForFunction(() => /Updated at .*burglary/i.test(document.getElementById('announcement').textContent));
  // What changed is marked, and only that; what is said politely is to be seen as well.
  assert.ok(await cell.evaluate((row) => row.hasAttribute('data-changed')));
  assert.equal(await page.locator('tr[data-period="FY2013"][data-changed]').count(), 0);
  assert.ok(await page.locator('#announcement').isVisible());
  assert.equal(await page.locator('#announcement').getAttribute('aria-live'), 'polite');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Table');
  assert.equal(await page.evaluate(() => scrollY), 420);
});

test('a connection that is lost for long is told, and what is on the page stays', async (t) => {
  const page = await open(t, '/?region=EAST-COAST', { prepare: (p) => p.route('**/v1/live', (route) => route.abort()), mayComplain: true });
  await page.locator('.banner', { hasText: 'Live updates are interrupted.' }).waitFor({ timeout: 15_000 });
  await page.locator('.tile').first().waitFor();
  assert.ok((await page.locator('.tile').count()) > 0);
});

test('without the service the page does not call what failed as last read, and both say that it asks again', async (t) => {
  const page = await open(t, '/?page=desk', { mayComplain: true, prepare: async (p) => {
    await p.route('**/v1/live', (route) => route.abort());
    await p.route('**/v1/barriers?*', (route) => route.abort());
  } });
  const banner = page.locator('.banner', { hasText: 'Live updates are interrupted.' });
  await banner.waitFor({ timeout: 15_000 });
  assert.match(await banner.textContent(), /What could not be read says so in its place; other figures are as they were last read\. The page keeps trying by itself\./);
  const failure = await page.locator('#desk .failure').textContent();
  assert.match(failure, /The page asks again by itself\. If it stays so, check the connection\./);
});

test('the page says how fresh it is and that no event is missing, with the details per source', async (t) => {
  const page = await open(t, '/');
  const { missing, sources } = await api('/v1/continuity');
  const button = page.locator('button.freshness');
  await page.waitForFunction(() => document.querySelector('button.freshness')?.dataset.missing !== '');
  const answering = sources.every((s) => s.reachable);
  await page.locator(`button.freshness[data-state="${answering ? 'whole' : 'behind'}"]`).waitFor();
  assert.match(await button.textContent(), new RegExp(`Figures to \\w+ \\d{4}, .* ago.*As of .*${answering ? `${missing} events? missing` : 'Behind: .*not answer'}`));
  await button.focus();
  await page.keyboard.press('Enter');
  const details = page.locator('#continuity');
  await details.waitFor({ state: 'visible' });
  assert.equal(await details.locator('tbody tr').count(), sources.length);
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'hidden' });
});
