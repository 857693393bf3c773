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
  'fund-flow': '/?page=fund&flow=chart',
  'fund-table': '/?page=fund&flow=table',
  evidence: '/?page=evidence',
  desk: '/?page=desk',
  lineage: '/?page=lineage',
};

for (const [size, viewport] of [['wide', WIDE], ['phone', PHONE]]) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [view, path] of Object.entries(VIEWS)) {
      test(`axe finds nothing serious: ${view}, ${size}, ${colorScheme}`, async (t) => {
        const page = await open(t, path, { viewport, colorScheme });
        await picture(page, `${view}-${size}-${colorScheme}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
        assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(', ')}`), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the screen');
      });
    }
  }
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
