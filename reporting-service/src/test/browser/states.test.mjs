import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, open, picture } from './browser.mjs';

test('where nothing is published the page says so', async (t) => {
  const page = await open(t, '/?region=PAPAKURA&measure=BURGLARY');
  const empty = page.locator('#outcome .empty');
  assert.match(await empty.textContent(), /No figures are published for this/);
  // And why, in words instead of codes.
  const why = await empty.locator('.why-none').textContent();
  assert.doesNotMatch(why, /BURGLARY|PAPAKURA/);
});

test('an answer that fails is told with what to do, and trying again mends it', async (t) => {
  // Given a service that cannot answer
  let broken = true;
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', {
    mayComplain: true,
    ready: false,
    prepare: (p) => p.route('**/v1/outcomes?*', (route) => (broken
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The figures are being rebuilt","mend":"Try again in a minute","code":"QRY-503"}' })
      : route.continue())),
  });
  const failure = page.locator('#outcome .failure');
  await failure.waitFor();
  assert.match(await failure.textContent(), /The figures are being rebuilt.*Try again in a minute/);
  await picture(page, 'error-wide');

  // When it can again and somebody tries again
  broken = false;
  await failure.getByRole('button', { name: 'Try again' }).click();

  // Then the figures are there
  await page.locator('#outcome-chart svg').waitFor();
});

test('while figures are on their way the page shows where they will stand', async (t) => {
  let let_go;
  const held = new Promise((resolve) => (let_go = resolve));
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', {
    ready: false,
    prepare: (p) => p.route('**/v1/outcomes?*', async (route) => {
      await held;
      await route.continue();
    }),
  });
  await page.locator('#outcome .skeleton').waitFor();
  let_go();
  await page.locator('#outcome-chart svg').waitFor();
});

test('without JavaScript the page says so, and where the figures are', async (t) => {
  const page = await open(t, '/', { scripted: false, ready: false });
  const told = page.locator('noscript .noscript');
  await told.waitFor();
  assert.match(await told.textContent(), /needs JavaScript/);
  const box = await told.boundingBox();
  assert.ok(box.y < 300, `it is seen at once, not ${box.y} points down`);
  const links = await told.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  assert.ok(links.includes('/openapi'));
  for (const link of links) assert.equal((await fetch(address + link)).status, 200, link);
  assert.ok(links.filter((l) => l.includes('format=csv')).length >= 5);
});
