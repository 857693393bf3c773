/** The evidence pipeline: how many initiatives stand where, for how long, and with how much money. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, isSynthetic, panel, stackTable, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { link } from './url-state.js';
import { collate, count, date, figure, list, median, money, moneyAbout } from './words.js';

export const STAGES = [
  ['trial', 'Trial', 'Being tried; nothing is evaluated yet'],
  ['evaluated', 'Evaluated', 'Evaluated, without a finding that it works'],
  ['effective', 'Effective', 'Found effective'],
  ['sought', 'Sought', 'Long-term funding is sought in a Budget round'],
  ['granted', 'Granted', 'Long-term funding was granted'],
];

export function pipelinePanel({ stage }) {
  const pipeline = table('pipeline');
  const rows = pipeline.rows.filter((r) => r.current !== false);
  const summary = summaryOf(table('pipeline-summary').rows, rows);
  const shown = STAGES.some(([code]) => code === stage) ? stage : STAGES.map(([code]) => code).findLast((code) => summary.get(code)?.initiatives > 0);
  return panel('pipeline', 'From trial to long-term funding',
    rows.length ? [csvLink('/v1/evidence/pipeline', { stage: rows.find((r) => stageOf(r) === shown)?.stage, current: 'true' }, 'evidence-pipeline', 'the initiatives at this stage')] : null,
    ...whenThere(pipeline, 'The pipeline is loading', () => (rows.length ? [
      h('ol', { class: 'pipeline', 'data-key': 'stages' }, STAGES.map(([code, name, words]) => stageBox(code, name, words, summary.get(code), code === shown))),
      h('div', { id: 'pipeline-rows', 'data-key': 'rows' }, stageRows(shown, rows.filter((r) => stageOf(r) === shown))),
    ] : [empty('No initiative is in the pipeline.', h('p', {}, 'One enters it with its trial.'))]), { lines: 6 }));
}

function stageOf(row) {
  return String(row.stage).toLowerCase();
}

/** The service's own summary; what it leaves out, and the counts, are those of the rows beneath, so that the two cannot differ. */
function summaryOf(told, rows) {
  return new Map(STAGES.map(([code]) => {
    const here = rows.filter((r) => stageOf(r) === code);
    const said = told.find((s) => String(s.stage).toLowerCase() === code);
    return [code, { medianDays: said?.medianDaysInStage ?? median(here.map((r) => r.daysInStage)), cents: said?.cents ?? here.reduce((sum, r) => sum + (r.cents ?? 0), 0), initiatives: here.length, everIn: said?.everIn ?? here.length, mark: sumBadge(here) ?? (isSynthetic(said) ? syntheticBadge() : null) }];
  }));
}

function stageBox(code, name, words, there, current) {
  return h('li', { class: 'stage-item', 'data-key': code },
    h('a', { class: 'stage', href: link({ stage: code }), 'data-action': 'view', 'data-name': 'stage', 'data-value': code, 'data-stage': code, 'data-initiatives': there.initiatives, 'aria-current': current ? 'true' : null, 'aria-controls': 'pipeline-rows' },
      h('span', { class: 'stage-name' }, name),
      h('span', { class: 'stage-count' }, figure(there.initiatives), h('span', { class: 'visually-hidden' }, there.initiatives === 1 ? ' initiative' : ' initiatives')),
      h('span', { class: 'stage-line' }, there.medianDays === null ? (there.initiatives ? 'Days not known' : '') : `${count(Math.round(there.medianDays), 'day')} in stage, median`),
      h('span', { class: 'stage-line' }, there.cents ? `${moneyAbout(there.cents)} at stake` : there.initiatives ? 'No money recorded' : ''),
      h('span', { class: 'quiet' }, words, there.everIn > there.initiatives ? `; ${figure(there.everIn)} came this far` : ''),
      there.mark ? h('span', { class: 'badges' }, there.mark) : null));
}

function stageRows(stage, rows) {
  const [, name] = STAGES.find(([code]) => code === stage) ?? [];
  if (!name) return null;
  const inOrder = [...rows].sort((a, b) => Number(isSynthetic(a)) - Number(isSynthetic(b)) || (b.cents ?? 0) - (a.cents ?? 0) || collate(titleOf(a), titleOf(b)));
  return [h('h3', { 'data-key': 'heading' }, `${name}: ${count(rows.length, 'initiative')}`),
    rows.length ? stackTable(`Initiatives at the stage ${name}`, [
      { name: 'Initiative', cell: (r) => [titleOf(r), isSynthetic(r) ? [' ', syntheticBadge()] : null, r.withoutEvidence ? h('span', { class: 'block' }, badge('status', 'Without qualifying evidence on record')) : null] },
      { name: 'Region', cell: (r) => list((r.regions ?? []).map(codes.regionName)) },
      { name: 'Since', cell: (r) => (r.since ? date(r.since) : 'not published') },
      { name: 'Days in stage', number: true, cell: (r) => daysOf(r) },
      { name: 'Money at stake', number: true, cell: (r) => (r.cents ? money(r.cents) : 'none recorded') },
    ], inOrder, { key: (r) => r.initiative, data: (r) => ({ 'data-initiative': r.initiative }) }) : h('p', { class: 'quiet', 'data-key': 'none' }, 'None at present.')];
}

/** A beginning known only in part gives a span. */
function daysOf({ daysInStage, daysAtMost }) {
  if (typeof daysInStage !== 'number') return 'not known';
  return typeof daysAtMost === 'number' && daysAtMost !== daysInStage ? `${figure(daysInStage)} to ${figure(daysAtMost)}` : figure(daysInStage);
}

function titleOf(row) {
  return row.title ?? codes.initiativeName(row.initiative);
}
