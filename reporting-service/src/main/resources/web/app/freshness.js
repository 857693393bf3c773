/** To when the figures reach, when that was read, and whether anything is missing: in words, with a sign and a colour. */

import { h, show, svg } from './dom.js';
import { asOf, stale, table } from './figures.js';
import { age, count, date, daysAgo, figure, label, list, moment, time } from './words.js';

/** How old the youngest figure may be and still be called current, in days: a year and the time it takes to publish it. */
const CURRENT = 550;
/** How long facts may be under way before it is worth a word, in seconds. */
const UNDER_WAY = 60;

const STATES = {
  whole: ['✓', 'Whole'],
  behind: ['!', 'Behind'],
  broken: ['✕', 'Not whole'],
  unknown: ['?', 'Not known'],
};

/**
 * How things stand: `whole` only if every source says how far it is and all of it is on show. What is not known is not
 * called well.
 */
export function standing(connected) {
  const told = table('freshness').answer;
  const continuity = table('continuity').answer;
  if (!told && !continuity) {
    const failed = table('continuity').status === 'failed' || table('freshness').status === 'failed';
    return { state: 'unknown', reasons: [failed ? 'It is not known whether events are missing.' : 'Asking whether events are missing.'], missing: undefined };
  }
  const sources = told?.sources ?? continuity?.sources ?? [];
  const missing = told?.missing ?? continuity?.missing;
  const parked = told?.parked ?? continuity?.parked ?? 0;
  const stopped = sources.reduce((sum, s) => sum + (s.stopped ?? (s.shards ?? []).filter((x) => x.stopped === true || x.state === 'stopped' || x.fault).length), 0);
  const silent = sources.filter((s) => s.answers === false || s.reachable === false).map((s) => sourceName(s.source));
  const halted = sources.filter((s) => s.channel === 'ENDED').map((s) => sourceName(s.source));
  const limping = sources.filter((s) => ['RESTARTING', 'SILENT'].includes(s.channel)).map((s) => sourceName(s.source));
  const broken = [
    told?.ready === false ? 'The service says that it is not ready.' : null,
    missing > 0 ? `${count(missing, 'event')} ${missing === 1 ? 'is' : 'are'} missing.` : null,
    parked > 0 ? `${count(parked, 'fact')} ${parked === 1 ? 'is' : 'are'} set aside, and not counted.` : null,
    stopped ? `${count(stopped, 'shard')} ${stopped === 1 ? 'goes' : 'go'} no further.` : null,
    halted.length ? `Nothing arrives any more from ${list(halted)}.` : null,
  ].filter(Boolean);
  const behind = [
    silent.length ? `${list(silent)} ${silent.length === 1 ? 'does' : 'do'} not answer: what is missing from there is not known.` : null,
    limping.length ? `What ${list(limping)} ${limping.length === 1 ? 'publishes' : 'publish'} arrives late.` : null,
    told?.behindSeconds >= UNDER_WAY ? `Facts have been waiting for ${age(new Date(Date.now() - 1000 * told.behindSeconds).toISOString())}.` : null,
  ].filter(Boolean);
  const here = [
    connected ? null : 'Live updates are interrupted.',
    stale() ? 'Some of the page could not be renewed.' : null,
    table('continuity').error || table('freshness').error ? 'How things stand could not be asked again.' : null,
  ].filter(Boolean);
  const state = broken.length ? 'broken' : behind.length || here.length ? 'behind' : missing === undefined || missing === null ? 'unknown' : 'whole';
  // The service's own words first: it knows more than can be told from here.
  const own = (told?.reasons ?? []).map((reason) => reason.replace(/[.]?$/, '.'));
  return { state, reasons: [...(broken.length + behind.length && own.length ? own : [...broken, ...behind]), ...here], missing };
}

/** `Figures to June 2014, 12 years ago`; `day` is the last that is covered, `none` says that there is none. */
export function reachWords({ day, none }) {
  return day ? `Figures to ${date(day.slice(0, 7))}, ${daysAgo(day)}` : none ?? '';
}

/** The same in a sentence or two, for paper. */
export function freshnessWords({ connected, reach }) {
  const told = asOf();
  const { state, reasons, missing } = standing(connected);
  return [reachWords(reach) ? `${reachWords(reach)}.` : '', told ? `Read ${moment(told.at)}.` : '',
    state === 'whole' ? `${capital(missingWords(missing))}.` : `${STATES[state][1]}: ${reasons.join(' ')}`].filter(Boolean).join(' ');
}

