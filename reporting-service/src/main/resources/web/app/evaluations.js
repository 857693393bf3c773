/** What evaluations found: effects of one initiative side by side, each with its interval or with the word that none was published. */

import { h } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, isSynthetic, panel, sourceList, syntheticBadge, whenThere } from './parts.js';
import { count, figure, label, unitWords } from './words.js';

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
const REGISTERED = { 'pre-registered': 'Registered before its outcome window ended', exploratory: 'Exploratory: registered after its outcome window ended', published: 'Published elsewhere, not registered here' };

/** Where there is no effect on a scale. */
const NO_EFFECT = { ratio: 1 };

export function evaluationsPanel() {
  const evaluations = table('evaluations');
  const subjects = [...Map.groupBy(evaluations.rows, (r) => r.subject)].map(([subject, rows]) => ({ subject, rows, kind: rows[0].kind }))
    .sort((a, b) => Number(a.rows.every(isSynthetic)) - Number(b.rows.every(isSynthetic)) || Number(b.kind === 'initiative') - Number(a.kind === 'initiative') || b.rows.length - a.rows.length || a.subject.localeCompare(b.subject));
  return panel('evaluations', 'What evaluations found',
    subjects.length ? [csvLink('/v1/evaluations', {}, 'evaluations', 'evaluations')] : null,
    ...whenThere(evaluations, 'Evaluations', () => (subjects.length
      ? [h('p', { class: 'quiet', 'data-key': 'how' }, 'A mark is the effect, a line its interval. A hollow mark has no published interval: it says how large an effect was reported, not that it differs from none. The verdict follows from a rule, not from a hand.'),
        h('ul', { class: 'subjects', 'data-key': 'subjects' }, subjects.map(subjectView))]
      : [empty('No evaluation is recorded.', h('p', {}, 'It appears when one is registered or published.'))]), { lines: 8 }));
}

function subjectView({ subject, rows, kind }) {
  const verdicts = [...new Set(rows.map((r) => verdictOf(r)).filter(Boolean))];
  const one = verdicts.length === 1 ? VERDICTS[verdicts[0]] : null;
  const name = rows[0].title ?? (kind === 'intervention' ? codes.interventionName(subject) : codes.initiativeName(subject));
  return h('li', { class: 'subject', 'data-key': subject, 'data-subject': subject },
    h('div', { class: 'subject-head' }, h('h3', {}, name), h('span', { class: 'quiet' }, kind === 'intervention' ? 'an intervention, wherever it is used' : ''),
      verdicts.map((v) => badge(VERDICTS[v]?.[0] ?? 'plain', VERDICTS[v]?.[1] ?? label(v))), rows.some(isSynthetic) ? syntheticBadge() : null),
    one ? h('p', {}, `${one[2]} ${rows.length > 1 ? `${count(rows.length, 'result')} side by side:` : ''}`) : null,
    h('ul', { class: 'effects' }, rows.map((r) => effect(r, scaleOf(rows.filter((x) => x.unit === r.unit && x.scale === r.scale)), verdicts.length > 1))),
    sourceList(rows.map((r) => r.source ?? r.provenance?.source).filter(Boolean), { heading: rows.length > 1 ? 'Sources' : 'Source' }));
}

/** From the lowest to the highest of what is drawn in one unit, with no effect always in sight. */
function scaleOf(rows) {
  const values = rows.flatMap((r) => [NO_EFFECT[r.scale] ?? 0, r.effect, r.intervalLow, r.intervalHigh]).filter((v) => typeof v === 'number');
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const room = (highest - lowest || 1) * 0.12;
  return (v) => (100 * (v - lowest + room)) / (highest - lowest + 2 * room);
}

function effect(row, at, ownVerdict) {
  const known = typeof row.effect === 'number';
  const interval = typeof row.intervalLow === 'number' && typeof row.intervalHigh === 'number';
  const judged = known ? String(row.judged ?? 'unknown').toLowerCase() : 'unknown';
  const verdict = VERDICTS[verdictOf(row)];
  return h('li', { class: `effect effect-${judged}`, 'data-key': `${row.evaluation} ${row.outcome} ${row.population ?? ''}`, 'data-outcome': row.outcome, 'data-effect': row.effect, 'data-judged': judged },
    h('div', {}, h('p', { class: 'effect-outcome' }, capital(outcomeName(row))), h('p', { class: 'quiet' }, [row.population, counts(row)].filter(Boolean).join(' · '))),
    h('div', { class: 'forest', 'aria-hidden': 'true' },
      h('span', { class: 'forest-zero', style: `inset-inline-start:${at(NO_EFFECT[row.scale] ?? 0)}%` }),
      interval ? h('span', { class: 'forest-interval', style: `inset-inline-start:${at(row.intervalLow)}%;inline-size:${at(row.intervalHigh) - at(row.intervalLow)}%` }) : null,
      known ? h('span', { class: interval ? 'forest-mark' : 'forest-mark forest-hollow', style: `inset-inline-start:${at(row.effect)}%` }) : null),
    h('div', {},
      h('p', { class: 'effect-size' }, known ? size(row) : NOT_YET[row.stage] ?? (row.missing ? 'Missing' : 'No effect published'),
        h('span', { class: 'effect-interval' }, !known ? row.missingReason ?? '' : interval ? `${figure(row.intervalLow)} to ${figure(row.intervalHigh)}` : 'no interval published')),
      h('p', { class: 'quiet' }, known ? JUDGED[judged] ?? label(judged) : 'No result to judge', ownVerdict && verdict ? `. ${verdict[1]}: ${verdict[2].charAt(0).toLowerCase()}${verdict[2].slice(1)}` : '.'),
      h('p', { class: 'quiet' }, [REGISTERED[String(row.registered ?? '').toLowerCase()], DIRECTION[row.direction], row.role === 'secondary' ? 'A secondary measure' : null, row.method, row.note, ...caveats(row)].filter(Boolean).map(sentence).join(' ')),
      row.override ? h('p', {}, badge('status', 'Overridden'), ` ${row.override}`) : null));
}

const NOT_YET = { planned: 'Planned', 'in-field': 'In the field' };
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
  if (scale === 'ratio') return `× ${figure(value)}`;
  const text = value > 0 ? `+${figure(value)}` : figure(value);
  return !unit ? text : unit === 'percent' ? `${text}%` : `${text} ${unitWords(unit)}`;
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
