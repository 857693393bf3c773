import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { open, PHONE, picture, WIDE } from './browser.mjs';

const VIEWS = {
  chart: '/?region=EAST-COAST&measure=BURGLARY',
  target: '/?region=NZ&measure=BPS_TOTAL_CRIME',
  table: '/?region=HUTT-VALLEY&measure=FAMILY_NEW&view=table&cases=table',
  empty: '/?region=PAPAKURA&measure=BURGLARY',
  fund: '/?page=fund',
  'fund-table': '/?page=fund&flow=table',
  evidence: '/?page=evidence',
  desk: '/?page=desk',
  lineage: '/?page=lineage',
};

/** Size and colours; and which of axe's rules depend on what is new: contrast on colours, the rest on layout. */
const LOOKS = [
  ['wide', WIDE, 'light', (axe) => axe],
  ['wide', WIDE, 'dark', (axe) => axe.withRules(['color-contrast'])],
  ['phone', PHONE, 'dark', (axe) => axe.withRules(['color-contrast'])],
  ['phone', PHONE, 'light', (axe) => axe.disableRules(['color-contrast'])],
];

for (const [view, path] of Object.entries(VIEWS)) {
  test(`axe finds nothing serious, on a wide screen and on a phone, in light and dark: ${view}`, async (t) => {
    const page = await open(t, path);
    for (const [size, viewport, colorScheme, rules] of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => { dispatchEvent(new PopStateEvent('popstate')); return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); });
      if ((size === 'wide') === (colorScheme === 'light')) await picture(page, `${view}-${size}-${colorScheme}`);
      const { violations } = await rules(new AxeBuilder({ page })).analyze();
      const grave = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
      assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(', ')}`), [], `${size}, ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${size}: the page is wider than the screen`);
    }
  });
}

test('a phone shows every region without a horizontal scroll', async (t) => {
  const page = await open(t, '/', { viewport: PHONE });
  const regions = await page.locator('#choose-region option').evaluateAll((all) => all.map((o) => o.value));
  for (const region of regions) {
    await page.selectOption('#choose-region', region);
    await page.waitForFunction(() => !document.querySelector('.skeleton'));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${region} is ${width} wide`);
  }
});
