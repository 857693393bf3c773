import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, open } from './browser.mjs';

/** How many rows each file has beside how many the panel shows; null where a panel shows them put together. */
const VIEWS = {
  '/?region=EAST-COAST&measure=BURGLARY&view=table&cases=table': { outcomes: '#outcome-figures tbody tr', cases: '#caseload tbody tr', initiatives: '#initiatives .initiative', milestones: null },
  '/?page=fund&on=2017-03-08': { 'fund-agencies': '#fund-agencies tbody tr', 'fund-figures': '#fund-figures tbody tr', 'fund-lots': null, 'fund-entries': null, 'fund-allocations': null },
  '/?page=evidence&stage=granted': { 'evidence-pipeline': '#pipeline-rows tbody tr', evaluations: '.effect', 'budget-decisions': '#budget tbody tr', claims: '.claim' },
  '/?page=desk&region=EAST-COAST&status=over': { 'barrier-desk': '#desk-medians tbody tr', barriers: '#desk-rows tbody tr' },
};

for (const [path, files] of Object.entries(VIEWS)) {
  test(`every file of a view is what the view shows, as it is filtered, with a name: ${path}`, async (t) => {
    const page = await open(t, path);
    const links = await page.locator('.page:not([hidden]) a[data-csv]').evaluateAll((all) => all.map((a) => [a.dataset.csv, a.getAttribute('href'), a.download]));
    assert.deepEqual(links.map(([file]) => file).sort(), Object.keys(files).sort());
    for (const [file, href, name] of links) {
      assert.match(name, new RegExp(`^${file}.*\\.csv$`));
      const response = await fetch(address + href);
      assert.equal(response.status, 200, `${href}: ${response.status}`);
      const rows = records(await response.text()).length - 1;
      if (files[file]) assert.equal(rows, await page.locator(files[file]).count(), `${href} and ${files[file]}`);
      else assert.ok(rows > 0, href);
    }
  });
}

/** The records of a CSV; a line end within quotation marks ends none. */
function records(text) {
  return text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? [];
}
