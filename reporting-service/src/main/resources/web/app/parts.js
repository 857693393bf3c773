/** Pieces that every panel is made of. */

import { h } from './dom.js';
import { address } from './api.js';
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

/** Marks what was put together of several rows, of which some or all rest on generated facts. */
export function sumBadge(rows) {
  if (!rows.some(isSynthetic)) return null;
  return rows.every(isSynthetic) ? syntheticBadge() : badge('synthetic', 'Partly synthetic', 'Some of what is counted here was generated for the demonstration');
}

/** Whether a row rests on generated facts. */
export function isSynthetic(row) {
  return row?.synthetic === true || /^synthetic$/i.test(row?.provenance?.basis ?? '');
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
export function failure({ error, asking }) {
  return h('div', { class: 'failure', role: 'alert' },
    h('p', { class: 'empty-title' }, error.message),
    h('p', {}, error.advice ?? ''),
    h('button', { type: 'button', class: 'button', 'data-action': 'retry', 'aria-busy': asking ? 'true' : null }, asking ? 'Trying again …' : 'Try again'));
}

/** The state of a table in a panel, or what to show when it is there; `loading` is what is said until then. */
export function whenThere(table, loading, ready, { lines = 3 } = {}) {
  if (table.status === 'loading') {
    return [h('p', { class: 'visually-hidden' }, loading), skeleton(lines)];
  }
  if (table.status === 'failed') return [failure(table)];
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

/** Several buttons of which one is pressed: what a panel shows. `options` are pairs of value and label. */
export function toggle(name, value, options, { label = 'Show as', controls } = {}) {
  return h('div', { class: 'toggle', role: 'group', 'aria-label': label }, options.map(([option, text]) =>
    h('button', { type: 'button', 'aria-pressed': option === value ? 'true' : 'false', 'aria-controls': controls, 'data-action': 'view', 'data-name': name, 'data-value': option, 'data-key': option }, text)));
}

/** What a page is about. */
export function pageHead(title, intro) {
  return h('div', { class: 'page-head', 'data-key': 'head' }, h('h1', {}, title), h('p', { class: 'region-facts' }, intro));
}

/** A panel with a heading, tools beside it and a body. */
export function panel(id, heading, tools, ...body) {
  return h('section', { class: 'panel', id, 'aria-labelledby': `${id}-heading`, 'data-key': id },
    h('div', { class: 'panel-head', 'data-key': 'head' }, h('h2', { id: `${id}-heading` }, heading), tools ? h('div', { class: 'panel-tools' }, tools) : null), body);
}

/**
 * A link to what a panel shows as CSV, with what it is filtered by: the file is as whole, and as narrow, as the panel, and
 * its name says which it is. A file that is something else beside the panel says in its `text` what it is, and in `what`
 * of when and of whom.
 */
export function csvLink(path, query, file, what, text = 'CSV') {
  const name = [file, ...Object.values(query).filter(Boolean)].join('-').replace(/[^\w.-]+/g, '+');
  return h('a', { class: 'button', href: address(path, { ...query, format: 'csv' }), download: `${name}.csv`, 'data-csv': file }, text, h('span', { class: 'visually-hidden' }, text === 'CSV' ? ` of ${what}` : ` as CSV, ${what}`));
}

/**
 * A list to choose from, whose choice goes into the address; `options` are pairs of value and label. What is chosen but
 * not among them stays, called by `nameOf`.
 */
export function filter(name, label, value, options, all, nameOf = (code) => code) {
  const id = `filter-${name}`;
  const known = options.some(([option]) => option === value);
  return h('div', { class: 'field', 'data-key': id }, h('label', { for: id }, label),
    h('div', { class: 'select' }, h('select', { id, name, autocomplete: 'off' },
      h('option', { value: '', selected: !value, 'data-key': 'all' }, all),
      options.map(([option, text]) => h('option', { value: option, selected: option === value, 'data-key': option }, text)),
      value && !known ? h('option', { value, selected: true, 'data-key': value }, nameOf(value)) : null)));
}

/** A row of figures, each with what it means. `tiles` have a name, a figure, and words beneath. */
export function stats(tiles) {
  return h('ul', { class: 'stats', 'data-key': 'stats' }, tiles.filter(Boolean).map((t) => h('li', { class: `stat${t.strong ? ' stat-strong' : ''}`, 'data-key': t.name, 'data-stat': t.key, 'data-value': t.value },
    h('span', { class: 'stat-name' }, t.name), h('span', { class: 'stat-figure' }, t.figure), t.exact ? h('span', { class: 'stat-exact' }, t.exact) : null,
    t.words ? h('span', { class: 'quiet' }, t.words) : null, t.synthetic ? h('span', {}, syntheticBadge()) : null)));
}

/**
 * A table whose rows become blocks on a phone; the roles keep it a table for whoever hears it. Columns have a name, a
 * `cell` of a row, and `number` where it is one. The first is the heading of its row.
 */
export function stackTable(caption, columns, rows, { key, data = () => ({}), foot = null } = {}) {
  const cells = (row) => columns.map((c, i) => i === 0
    ? h('th', { scope: 'row', role: 'rowheader' }, c.cell(row))
    : h('td', { role: 'cell', class: c.number ? 'number' : null, 'data-label': c.name }, h('div', {}, c.cell(row))));
  return h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption, 'data-key': `table ${caption}` },
    h('table', { class: 'stacks labelled', role: 'table', 'data-columns': columns.length },
      h('caption', { class: 'visually-hidden' }, caption),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map((c) => h('th', { scope: 'col', role: 'columnheader', class: c.number ? 'number' : null }, c.name)))),
      h('tbody', { role: 'rowgroup' }, rows.map((row) => h('tr', { role: 'row', 'data-key': key(row), ...data(row) }, cells(row)))),
      foot ? h('tfoot', { role: 'rowgroup' }, h('tr', { role: 'row' }, foot)) : null));
}
