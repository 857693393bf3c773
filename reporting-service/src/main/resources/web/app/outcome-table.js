/**
 * The figures of the chart as a table: the same rows, nothing left out. On a phone each row is a block of its own; the
 * roles keep it a table for whoever hears it.
 */

import { h } from './dom.js';
import { marksOf } from './parts.js';
import * as codes from './codes.js';
import { change } from './judgement.js';
import { amount, period } from './words.js';

const COLUMNS = ['Period', 'Figure', 'On the year before', 'Source'];

export function outcomeTable(rows, measure) {
  return h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Figures as a table' },
    h('table', { class: 'stacks', role: 'table' },
      h('caption', { class: 'visually-hidden' }, `${measure?.name ?? ''}, each period`),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, COLUMNS.map((name, i) =>
        h('th', { scope: 'col', role: 'columnheader', class: i === 1 ? 'number' : null }, name)))),
      h('tbody', { role: 'rowgroup' }, rows.map((row) => line(row, measure)))));
}

function line(row, measure) {
  const compared = change(row, measure);
  const withheld = row.value === null || row.value === undefined;
  return h('tr', { role: 'row', 'data-key': row.period, 'data-period': row.period, 'data-value': withheld ? '' : row.value, 'data-status': row.status ?? '' },
    h('th', { scope: 'row', role: 'rowheader' }, period(row.period), h('span', { class: 'quiet block' }, row.period)),
    h('td', { class: 'number', role: 'cell' }, withheld ? (codes.spelt(row.reason) ?? 'Not published') : amount(row.value, row.unit),
      h('span', { class: 'badges' },
        marksOf(row))),
    h('td', { role: 'cell', 'data-label': COLUMNS[2] }, compared ? `${compared.short} (${compared.before})` : h('span', { class: 'quiet' }, codes.spelt(row.previousReason) ?? 'Not compared')),
    h('td', { role: 'cell', 'data-label': COLUMNS[3] }, row.sources.length || !row.parts?.length
      ? row.sources.map((s) => h('span', { class: 'block' }, codes.source(s)?.citation ?? s))
      : row.parts.map((p) => h('span', { class: 'block' }, `${codes.fullRegionName(p.region)}: ${codes.source(p.source)?.citation ?? p.source ?? ''}`))));
}
