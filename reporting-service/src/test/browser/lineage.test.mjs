import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, open, PHONE } from './browser.mjs';

test('picture and list have every line of descent, and the picture a description for whoever hears it', async (t) => {
  const page = await open(t, '/?page=lineage');
  const { links } = await api('/v1/initiatives/lineage');
  const expected = links.map((l) => `${l.from} ${l.to}`).sort();
  for (const each of ['.lineage-line', '.descent']) {
    assert.deepEqual((await page.locator(each).evaluateAll((all) => all.map((l) => `${l.dataset.from} ${l.dataset.to}`))).sort(), expected, each);
  }
  const told = await page.locator('.lineage-picture').getAttribute('aria-label');
  assert.match(told, /From Review of the Family Violence Court \(Hutt Valley\): .*Family violence on the East Coast \(East Coast\)/);
});

test('no text of the picture leaves its box', async (t) => {
  const page = await open(t, '/?page=lineage');
  const outside = await page.locator('.lineage-box').evaluateAll((all) => all.flatMap((g) => {
    const box = g.querySelector('rect').getBBox();
    return [...g.querySelectorAll('text')].filter((x) => x.getBBox().x + x.getBBox().width > box.x + box.width - 4).map((x) => x.textContent);
  }));
  assert.deepEqual(outside, []);
});

test('what was kept, adapted and why is told where it is known, and else that it was not published', async (t) => {
  const page = await open(t, '/?page=lineage', { viewport: PHONE });
  const known = page.locator('.descent[data-to="SYN-01"]');
  assert.match(await known.textContent(), /Synthetic.*KeptA conference within four weeks.*AdaptedHeld on a marae.*WhyWhānau asked for it/s);
  assert.match(await page.locator('.descent[data-to="PK-ALCOHOL"]').textContent(), /Inferred.*was not published/s);
});
