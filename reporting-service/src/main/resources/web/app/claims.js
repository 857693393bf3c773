/** What was claimed, beside what the figures say of the same place and time. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { csvLink, empty, isSynthetic, panel, syntheticBadge, whenThere } from './parts.js';
import { amount, count, date, figure, period, signedAmount, signedPercent, unitWords } from './words.js';

export function claimsPanel() {
  const claims = table('claims');
  const rows = claims.rows;
  return panel('claims', 'Claims beside the figures',
    rows.length ? [csvLink('/v1/claims', {}, 'claims', 'claims')] : null,
    ...whenThere(claims, 'Claims are loading', () => (rows.length ? [
      h('p', { class: 'quiet', 'data-key': 'how' }, 'A claim is shown as it was made and by whom. Beside it stands what is on record here for the same measure and area; where that covers another time or nothing at all, it says so.'),
      h('ul', { class: 'claims', 'data-key': 'claims' }, rows.map(claimView)),
    ] : [empty('No claim is recorded.')]), { lines: 5 }));
}

function claimView(row) {
  const source = row.source ?? row.provenance?.source;
  return h('li', { class: 'claim', 'data-key': row.claim ?? `${row.region} ${row.measure} ${row.from}`, 'data-measure': row.measure, 'data-claimed': row.claimedChangePercent },
    h('div', { class: 'claim-said' },
      h('p', { class: 'claim-name' }, `${codes.measureName(row.measure)}, ${codes.fullRegionName(row.region)}`),
      h('p', { class: 'claim-figure' }, signedAmount(row.claimedChangePercent)),
      h('p', { class: 'quiet' }, `Claimed by ${row.by}, for ${date(row.from)} to ${date(row.to)}`, isSynthetic(row) ? [' ', syntheticBadge()] : null),
      source ? h('p', { class: 'quiet' }, codes.source(source)?.citation ?? source) : null,
      row.provenance?.note ?? row.note ? h('p', { class: 'quiet' }, row.provenance?.note ?? row.note) : null),
    h('div', { class: 'claim-figures' }, h('p', { class: 'claim-name' }, 'What the figures say'), figuresOf(row)));
}

/** First what can be held against the claim, a change; then what was published without one to compare it with. */
function figuresOf({ measure, figures: rows = [], reason }) {
  const changes = rows.filter((f) => changeOf(f) !== null);
  const rest = rows.filter((f) => changeOf(f) === null);
  return [
    reason ? h('p', {}, `${codes.spelt(reason).replace(/[.]?$/, '.')}`) : rows.length ? null : h('p', {}, 'No figure on record covers this.'),
    [['SAME', 'There'], ['WIDER', 'Around it, in the same years']].map(([relation, heading]) => {
      const own = changes.filter((f) => f.relation === relation);
      return own.length ? h('div', { 'data-key': relation }, h('p', { class: 'quiet' }, heading), h('ul', {}, own.map((f) => figureLine(f, measure, changeWords(f))))) : null;
    }),
    rest.length ? h('details', { 'data-key': 'rest' }, h('summary', {}, `${count(rest.length, 'more figure')} without a percentage`), h('ul', {}, rest.map((f) => figureLine(f, measure, figure(f.value))))) : null,
  ];
}

/** A figure in percent is a change already: since the year before, or since the base its measure names. */
function changeOf({ changePercent, value, unit }) {
  return changePercent ?? (unit === 'percent' ? value : null);
}

/** What was published as a percentage keeps its digits; what is reckoned here has one decimal, as everywhere. */
function changeWords(f) {
  return typeof f.changePercent === 'number' ? signedPercent(f.changePercent) : signedAmount(f.value);
}

function figureLine(f, measure, told) {
  return h('li', { 'data-key': `${f.measure} ${f.region} ${f.period}`, 'data-value': f.value, 'data-change': changeOf(f) ?? '' },
    h('strong', { class: 'claim-change' }, told),
    h('span', {}, `${codes.fullRegionName(f.region)}, ${period(f.period).replace(/^(Year|Calendar)/, (word) => word.toLowerCase())}`,
      f.measure !== measure ? h('span', { class: 'quiet block' }, codes.measureName(f.measure)) : null,
      f.unit === 'percent' ? null : h('span', { class: 'quiet block' }, changeOf(f) === null ? unitWords(f.unit) : `on the year before, to ${amount(f.value, f.unit)}`),
      changeOf(f) === null && f.changeReason ? h('span', { class: 'quiet block' }, `Not compared: ${codes.spelt(f.changeReason)}`) : null,
      f.status === 'B' ? h('span', { class: 'quiet block' }, 'Straddles a break of the series') : null, isSynthetic(f) ? h('span', { class: 'badges' }, syntheticBadge()) : null));
}
