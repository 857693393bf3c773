/** What stands on paper only: which view it is, what was chosen, when and from where it was taken, and its sources. */

import { h, show } from './dom.js';
import * as codes from './codes.js';
import { table } from './figures.js';
import { isSynthetic } from './parts.js';
import { date, moment } from './words.js';

/** What a printed page says of itself: which view, what was chosen, when, how fresh, from where. On paper only. */
export function showPrintHead(root, { title, choices, fresh, tables }) {
  const rows = tables.flatMap(allRows);
  const made = rows.some(isSynthetic) || tables.some((name) => table(name).answer?.asOf?.synthetic === true);
  const facts = [
    ['Shown', choices.map(([name, value]) => `${name}: ${value}`).join(' · ')],
    ['Figures', fresh],
    ['Printed', `${moment(Date.now())}, New Zealand time`],
    ['From', location.href],
    ['Invented', made ? 'Some of what is shown was generated for the demonstration. It says “Synthetic” wherever it stands, and “Partly synthetic” where it is counted with other facts.' : ''],
  ].filter(([, value]) => value);
  show(root,
    h('p', { class: 'print-title', 'data-key': 'title' }, `Frontline Flagships: ${title}`),
    h('dl', { 'data-key': 'facts' }, facts.map(([name, value]) => h('div', { 'data-key': name }, h('dt', {}, name), h('dd', {}, value)))));
}

/** The sources of everything the view asked for, once each. */
export function showPrintFoot(root, tables) {
  const cited = [...new Set(tables.flatMap(allRows).flatMap(sourcesOf))].map((code) => codes.source(code)).filter(Boolean);
  show(root, cited.length ? [h('h2', { 'data-key': 'heading' }, 'Sources of this view'),
    h('ul', { 'data-key': 'list' }, cited.map((s) => h('li', { 'data-key': s.code }, s.citation, s.published ? `, published ${date(s.published)}` : '')))] : null);
}

function allRows(name) {
  const { answer } = table(name);
  return [...(answer?.rows ?? []), ...(answer?.nodes ?? []), ...(answer?.links ?? [])];
}

function sourcesOf(row) {
  return [row.source, row.provenance?.source, ...(row.sources ?? []), ...(row.parts ?? []).map((p) => p.source), ...(row.windows ?? []).map((w) => w.source), ...(row.figures ?? []).flatMap((f) => f.sources ?? [])].filter(Boolean);
}
