/** The two questions the page asks: which region, and which measure. */

import { h, show } from './dom.js';
import { table } from './figures.js';
import { collate, date } from './words.js';

const KINDS = [
  ['PROGRAMME_AREA', 'Programme areas'],
  ['POLICE_DISTRICT', 'Police districts'],
  ['POLICE_AREA', 'Police areas'],
  ['DISTRICT_COURT', 'District Courts'],
  ['COUNTRY', 'Country'],
];
/** The pilot first, then the areas it was tailored to, as the programme lists them. */
const PROGRAMME_ORDER = ['HUTT-VALLEY', 'PAPAKURA', 'HAMILTON', 'EAST-COAST'];

/** The region shown when none is chosen. */
export function defaultRegion() {
  const regions = table('regions').rows;
  const known = PROGRAMME_ORDER.find((code) => regions.some((r) => r.code === code));
  return known ?? regions.find((r) => r.kind === 'PROGRAMME_AREA')?.code ?? regions[0]?.code ?? null;
}

/** The measures that have a figure in the region, each once, by name. */
export function measuresWithFigures() {
  const present = new Set(table('outcomes').rows.filter((r) => r.value !== null && r.value !== undefined).map((r) => r.measure));
  return byName(table('measures').rows.filter((m) => present.has(m.code)));
}

/** The codes of the measures that have figures in the region which are kept back. */
export function keptBack() {
  return new Set(table('outcomes').rows.filter((r) => r.status === 'Q').map((r) => r.measure));
}

/** The measure shown when none is chosen: the one with the longest series here. */
export function defaultMeasure() {
  const counts = new Map();
  for (const row of table('outcomes').rows) counts.set(row.measure, (counts.get(row.measure) ?? 0) + 1);
  const best = measuresWithFigures().sort((a, b) => counts.get(b.code) - counts.get(a.code))[0];
  return best?.code ?? table('measures').rows[0]?.code ?? null;
}

/** Draws both lists. */
export function showChoice(root, { region, measure }) {
  const there = measuresWithFigures();
  const thereCodes = new Set(there.map((m) => m.code));
  const withheld = keptBack();
  const others = byName(table('measures').rows.filter((m) => !thereCodes.has(m.code) && !withheld.has(m.code)));
  const hidden = byName(table('measures').rows.filter((m) => !thereCodes.has(m.code) && withheld.has(m.code)));
  show(root,
    field('choose-region', 'region', 'Region', groupedRegions().map(([name, rows]) =>
      h('optgroup', { label: name, 'data-key': name }, rows.map((r) => option(r.code, regionLabel(r), r.code === region))))),
    field('choose-measure', 'measure', 'Measure', [
      there.length ? h('optgroup', { label: 'With figures here', 'data-key': 'there' }, there.map((m) => option(m.code, m.name, m.code === measure))) : null,
      hidden.length ? h('optgroup', { label: 'Figures kept back here', 'data-key': 'kept-back' }, hidden.map((m) => option(m.code, m.name, m.code === measure))) : null,
      others.length ? h('optgroup', { label: 'No figures published here', 'data-key': 'others' }, others.map((m) => option(m.code, m.name, m.code === measure))) : null,
    ]));
}

function byName(rows) {
  return rows.sort((a, b) => collate(a.name, b.name));
}

function field(id, name, label, options) {
  return h('div', { class: 'field', 'data-key': id },
    h('label', { for: id }, label),
    h('div', { class: 'select' }, h('select', { id, name, autocomplete: 'off' }, options)));
}

function option(value, text, selected) {
  return h('option', { value, selected, 'data-key': value }, text);
}

function groupedRegions() {
  const rows = table('regions').rows;
  const known = new Set(KINDS.map(([kind]) => kind));
  const groups = KINDS.map(([kind, name]) => [name, ordered(rows.filter((r) => r.kind === kind))]);
  groups.push(['Other regions', ordered(rows.filter((r) => !known.has(r.kind)))]);
  return groups.filter(([, group]) => group.length);
}

function ordered(rows) {
  const rank = (r) => {
    const at = PROGRAMME_ORDER.indexOf(r.code);
    return at < 0 ? PROGRAMME_ORDER.length : at;
  };
  return rows.sort((a, b) => rank(a) - rank(b) || Number(Boolean(a.validTo)) - Number(Boolean(b.validTo)) || collate(a.name, b.name));
}

function regionLabel(r) {
  return r.validTo ? `${r.name} (until ${date(r.validTo)})` : r.name;
}
