/** Milestones along the years: planned, reached, reached late, missed; every rescheduling told. */

import { h, show } from './dom.js';
import { table } from './figures.js';
import { csvLink, empty, isSynthetic, syntheticBadge, whenThere } from './parts.js';
import { stack } from './pictures.js';
import { collate, count, date, figure } from './words.js';

const STANDINGS = {
  planned: { word: 'Planned', mark: '○' },
  reached: { word: 'Reached', mark: '✓' },
  late: { word: 'Reached late', mark: '✓' },
  missed: { word: 'Missed', mark: '✕' },
  cancelled: { word: 'Cancelled', mark: '–' },
};
const AT_FIRST = 12;

export function showMilestones(root, { region, allMilestones }) {
  const milestones = table('milestones');
  const rows = milestones.rows
    .filter((r) => !r.regions || r.regions.includes(region))
    .sort((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || collate(a.initiative, b.initiative));
  const synthetic = rows.length > 0 && rows.every(isSynthetic);
  const shown = allMilestones ? rows : rows.slice(-AT_FIRST);
  show(root,
    h('div', { class: 'panel-head' }, h('h2', { id: 'milestones-heading' }, 'Milestones', rows.length ? h('span', { class: 'heading-count' }, String(rows.length)) : null, synthetic ? syntheticBadge() : null),
      rows.length ? csvLink('/v1/milestones', { region }, 'milestones', 'milestones') : null),
    ...whenThere(milestones, 'Milestones are loading', () => (rows.length ? [
      synthetic ? h('p', { class: 'notice-line' }, 'No milestones were published. These are generated, to show how they would look.') : null,
      summary(rows),
      shown.length < rows.length ? h('button', { type: 'button', class: 'button', 'data-action': 'all-milestones', 'data-key': 'more' }, `Show the ${rows.length - shown.length} earlier milestones`) : null,
      h('div', { 'data-key': 'years' }, byYear(shown).map(([year, group]) => h('div', { 'data-key': year, class: 'milestone-year' }, h('h3', {}, year),
        h('ol', { class: 'timeline' }, group.map((row) => milestone(row, synthetic)))))),
    ] : [empty('No milestones are recorded for this region.', h('p', {}, 'They appear here as soon as an agency plans or reaches one.'))]), { lines: 5 }));
}

/** The standing of a milestone: what was reached after it was due is late, however its status is spelt. */
export function standing(row) {
  const status = String(row.status).toLowerCase();
  return status === 'reached' && row.daysLate > 0 ? 'late' : status;
}

function summary(rows) {
  const counts = Object.groupBy(rows, standing);
  const parts = Object.entries(STANDINGS).filter(([name]) => counts[name]);
  const rescheduled = rows.filter((r) => times(r) > 0).length;
  return h('div', { class: 'milestone-summary', 'data-key': 'summary' },
    stack(parts.map(([name]) => ({ kind: name, size: counts[name].length }))),
    h('p', {}, parts.map(([name, { word }], i) => [i ? ' · ' : '', h('span', {}, `${figure(counts[name].length)} ${word.toLowerCase()}`)]), rescheduled ? ` · ${figure(rescheduled)} rescheduled` : ''));
}

function milestone(row, allSynthetic) {
  const state = standing(row);
  const { word, mark } = STANDINGS[state] ?? STANDINGS.planned;
  const initiative = table('all-initiatives').rows.find((i) => i.code === row.initiative)?.title ?? row.initiative;
  return h('li', { class: `milestone milestone-${state}`, 'data-key': `${row.initiative}/${row.code}` },
    h('span', { class: 'milestone-mark', 'aria-hidden': 'true' }, mark),
    h('div', {},
      h('p', { class: 'milestone-title' }, h('strong', {}, row.title ?? row.code), ' ', h('span', { class: `milestone-word word-${state}` }, word, row.daysLate > 0 ? `, ${count(row.daysLate, 'day')}` : '')),
      h('p', { class: 'quiet' }, initiative),
      h('p', { class: 'quiet' }, `Due ${date(row.dueOn)}`, row.reachedOn ? `, reached ${date(row.reachedOn)}` : '', row.recordedLate ? ' (recorded late)' : '',
        times(row) > 0 ? ` · rescheduled ${times(row) === 1 ? 'once' : `${figure(times(row))} times`}, first due ${date(row.originalDueOn)}` : '',
        isSynthetic(row) && !allSynthetic ? [' ', syntheticBadge()] : null)));
}

function times(row) {
  return typeof row.rescheduled === 'number' ? row.rescheduled : row.rescheduled ? 1 : 0;
}

function byYear(rows) {
  const groups = new Map();
  for (const row of rows) {
    const year = row.dueOn?.slice(0, 4) ?? 'No date';
    groups.set(year, [...(groups.get(year) ?? []), row]);
  }
  return [...groups];
}
