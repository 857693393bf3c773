/** Joint cases by month: protected counts of people's cases, closed months only. */

import { h, show } from './dom.js';
import { base, chart, plain } from './charts.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { chartOrTable, csvLink, empty, isSynthetic, syntheticBadge, whenThere } from './parts.js';
import { printing } from './paper.js';
import { axisMonth, collate, day, figure, period } from './words.js';

const SERIES = [
  ['opened', 'Opened', 'series-1'],
  ['closed', 'Closed', 'series-2'],
  ['active', 'Active at month end', 'series-3'],
];

export function showCaseload(root, { region, cases: view }) {
  const cases = table('cases');
  const rows = cases.rows.filter((r) => r.region === region).sort((a, b) => collate(a.month, b.month));
  const synthetic = rows.length > 0 && (cases.answer?.asOf?.synthetic || rows.some(isSynthetic));
  const asTable = view === 'table';
  const drawn = whileMoving(rows);
  show(root,
    h('div', { class: 'panel-head' }, h('h2', { id: 'caseload-heading' }, 'Joint cases by month', synthetic ? syntheticBadge() : null),
      rows.length ? h('div', { class: 'panel-tools' }, drawn.length ? chartOrTable('cases', asTable, 'caseload-figures') : null,
        csvLink('/v1/cases', { region }, 'cases', 'the caseload')) : null),
    ...whenThere(cases, 'The caseload is loading', () => (drawn.length ? [
      synthetic ? h('p', { class: 'notice-line' }, 'Synthetic: these cases are generated for the demonstration. They describe nobody.') : null,
      h('div', { id: 'caseload-figures', 'data-key': 'figures' },
        asTable ? null : h('div', { id: 'caseload-chart', class: 'chart chart-short', 'data-keep': true, 'data-key': 'chart' }),
        asTable || printing() ? h('div', { 'data-key': 'table' }, caseTable(asTable ? rows : drawn)) : null),
      asTable ? null : stillness(rows, drawn),
      h('p', { class: 'quiet', 'data-key': 'rounding' }, rounding(cases.answer)),
    ] : [rows.length
      ? empty('Every count is rounded to 0 here.', h('p', {}, rounding(cases.answer)))
      : empty('No joint cases are counted for this region.', h('p', {}, 'They are counted by programme area, police area, police district and country. A month is shown from the 5th of the next, when its counts are frozen.'))]), { lines: 6 }));
  chart(root.querySelector('#caseload-chart'), option(drawn, codes.regionName(region), synthetic), JSON.stringify([drawn, region, synthetic]), { width: 700, height: 260 });
}

/** The chart leaves out the months before the first movement and after the last; the table has them all. */
function whileMoving(rows) {
  const moving = (r) => r.opened !== 0 || r.closed !== 0;
  const first = rows.findIndex(moving);
  return first < 0 ? [] : rows.slice(first, rows.findLastIndex(moving) + 1);
}

/** What the chart leaves out at its end. */
function stillness(rows, drawn) {
  const still = rows.slice(rows.indexOf(drawn.at(-1)) + 1);
  if (!still.length) return null;
  const [first, last] = [still[0], still.at(-1)];
  const when = first === last ? `${period(first.month)} is` : `From ${period(first.month)} to ${period(last.month)} every month is`;
  return h('p', { class: 'quiet', 'data-key': 'still' }, `Not in the chart: ${when} rounded to 0 opened and 0 closed${typeof last.active === 'number' ? `; ${figure(last.active)} are active at the end of ${period(last.month)}` : ''}.`);
}

function rounding(answer) {
  const step = answer.definitions?.rounding?.base ?? 3;
  const frozen = answer.asOf?.vintage?.frozenAt;
  return `Each count is rounded to a multiple of ${step}, at random but always the same way, so that nobody can be recognised; sums may differ by a little. Closed months only${frozen ? `, as frozen on ${day(frozen)}` : ''}.`;
}

function option(rows, name, synthetic) {
  return (width, c) => ({
    ...base(c),
    aria: { enabled: true, label: { description: rows.length ? `Joint cases in ${name}${synthetic ? ', synthetic' : ''}, ${period(rows[0].month)} to ${period(rows.at(-1).month)}: opened and closed each month, and active at its end. The same figures are in the table.` : '' } },
    grid: { left: 8, right: 16, top: 44, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: c.muted, fontSize: 13 }, selectedMode: false },
    tooltip: {
      ...base(c).tooltip, trigger: 'axis',
      formatter: (items) => [`<strong>${plain(period(items[0].name))}</strong>`, ...items.map((i) => `${plain(i.seriesName)}: ${i.value === null || i.value === undefined ? 'withheld' : figure(i.value)}`)].join('<br>'),
    },
    xAxis: { type: 'category', data: rows.map((r) => r.month), axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { color: c.muted, fontSize: 12, hideOverlap: true, formatter: axisMonth } },
    yAxis: { type: 'value', minInterval: 3, axisLabel: { color: c.muted, fontSize: 12 }, splitLine: { lineStyle: { color: c['line-soft'] } } },
    series: SERIES.map(([field, label, colour]) => ({
      name: label, type: field === 'active' ? 'line' : 'bar', data: rows.map((r) => r[field]), color: c[colour],
      ...(field === 'active' ? { symbol: rows.length > 40 ? 'none' : 'circle', symbolSize: 6, lineStyle: { width: 2.5 } } : { barMaxWidth: 14, barGap: '10%', itemStyle: { borderRadius: [2, 2, 0, 0] } }),
    })),
  });
}

function caseTable(rows) {
  return h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Joint cases as a table' },
    h('table', {}, h('caption', { class: 'visually-hidden' }, 'Joint cases by month'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Month'), SERIES.map(([, label]) => h('th', { scope: 'col', class: 'number' }, label)))),
      h('tbody', {}, rows.map((r) => h('tr', { 'data-key': r.month, 'data-month': r.month }, h('th', { scope: 'row' }, period(r.month)),
        SERIES.map(([field]) => h('td', { class: 'number' }, r[field] === null || r[field] === undefined ? 'withheld' : figure(r[field]))))))));
}
