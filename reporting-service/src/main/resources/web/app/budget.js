/** Budget decisions: what was granted or declined, for how much, and on what evidence. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, isSynthetic, panel, stackTable, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { collate, count, date, figure, label, money, moneyAbout } from './words.js';

export function budgetPanel() {
  const decisions = table('budget-decisions');
  const rows = [...decisions.rows].sort((a, b) => (a.decidedOn ?? '').localeCompare(b.decidedOn ?? '') || collate(a.initiative, b.initiative));
  const without = rows.filter((r) => r.withoutQualifyingEvidence);
  return panel('budget', 'Budget decisions',
    rows.length ? [csvLink('/v1/budget/decisions', {}, 'budget-decisions', 'Budget decisions')] : null,
    ...whenThere(decisions, 'Budget decisions are loading', () => (rows.length ? [
      without.length ? h('p', { class: 'caution', 'data-key': 'without' }, h('strong', {}, `${count(without.length, 'decision')} of ${figure(rows.length)} ${without.length === 1 ? 'was' : 'were'} granted without qualifying evidence on record. `),
        'They were decided before their evaluation was published, or on one without an interval. That is history, recorded as it was; a new bid needs a finding that it works.') : null,
      stackTable('Each decision', [
        { name: 'Initiative', cell: (r) => [r.title ?? codes.initiativeName(r.initiative), isSynthetic(r) ? [' ', syntheticBadge()] : null] },
        { name: 'Round', cell: (r) => [h('span', { class: 'one-line' }, roundName(r.round)), h('span', { class: 'quiet block one-line' }, r.decidedOn ? date(r.decidedOn) : 'day not published')] },
        { name: 'Decision', cell: (r) => decision(r) },
        { name: 'Amount', number: true, cell: (r) => (!r.decision && r.soughtCents ? [money(r.soughtCents), h('span', { class: 'quiet block' }, 'sought')] : r.cents ? [money(r.cents), r.years ? h('span', { class: 'quiet block' }, `over ${count(r.years, 'year')}`) : null] : 'none') },
        { name: 'Source', cell: (r) => source(r) },
      ], rows, { key: (r) => `${r.round} ${r.initiative}`, data: (r) => ({ 'data-round': r.round, 'data-initiative': r.initiative, 'data-cents': r.cents ?? '' }) }),
      h('p', { class: 'quiet', 'data-key': 'sum' }, `${moneyAbout(rows.filter(granted).reduce((sum, r) => sum + (r.cents ?? 0), 0))} granted in all. `, sumBadge(rows.filter(granted))),
    ] : [empty('No Budget decision is recorded.')]), { lines: 5 }), rounds());
}

function rounds() {
  const open = table('budget-rounds').rows.filter((r) => !r.closed);
  return open.length ? h('p', { class: 'quiet', 'data-key': 'open' }, `Open now: ${open.map((r) => r.title ?? roundName(r.round)).join(', ')}.`) : null;
}

function granted(row) {
  return row.decision === 'GRANTED';
}

function decision(row) {
  if (!row.decision) return badge('plain', 'Not decided yet');
  return [h('span', {}, badge(granted(row) ? 'better' : 'plain', label(row.decision))),
    row.withoutQualifyingEvidence ? h('span', { class: 'block evidence-mark' }, badge('status', 'Without qualifying evidence on record'))
      : h('span', { class: 'quiet block' }, row.overridden ? 'On mixed evidence, with a recorded override' : granted(row) ? 'With qualifying evidence' : ''),
    row.reason ? h('span', { class: 'quiet block' }, row.reason) : null];
}

function source(row) {
  const code = row.source ?? row.provenance?.source;
  return code ? codes.source(code)?.citation ?? code : h('span', { class: 'quiet' }, isSynthetic(row) ? 'generated' : 'recorded here');
}

/** `BUDGET-2017` as people say it. */
function roundName(code) {
  return /^BUDGET-\d{4}$/.test(code) ? `Budget ${code.slice(7)}` : code;
}
