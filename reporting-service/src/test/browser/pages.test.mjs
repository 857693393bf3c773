import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, settled } from './browser.mjs';

const PAGES = [
  ['Regions', '/', /.+/],
  ['The Fund', '/?page=fund', /^The Justice Sector Fund$/],
  ['Evidence', '/?page=evidence', /^Evidence$/],
  ['Barriers', '/?page=desk', /^National Office desk$/],
  ['Lineage', '/?page=lineage', /^Lineage$/],
];

test('every view is reached with the keyboard alone, and says where it is', async (t) => {
  const page = await open(t, '/');
  for (const [name, path, heading] of PAGES) {
    // When somebody tabs to its name and presses Enter
    await page.keyboard.press('Control+Home');
    await page.locator(`#pages a`, { hasText: name }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#pages [aria-current="page"]', { hasText: name }).waitFor(); // drawn with the next frame
    await settled(page);

    // Then the address, the heading, the title and the navigation say so, and reading goes on at the figures
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, path);
    assert.match(await page.locator('.page:not([hidden]) h1').textContent(), heading);
    assert.match(await page.title(), /Frontline Flagships$/);
    assert.deepEqual(await page.locator('#pages [aria-current="page"]').allTextContents(), [name]);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    assert.equal(await page.locator('.page:not([hidden])').count(), 1);
  }
});

test('a view opens at its own address, and going back shows the one before', async (t) => {
  const page = await open(t, '/?page=lineage');
  assert.equal(await page.locator('.page:not([hidden]) h1').textContent(), 'Lineage');
  await page.locator('#pages a', { hasText: 'Regions' }).click();
  await page.locator('#page-regions h1').waitFor();
  await page.goBack();
  await page.locator('#page-lineage h1').waitFor({ state: 'visible' });
  assert.ok(await page.locator('#page-regions').isHidden());
  assert.ok(await page.locator('#choice').isHidden());
});

for (const [name, path, endpoint, panel] of [
  ['The Fund', '/?page=fund', '**/v1/fund/flow*', '#fund-flow'],
  ['Evidence', '/?page=evidence', '**/v1/evaluations?*', '#evaluations'],
  ['Barriers', '/?page=desk', '**/v1/barriers?*', '#desk'],
  ['Lineage', '/?page=lineage', '**/v1/initiatives/lineage*', '#lineage-picture'],
]) {
  test(`what cannot be answered is told in its place and breaks nothing else: ${name}`, async (t) => {
    // Given a view of which one question is answered with an error
    let broken = true;
    const page = await open(t, path, {
      mayComplain: true,
      prepare: (p) => p.route(endpoint, (route) => (broken
        ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The figures are being rebuilt","mend":"Try again in a minute","code":"QRY-503"}' })
        : route.continue())),
    });

    // Then it says so, and the other views work
    assert.match(await page.locator(`${panel} .failure`).textContent(), /The figures are being rebuilt.*Try again in a minute/);
    await page.locator('#pages a', { hasText: 'Regions' }).click();
    await page.locator('.tile').first().waitFor();

    // When it can be answered again and somebody tries again
    await page.goBack();
    broken = false;
    await page.locator(`${panel} .failure`).getByRole('button', { name: 'Try again' }).click();

    // Then it is there
    await page.waitForFunction((at) => document.querySelector(at) && !document.querySelector(`${at} .failure`), panel);
  });
}
