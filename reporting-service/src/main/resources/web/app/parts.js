/** Pieces that every panel is made of. */

import { h } from './dom.js';
import * as codes from './codes.js';
import { derivation, STATUSES } from './judgement.js';
import { date } from './words.js';

/** A word in a box: `synthetic`, `break`, `summed`. The kind chooses the colour; the word carries the meaning. */
export function badge(kind, text, explanation) {
  return h('span', { class: `badge badge-${kind}`, title: explanation }, text);
}

/** Marks whatever rests on generated facts. */
export function syntheticBadge() {
  return badge('synthetic', 'Synthetic', 'Generated for the demonstration; not a published figure');
}

/** Whether a row rests on generated facts. */
export function isSynthetic(row) {
  return row?.synthetic === true || row?.provenance?.basis === 'synthetic';
}

/** What a figure's reader must know before using it: status, derivation, what is missing, what is generated. */
export function marksOf(row) {
  const made = derivation(row);
  return [
    row.status !== 'A' && STATUSES[row.status] ? badge('status', STATUSES[row.status].short, STATUSES[row.status].words) : null,
    made ? badge('derived', made.short, made.words) : null,
    row.complete === false && row.value !== null && row.value !== undefined ? badge('status', 'Incomplete', codes.spelt(row.reason) ?? 'A part is missing') : null,
    isSynthetic(row) ? syntheticBadge() : null,
  ];
}

/** Grey bars where figures will stand. */
export function skeleton(lines = 3) {
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: lines }, () => h('span')));
}

/** What is shown when there is nothing to show. */
export function empty(title, ...more) {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), more);
}

/** What is shown when asking failed and there is nothing to show. */
export function failure(error) {
  return h('div', { class: 'failure', role: 'alert' },
    h('p', { class: 'empty-title' }, error.message),
    h('p', {}, error.advice ?? ''),
    h('button', { type: 'button', class: 'button', 'data-action': 'retry' }, 'Try again'));
}

/** The state of a table in a panel, or what to show when it is there. */
export function whenThere(table, name, ready, { lines = 3 } = {}) {
  if (table.status === 'loading') {
    return [h('p', { class: 'visually-hidden' }, `${name} is loading`), skeleton(lines)];
  }
  if (table.status === 'failed') return [failure(table.error)];
  return ready();
}

/** Citations of sources, as text: what was published long ago may not be where it was. */
export function sourceList(sourceCodes, { heading = 'Sources' } = {}) {
  const known = [...new Set(sourceCodes)].map((code) => codes.source(code) ?? { code, citation: code, published: null });
  if (!known.length) return null;
  return h('div', { class: 'sources' },
    h('h3', {}, heading),
    h('ul', {}, known.map((s) => h('li', { 'data-key': s.code }, s.citation,
      s.published ? h('span', { class: 'quiet' }, `, published ${date(s.published)}`) : null))));
}

/** Two buttons of which one is pressed. The links work as addresses too. */
export function chartOrTable(name, showsTable, controls) {
  const button = (label, pressed, value) =>
    h('button', { type: 'button', 'aria-pressed': pressed ? 'true' : 'false', 'aria-controls': controls, 'data-action': 'view', 'data-name': name, 'data-value': value }, label);
  return h('div', { class: 'toggle', role: 'group', 'aria-label': 'Show as' },
    button('Chart', !showsTable, ''), button('Table', showsTable, 'table'));
}
