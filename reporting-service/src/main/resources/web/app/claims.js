/** What was claimed, beside what the figures say of the same place and time. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { csvLink, empty, isSynthetic, panel, syntheticBadge, whenThere } from './parts.js';
import { amount, date, percent, period } from './words.js';

export function claimsPanel() {
  const claims = table('claims');
  const rows = claims.rows;
  return panel('claims', 'Claims beside the figures',
    rows.length ? [csvLink('/v1/claims', {}, 'claims', 'claims')] : null,
    ...whenThere(claims, 'Claims', () => (rows.length ? [
      h('p', { class: 'quiet', 'data-key': 'how' }, 'A claim is shown as it was made and by whom. Beside it stands what is on record here for the same measure and area; where that covers another time or nothing at all, it says so.'),
      h('ul', { class: 'claims', 'data-key': 'claims' }, rows.map(claimView)),
    ] : [empty('No claim is recorded.')]), { lines: 5 }));
}

function claimView(row) {
  const source = row.source ?? row.provenance?.source;
  return h('li', { class: 'claim', 'data-key': row.claim ?? `${row.region} ${row.measure} ${row.from}`, 'data-measure': row.measure, 'data-claimed': row.claimedChangePercent },
    h('div', { class: 'claim-said' },
      h('p', { class: 'claim-name' }, `${codes.measureName(row.measure)}, ${codes.fullRegionName(row.region)}`),
      h('p', { class: 'claim-figure' }, signed(row.claimedChangePercent)),
      h('p', { class: 'quiet' }, `Claimed by the ${row.by} for ${date(row.from)} to ${date(row.to)}`, isSynthetic(row) ? [' ', syntheticBadge()] : null),
      source ? h('p', { class: 'quiet' }, codes.source(source)?.citation ?? source) : null,
      row.provenance?.note ?? row.note ? h('p', { class: 'quiet' }, row.provenance?.note ?? row.note) : null),
    h('div', { class: 'claim-figures' }, h('p', { class: 'claim-name' }, 'What the figures say'), figuresOf(row)));
}

/** How a figure is related to the claim. */
const RELATIONS = { district: 'the police district around it', country: 'the whole country' };

function figuresOf({ measure, figures: rows = [], reason }) {
  if (!rows.length) return h('p', {}, codes.spelt(reason) ?? 'No figure on record covers this.');
  return [h('ul', {}, rows.map((f) => h('li', { 'data-key': `${f.measure} ${f.region} ${f.period}` },
    h('strong', { class: 'claim-change' }, typeof f.changePercent === 'number' ? signed(f.changePercent) : typeof f.value === 'number' ? amount(f.value, f.unit) : 'no figure'),
    h('span', {}, `${codes.fullRegionName(f.region)}, ${period(f.period)}`, f.relation in RELATIONS ? h('span', { class: 'quiet' }, `, ${RELATIONS[f.relation]}`) : '',
      f.measure !== measure ? h('span', { class: 'quiet block' }, codes.measureName(f.measure)) : null,
      typeof f.changePercent === 'number' && typeof f.value === 'number' ? h('span', { class: 'quiet block' }, `on the year before; ${amount(f.value, f.unit)}`) : null)))),
  reason ? h('p', { class: 'quiet' }, codes.spelt(reason)) : null];
}

function signed(value) {
  return `${value > 0 ? '+' : ''}${percent(value)}`;
}

