/** The figures of the chart as a table: the same rows, nothing left out. */

import { h } from './dom.js';
import { marksOf } from './parts.js';
import * as codes from './codes.js';
import { change } from './judgement.js';
import { amount, period } from './words.js';

export function outcomeTable(rows, measure) {
  return h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Figures as a table' },
    h('table', {},
      h('caption', { class: 'visually-hidden' }, `${measure?.name ?? ''}, each period`),
      h('thead', {}, h('tr', {}, ['Period', 'Figure', 'On the year before', 'Source'].map((name, i) =>
        h('th', { scope: 'col', class: i === 1 ? 'number' : null }, name)))),
      h('tbody', {}, rows.map((row) => line(row, measure)))));
}

function line(row, measure) {
  const compared = change(row, measure);
  const withheld = row.value === null || row.value === undefined;
  return h('tr', { 'data-key': row.period, 'data-period': row.period, 'data-value': withheld ? '' : row.value, 'data-status': row.status ?? '' },
    h('th', { scope: 'row' }, period(row.period), h('span', { class: 'quiet block' }, row.period)),
    h('td', { class: 'number' }, withheld ? (codes.spelt(row.reason) ?? 'Not published') : amount(row.value, row.unit),
      h('span', { class: 'badges' },
        marksOf(row))),
    h('td', {}, compared ? `${compared.short} (${compared.before})` : h('span', { class: 'quiet' }, codes.spelt(row.previousReason) ?? 'Not compared')),
    h('td', {}, row.sources.length || !row.parts?.length
      ? row.sources.map((s) => h('span', { class: 'block' }, codes.source(s)?.citation ?? s))
      : row.parts.map((p) => h('span', { class: 'block' }, `${codes.fullRegionName(p.region)}: ${codes.source(p.source)?.citation ?? p.source ?? ''}`))));
}
