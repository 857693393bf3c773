/** What evaluations found: effects of one initiative side by side, each with its interval or with the word that none was published. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, isSynthetic, panel, sourceList, sumBadge, whenThere } from './parts.js';
import { axisOf, effectOn, isRatio } from './pictures.js';
import { collate, count, figure, label, unitWords } from './words.js';

const VERDICTS = {
  effective: ['better', 'Effective', 'Every primary result is better, and no secondary one is worse.'],
  mixed: ['status', 'Mixed', 'Something is better, but not everything that was to be.'],
  inconclusive: ['plain', 'Inconclusive', 'It cannot be told whether it works: an interval is missing or too wide.'],
  ineffective: ['plain', 'Ineffective', 'No effect was found, and one that would be worth while is ruled out.'],
  harmful: ['worse', 'Harmful', 'Something is worse, and nothing is better.'],
};
const JUDGED = {
  better: 'Better: the whole interval is on the good side of no effect',
  worse: 'Worse: the whole interval is on the bad side of no effect',
  none: 'No effect shown: the interval includes none',
  unknown: 'Not known to differ from no effect',
};
const REGISTERED = { PRE_REGISTERED: 'Registered before its outcome window ended', EXPLORATORY: 'Exploratory: registered after its outcome window ended', PUBLISHED: 'Published elsewhere, not registered here' };

export function evaluationsPanel() {
  const evaluations = table('evaluations');
  const subjects = [...Map.groupBy(evaluations.rows, (r) => r.subject)].map(([subject, rows]) => ({ subject, rows, kind: rows[0].kind }))
    .sort((a, b) => Number(a.rows.every(isSynthetic)) - Number(b.rows.every(isSynthetic)) || Number(b.kind === 'INITIATIVE') - Number(a.kind === 'INITIATIVE') || b.rows.length - a.rows.length || collate(a.subject, b.subject));
  const axes = new Map([...Map.groupBy(evaluations.rows, kindOf)].map(([kind, rows]) => [kind, axisOf(rows.flatMap((r) => [r.effect, r.intervalLow, r.intervalHigh]), rows[0].scale)]));
  return panel('evaluations', 'What evaluations found',
    subjects.length ? [csvLink('/v1/evaluations', {}, 'evaluations', 'evaluations')] : null,
    ...whenThere(evaluations, 'Evaluations are loading', () => (subjects.length
      ? [h('p', { class: 'quiet', 'data-key': 'how' }, 'A mark is the effect, a line its interval. A hollow mark has no published interval: it says how large an effect was reported, not that it differs from none. The verdict follows from a rule, not from a hand. Effects in one unit share one axis on all of this page, with a dashed line where there is no effect; effects in different units cannot be compared by eye.'),
        h('ul', { class: 'subjects', 'data-key': 'subjects' }, subjects.map((s) => subjectView(s, axes)))]
      : [empty('No evaluation is recorded.', h('p', {}, 'It appears when one is registered or published.'))]), { lines: 8 }));
}

function subjectView({ subject, rows, kind }, axes) {
  const verdicts = [...new Set(rows.map((r) => verdictOf(r)).filter(Boolean))];
  const one = verdicts.length === 1 ? VERDICTS[verdicts[0]] : null;
  const name = rows[0].title ?? (kind === 'INTERVENTION' ? codes.interventionName(subject) : codes.initiativeName(subject));
  return h('li', { class: 'subject', 'data-key': subject, 'data-subject': subject },
    h('div', { class: 'subject-head' }, h('h3', {}, name), h('span', { class: 'quiet' }, kind === 'INTERVENTION' ? 'an intervention, wherever it is used' : ''),
      verdicts.map((v) => badge(VERDICTS[v]?.[0] ?? 'plain', VERDICTS[v]?.[1] ?? label(v))), sumBadge(rows)),
    one ? h('p', {}, `${one[2]} ${rows.length > 1 ? `${count(rows.length, 'result')} side by side:` : ''}`) : null,
    h('ul', { class: 'effects' }, rows.map((r) => effect(r, axes.get(kindOf(r)), verdicts.length > 1))),
    sourceList(rows.map((r) => r.source ?? r.provenance?.source).filter(Boolean), { heading: rows.length > 1 ? 'Sources' : 'Source' }));
}

/** What may stand on one axis: effects in one unit, and of one kind (a difference, a ratio). */
function kindOf({ unit, scale }) {
  return `${String(scale ?? '').toUpperCase()} ${unit ?? ''}`;
}

