import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './browser.mjs';

test('an answer that never comes is said not to have come, with a way to try again, and the rest is there', async (t) => {
  // Given milestones that are asked for and never answered
  let hangs = true;
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY', {
    mayComplain: true, ready: false,
    prepare: (p) => p.route('**/v1/milestones?*', (route) => (hangs ? undefined : route.continue())),
  });

  // Then the panels beneath are shown in the meantime, and within a while it says so
  await page.locator('#caseload-chart svg').waitFor({ timeout: 20_000 });
  const failure = page.locator('#milestones .failure');
  await failure.waitFor({ timeout: 30_000 });
  assert.match(await failure.textContent(), /did not answer within 10 seconds.*Try again/s);
  assert.equal(await page.locator('.skeleton').count(), 0);

  // When it can be answered and somebody tries again
  hangs = false;
  await failure.getByRole('button').click();
  await page.locator('#milestones .milestone').first().waitFor();
});

test('a panel that failed comes back by itself', async (t) => {
  // Given a service that fails twice and then answers
  let failures = 2;
  const page = await open(t, '/?page=evidence', {
    mayComplain: true, ready: false,
    prepare: (p) => p.route('**/v1/evaluations?*', (route) => (failures-- > 0 ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The figures are being rebuilt"}' }) : route.continue())),
  });
  await page.locator('#evaluations .failure').waitFor();

  // Then nobody needs to press anything
  await page.locator('#evaluations .effect').first().waitFor({ timeout: 30_000 });
  assert.equal(await page.locator('.failure').count(), 0);
});

for (const [name, path] of [['regions', '/?region=EAST-COAST&measure=BURGLARY'], ['the Fund', '/?page=fund'], ['evidence', '/?page=evidence'], ['barriers', '/?page=desk'], ['lineage', '/?page=lineage']]) {
  test(`nothing is pushed away while answers come in, one after the other: ${name}`, async (t) => {
    // Given answers that come in another order each, some late
    let nth = 0;
    const page = await open(t, path, {
      prepare: async (p) => {
        await p.addInitScript(() => {
          window.shifts = [];
          new PerformanceObserver((all) => {
            for (const e of all.getEntries()) if (!e.hadRecentInput) window.shifts.push([e.value, e.sources.map((s) => `${s.node?.nodeName}#${s.node?.id}.${s.node?.className?.baseVal ?? s.node?.className}`).join(' ')]);
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await p.route('**/v1/**', async (route) => {
          if (!route.request().url().includes('/v1/live')) await new Promise((go) => setTimeout(go, 60 * (nth++ * 7 % 11)));
          await route.continue();
        });
      },
    });
    await page.locator('.page:not([hidden]) .panel, .page:not([hidden]) .tiles').first().waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

    // Then the shifts together are what is called good
    const shifts = await page.evaluate(() => window.shifts);
    const sum = shifts.reduce((all, [value]) => all + value, 0);
    assert.ok(sum < 0.1, `${sum}: ${JSON.stringify(shifts)}`);
  });
}

test('the words of a mark stay while the page is drawn again', async (t) => {
  // Given the words that somebody called up in a chart
  const page = await open(t, '/?region=EAST-COAST&measure=BURGLARY');
  await page.locator('#outcome-chart svg').scrollIntoViewIfNeeded();
  const point = await page.locator('#outcome-chart svg').evaluate((svg) => {
    const label = [...svg.querySelectorAll('text')].find((e) => e.textContent === '1,036').getBoundingClientRect();
    return { x: label.x + label.width / 2, y: label.bottom + 15 }; // the mark stands under its label
  });
  await page.mouse.move(point.x, point.y);
  const words = page.locator('#outcome-chart > div', { hasText: 'Year to June 2013' });
  await words.waitFor();
  const shown = () => words.evaluate((e) => getComputedStyle(e).visibility !== 'hidden' && Number(getComputedStyle(e).opacity) > 0.5);
  assert.ok(await shown());

  // When the page is drawn again, as it is every few seconds
  for (let i = 0; i < 3; i++) await page.evaluate(() => { dispatchEvent(new PopStateEvent('popstate')); return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); });

  // Then they stand there still
  assert.ok(await shown());
});

test('what is on its way is said so in words that agree', async (t) => {
  // Given a service that answers nothing
  const said = [];
  for (const path of ['/?region=EAST-COAST&measure=BURGLARY', '/?page=fund', '/?page=evidence', '/?page=desk', '/?page=lineage']) {
    const page = await open(t, path, { mayComplain: true, ready: false, prepare: (p) => p.route(/\/v1\/(?!regions|measures|live)/, () => undefined) });
    await page.locator('.page:not([hidden]) .skeleton').first().waitFor({ state: 'attached' });
    said.push(...await page.locator('.page:not([hidden]) p.visually-hidden').allTextContents());
    await page.close();
  }
  for (const words of ['The balances are loading', 'The agencies are loading', 'The published figures are loading', 'The flow is loading', 'The series is loading', 'Milestones are loading', 'Evaluations are loading', 'Barriers are loading', 'Lineage is loading']) assert.ok(said.includes(words), `${words} in ${said.join(' | ')}`);
  assert.deepEqual(said.filter((words) => /s is loading$/.test(words) && words !== 'The series is loading'), []);
});

test('an answer that breaks off is told as such, and comes with the next try', async (t) => {
  let broken = true;
  const page = await open(t, '/?page=evidence', {
    mayComplain: true, ready: false,
    prepare: (p) => p.route('**/v1/evaluations?*', (route) => (broken ? route.fulfill({ contentType: 'application/json', body: '{"rows":[{"subject":"JSF-' }) : route.continue())),
  });
  const failure = page.locator('#evaluations .failure');
  await failure.waitFor();
  assert.match(await failure.textContent(), /broke off before its end/);
  assert.doesNotMatch(await failure.textContent(), /cannot be reached/);
  broken = false;
  await failure.getByRole('button').click();
  await page.locator('#evaluations .effect').first().waitFor();
});