/** The last day that anything on show covers, as the service has it. */
export function overallReach() {
  return table('freshness').answer?.figuresTo?.lastDay ?? null;
}

function missingWords(missing) {
  return count(missing ?? 0, 'event missing', 'events missing');
}

export function showFreshness(root, { connected, reach }) {
  const continuity = table('continuity');
  const told = asOf();
  const { state, reasons, missing } = standing(connected);
  const [sign, word] = STATES[state];
  const old = reach.day && Date.now() - Date.parse(`${reach.day}T00:00:00Z`) > CURRENT * 86_400_000;
  show(root,
    h('button', { type: 'button', class: `freshness freshness-${state}${old ? ' freshness-old' : ''}`, popovertarget: 'continuity', 'data-key': 'button', 'data-missing': missing ?? '', 'data-state': state, 'data-reach': reach.day ?? '' },
      h('span', { class: connected ? 'pulse' : 'pulse pulse-off', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'freshness-words' },
        h('span', { class: 'freshness-reach' }, reachWords(reach) || ' '),
        h('span', { class: 'freshness-line' },
          h('span', { class: 'freshness-when' }, told ? `As of ${time(told.at)}` : 'Loading'), ' · ',
          h('span', { class: 'freshness-missing' }, state === 'whole' ? missingWords(missing) : `${word}: ${reasons[0]}`))),
      h('span', { class: 'visually-hidden' }, '. Details')),
    h('div', { id: 'continuity', class: 'popover', popover: 'auto', role: 'dialog', 'aria-labelledby': 'continuity-heading', 'data-key': 'popover' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'continuity-heading' }, 'How fresh and whole this is'),
        h('button', { type: 'button', class: 'button', popovertarget: 'continuity', popovertargetaction: 'hide' }, 'Close')),
      h('p', {}, svgSign(state), ' ', h('strong', {}, word), reasons.length ? '. ' : `: ${missingWords(missing)}, and every source says how far it is.`, reasons.join(' ')),
      reachWords(reach) ? h('p', {}, `${reachWords(reach)}${old ? ': nothing later was published on this, as far as is known here. That everything is on show does not make it new' : ''}.`) : null,
      told ? h('p', {}, `Read ${moment(told.at)}.`, told.latestRecorded ? ` The latest fact was recorded ${age(told.latestRecorded)} ago.` : '', told.lagging ? ` ${count(told.lagging, 'fact')} still on the way.` : '') : null,
      h('p', { class: 'quiet' }, connected ? 'Changes arrive by themselves.' : 'Live updates are interrupted; the page asks again every minute.'),
      continuity.answer ? details(continuity.answer) : h('p', {}, continuity.error?.message ?? 'Loading'),
      h('p', { class: 'quiet' }, 'Every event has a number in its shard, without holes. A fact is committed when it is stored, published when it is on Kafka, projected when these figures count it; one that cannot be counted is set aside with all that its stream says later.')));
}

function svgSign(state) {
  return svg('svg', { class: `sign sign-${state}`, viewBox: '0 0 12 12', 'aria-hidden': 'true', focusable: 'false' }, svg('circle', { cx: 6, cy: 6, r: 5 }));
}

function details(answer) {
  const coarse = (answer.sources ?? []).filter((s) => s.coarse);
  return h('div', {}, h('div', { class: 'table-scroll' }, h('table', {},
    h('caption', { class: 'visually-hidden' }, 'Events per source'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Source'), ['Committed', 'Published', 'Projected', 'Set aside', 'Missing'].map((n) => h('th', { scope: 'col', class: 'number' }, n)))),
    h('tbody', {}, (answer.sources ?? []).map((s) => h('tr', { 'data-key': s.source }, h('th', { scope: 'row' }, sourceName(s.source)),
      [s.committed, s.published, s.projected].map((n) => h('td', { class: 'number' }, told(n, s.coarse))),
      h('td', { class: 'number' }, told(s.parked ?? 0, false)), h('td', { class: 'number' }, told(s.missing, false))))))),
  coarse.length ? h('p', { class: 'quiet' }, `${list(coarse.map((s) => sourceName(s.source)))}: to the full hundred${coarse[0].asAt ? `, as at ${time(coarse[0].asAt)}` : ''}, so that nobody can tell from here when a case moves. What is missing is exact.`) : null);
}

function told(n, coarse) {
  return n === null || n === undefined ? 'not known' : coarse ? `about ${figure(n)}` : figure(n);
}

function sourceName(code) {
  return label(String(code).replace(/^.*\//, '').replace(/[-_]service$/, ''));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
