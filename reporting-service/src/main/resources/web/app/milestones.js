/** Milestones along the years: planned, reached, reached late, missed; every rescheduling told. */

import { h, show } from './dom.js';
import { table } from './figures.js';
import { csvLink, empty, isSynthetic, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { stack } from './pictures.js';
import { collate, count, date, figure, list } from './words.js';

const STANDINGS = {
  planned: { word: 'Planned', mark: '○' },
  reached: { word: 'Reached', mark: '✓' },
  late: { word: 'Reached late', mark: '✓' },
  missed: { word: 'Missed', mark: '✕' },
  cancelled: { word: 'Cancelled', mark: '–' },
};
/** How many are shown at first, and how many of them are left to plans however much has happened. */
const AT_FIRST = 12;
const PLANNED_AT_FIRST = 4;

export function showMilestones(root, { region, allMilestones }) {
  const milestones = table('milestones');
  const rows = milestones.rows
    .filter((r) => !r.regions || r.regions.includes(region))
    .sort((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || collate(a.initiative, b.initiative));
  const synthetic = rows.length > 0 && rows.every(isSynthetic);
  const shown = allMilestones ? rows : nearest(rows);
  show(root,
    h('div', { class: 'panel-head' }, h('h2', { id: 'milestones-heading' }, 'Milestones', rows.length ? h('span', { class: 'heading-count' }, figure(rows.length)) : null, sumBadge(rows)),
      rows.length ? csvLink('/v1/milestones', { region }, 'milestones', 'milestones') : null),
    ...whenThere(milestones, 'Milestones are loading', () => (rows.length ? [
      rows.some(isSynthetic) ? h('p', { class: 'notice-line' }, synthetic ? 'No milestones were published. These are generated, to show how they would look.' : 'Some of these milestones are generated, to show how they would look. They are marked synthetic, and are part of the counts here.') : null,
      summary(rows),
      shown.length < rows.length ? h('p', { class: 'milestone-more', 'data-key': 'more' }, `Shown: ${ofWhich(shown)}. `, h('button', { type: 'button', class: 'button', 'data-action': 'all-milestones' }, `Show the other ${count(rows.length - shown.length, 'milestone')}`)) : null,
      h('div', { 'data-key': 'years' }, byYear(shown).map(([year, group]) => h('div', { 'data-key': year, class: 'milestone-year' }, h('h3', {}, year),
        h('ol', { class: 'timeline' }, group.map((row) => milestone(row, synthetic)))))),
    ] : [empty('No milestones are recorded for this region.', h('p', {}, 'They appear here as soon as an agency plans or reaches one.'))]), { lines: 5 }));
}

/**
 * What is shown at first of many: what was reached or missed last, before what is planned soonest, so that no plan far ahead
 * hides what has just happened. By the day it was due, as all of them.
 */
function nearest(rows, today = new Date().toISOString().slice(0, 10)) {
  if (rows.length <= AT_FIRST) return rows;
  const of = (...states) => rows.filter((r) => states.includes(standing(r)));
  const by = (rank) => (a, b) => rank(a) - rank(b);
  const happened = of('reached', 'late', 'missed').sort(by((r) => -Date.parse(r.reachedOn ?? r.dueOn ?? 0)));
  const planned = of('planned').sort(by((r) => Math.abs(Date.parse(r.dueOn ?? '9999-12-31') - Date.parse(today))));
  const ahead = planned.slice(0, Math.max(PLANNED_AT_FIRST, AT_FIRST - happened.length));
  const chosen = new Set([...happened.slice(0, AT_FIRST - ahead.length), ...ahead, ...of('cancelled').reverse()].slice(0, AT_FIRST));
  return rows.filter((r) => chosen.has(r));
}

/** Of which kinds those are that are shown at first. */
function ofWhich(shown) {
  const sum = (...states) => shown.filter((r) => states.includes(standing(r))).length;
  const kinds = [[sum('reached', 'late', 'missed'), 'reached or missed last'], [sum('planned'), 'planned nearest to today'], [sum('cancelled'), 'cancelled']];
  return list(kinds.filter(([n]) => n).map(([n, words]) => `the ${figure(n)} ${words}`));
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