function effect(row, axis, ownVerdict) {
  const known = typeof row.effect === 'number';
  const interval = typeof row.intervalLow === 'number' && typeof row.intervalHigh === 'number';
  // What was judged is told where the numbers are not.
  const found = known || row.suppressed;
  const judged = found ? String(row.judged ?? 'unknown').toLowerCase() : 'unknown';
  const verdict = VERDICTS[verdictOf(row)];
  return h('li', { class: `effect effect-${judged}`, 'data-key': `${row.evaluation} ${row.outcome} ${row.population ?? ''}`, 'data-outcome': row.outcome, 'data-effect': row.effect, 'data-judged': judged },
    h('div', {}, h('p', { class: 'effect-outcome' }, capital(outcomeName(row))), h('p', { class: 'quiet' }, [row.population, counts(row), known && row.suppressed ? GROUPS_KEPT_BACK : null].filter(Boolean).join(' · '))),
    h('div', { class: 'effect-picture' },
      effectOn(axis, {
        effect: row.effect, low: row.intervalLow, high: row.intervalHigh, unit: row.unit, scale: row.scale, judged,
        words: row.suppressed && !known ? 'The effect is kept back, because it counts people' : !known ? 'No effect to draw' : `${size(row)}, ${interval ? `interval ${figure(row.intervalLow)} to ${figure(row.intervalHigh)}` : 'no interval published'}`,
      }),
      row.unit && row.unit !== 'percent' && !isRatio(row.scale) ? h('p', { class: 'quiet axis-words' }, `in ${unitWords(row.unit)}`) : null),
    h('div', {},
      h('p', { class: 'effect-size' }, known ? size(row) : row.suppressed ? 'Kept back' : NOT_YET[row.stage] ?? (row.missing ? 'Missing' : 'No effect published'),
        h('span', { class: 'effect-interval' }, row.suppressed && !known ? KEPT_BACK : !known ? row.missingReason ?? '' : interval ? `${figure(row.intervalLow)} to ${figure(row.intervalHigh)}` : 'no interval published')),
      h('p', { class: 'quiet' }, found ? JUDGED[judged] ?? label(judged) : 'No result to judge', ownVerdict && verdict ? `. ${verdict[1]}: ${verdict[2].charAt(0).toLowerCase()}${verdict[2].slice(1)}` : '.'),
      h('p', { class: 'quiet' }, [REGISTERED[row.registered], DIRECTION[row.direction], row.role === 'SECONDARY' ? 'A secondary measure' : null, row.method, row.note, ...caveats(row)].filter(Boolean).map(sentence).join(' ')),
      row.override ? h('p', {}, badge('status', 'Overridden'), ` ${row.override}`) : null));
}

const KEPT_BACK = 'The effect, its interval and the sizes of the groups count people, so they are not shown';
const GROUPS_KEPT_BACK = 'the sizes of the groups are kept back, because they count people';
const NOT_YET = { PLANNED: 'Planned', IN_FIELD: 'In the field' };
const DIRECTION = { LOWER_BETTER: 'Less is better', HIGHER_BETTER: 'More is better', AMBIGUOUS: 'More may be harm or better reporting' };

function counts({ treated, comparison }) {
  return [treated ? `${figure(treated)} treated` : null, comparison ? `${figure(comparison)} compared` : null].filter(Boolean).join(', ');
}

function caveats({ caveats: told }) {
  return Array.isArray(told) ? told : told ? [told] : [];
}

function verdictOf(row) {
  return row.verdict ? String(row.verdict).toLowerCase().replace(/^found[ _-]/, '') : null;
}

function outcomeName(row) {
  return row.measure ? codes.measureName(row.measure) : codes.measureName(row.outcome);
}

/** A ratio has no sign and no unit. */
function size({ effect: value, unit, scale }) {
  if (isRatio(scale)) return `× ${figure(value)}`;
  const text = value > 0 ? `+${figure(value)}` : figure(value);
  return !unit ? text : unit === 'percent' ? `${text}%` : `${text} ${unitWords(unit)}`;
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
