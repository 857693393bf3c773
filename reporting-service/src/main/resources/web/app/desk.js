/** The National Office's desk: what stands in the way, for how long, where, and who waits for whom. */

import { h, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, filter, isSynthetic, pageHead, panel, stackTable, stats, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { bar } from './pictures.js';
import { codeIn, oneOf } from './heed.js';
import { collate, count, date, figure, label, list, median } from './words.js';

export const code = 'desk';
export const name = 'Barriers';
export const tables = ['barriers', 'barrier-desk'];

const STATUSES = {
  open: ['plain', 'Open'],
  escalated: ['status', 'With the National Office'],
  advised: ['derived', 'Advised'],
  resolved: ['better', 'Resolved'],
  carried: ['plain', 'Carried over'],
  lapsed: ['plain', 'Lapsed'],
};
const OVER = ['resolved', 'carried', 'lapsed'];
const SEVERITIES = { critical: 'worse', high: 'worse', severe: 'worse', medium: 'status', moderate: 'status', low: 'plain', minor: 'plain' };
/** Ages as a desk sorts its trays, in days. */
const AGES = [[30, 'Up to 30 days'], [90, '31 to 90 days'], [180, '91 to 180 days'], [365, '181 days to a year'], [1826, '1 to 5 years'], [Infinity, 'More than 5 years']];

/** What the address may ask for. */
export const rules = {
  region: codeIn('regions', { why: 'is no region here', instead: 'all regions' }),
  category: codeIn('barriers', { column: 'category', why: 'is no category of any barrier here', instead: 'all categories' }),
  status: oneOf(['open', 'over'], { why: 'is neither open nor over', instead: 'what is open' }),
};

export function title() {
  return 'National Office desk';
}

/** What was chosen, in words. */
export function choices({ region, category, status }) {
  return [['Region', region ? codes.fullRegionName(region) : 'all regions'], ['Category', category ? label(category) : 'all categories'], ['Barriers', status === 'over' ? 'those that are over' : 'those that are open']];
}

export function want() {
  figures.want('barriers', '/v1/barriers');
  figures.want('barrier-desk', '/v1/barriers/desk');
}

export function concerned(kind) {
  return kind === 'initiative' ? { barriers: 'Barriers were updated', 'barrier-desk': null } : {};
}

export { showDesk as show };

function showDesk(root, now) {
  const barriers = figures.table('barriers');
  const rows = barriers.rows.filter((r) => (!now.region || r.regions?.includes(now.region)) && (!now.category || r.category === now.category));
  const open = rows.filter(isOpen);
  show(root,
    pageHead('National Office desk', 'Barriers that initiatives ran into, oldest first. The National Office in Wellington advises on what a region cannot remove itself. A barrier keeps its age when it is reopened.'),
    panel('desk', ['On the desk', sumBadge(rows)],
      barriers.rows.length ? [csvLink('/v1/barriers/desk', { region: now.region, category: now.category }, 'barrier-desk', 'the desk')] : null,
      barriers.rows.length ? filters(now, barriers.rows) : null,
      ...whenThere(barriers, 'Barriers are loading', () => (barriers.rows.length ? [
        rows.some(isSynthetic) ? h('p', { class: 'notice-line', 'data-key': 'made' }, rows.every(isSynthetic) ? 'No barriers were published. These are generated, to show how the desk would look.' : 'Some of these barriers are generated, to show how the desk would look. They are marked synthetic, and are part of the counts, ages and medians here.') : null,
        summary(rows, open),
        h('div', { class: 'desk-bars', 'data-key': 'bars' },
          bars('By age', AGES.map(([most, words], i) => [words, open.filter((r) => r.ageDays <= most && (i === 0 || r.ageDays > AGES[i - 1][0]))]), agesRun(open)),
          bars('By region', tally(open, (r) => (r.regions?.length ? r.regions.map(codes.regionName) : ['No region'])), sharedWords(open)),
          bars('By category', tally(open, (r) => [label(r.category)])),
          bars('Who is waited for', tally(open, (r) => [waits(r)]))),
      ] : [empty('No barrier is recorded.', h('p', {}, 'One appears as soon as an initiative raises it.'))]), { lines: 6 })),
    barriers.rows.length ? rowsPanel(now, rows, open) : null,
    medians(now));
}

function filters(now, rows) {
  const options = (values, name) => [...new Set(values)].map((v) => [v, name(v)]).sort((a, b) => collate(a[1], b[1]));
  return h('div', { class: 'filters', 'data-key': 'filters' },
    filter('region', 'Region', now.region, options(rows.flatMap((r) => r.regions ?? []), codes.regionName), 'All regions', codes.regionName),
    filter('category', 'Category', now.category, options(rows.map((r) => r.category), label), 'All categories', label));
}

function statusOf(row) {
  return String(row.status).toLowerCase();
}

function isOpen(row) {
  return !OVER.includes(statusOf(row));
}

function summary(rows, open) {
  const first = open.reduce((most, r) => ((r.ageDays ?? 0) > (most?.ageDays ?? -1) ? r : most), null);
  const oldest = first?.ageDays ?? 0;
  const withOffice = open.filter((r) => statusOf(r) === 'escalated').length;
  const resolution = median(rows.map((r) => r.daysToResolution));
  const advice = median(rows.map((r) => r.daysToAdvice));
  return stats([
    { key: 'open', name: 'Open', figure: figure(open.length), value: open.length, strong: true, words: `of ${count(rows.length, 'barrier')} ever raised` },
    { key: 'escalated', name: 'Waiting for the National Office', figure: figure(withOffice), value: withOffice, words: 'escalated, not yet advised' },
    { key: 'oldest', name: 'Oldest', figure: open.length ? longAge(oldest) : '–', exact: open.length ? count(oldest, 'day') : null, value: oldest, words: first ? `first raised ${date(first.raisedOn)}${first.ageOn ? `, counted to ${date(first.ageOn)}` : ''}` : null },
    { key: 'advice', name: 'To advice', figure: advice === null ? '–' : count(Math.round(advice), 'day'), words: 'median, from escalation' },
    { key: 'resolution', name: 'To resolution', figure: resolution === null ? '–' : count(Math.round(resolution), 'day'), words: 'median, from when it was raised' },
  ]);
}

function tally(rows, namesOf) {
  const groups = new Map();
  for (const row of rows) for (const name of namesOf(row)) groups.set(name, [...(groups.get(name) ?? []), row]);
  return [...groups].sort((a, b) => b[1].length - a[1].length || collate(a[0], b[0]));
}

/** Days are what is compared; years are what is understood. */
function longAge(days) {
  return days < 730 ? count(days, 'day') : `${figure(Math.round(days / 36.525) / 10)} years`;
}

/** To which days ages run. History that was published or made up tells nothing of later days, so it is no older than its last. */
function agesRun(open) {
  const days = [...new Set(open.map((r) => r.ageOn).filter(Boolean))].sort();
  if (!days.length) return null;
  if (days.length === 1) return `Ages are counted to ${date(days[0])}.`;
  return `Each age is counted to the day that stands beside it in the list: for a barrier of a history that was published or generated, the last day that history tells of; for any other, the present day. The earliest of these days is ${date(days[0])}, the latest ${date(days.at(-1))}.`;
}

/** That the regions' sums come to more than there are barriers, and why. */
function sharedWords(open) {
  const sum = open.reduce((total, r) => total + Math.max(1, r.regions?.length ?? 0), 0);
  return sum > open.length ? `A barrier counts in each region of its initiative: ${figure(open.length)} barriers, ${figure(sum)} times in a region.` : null;
}

function bars(heading, groups, words) {
  const widest = Math.max(...groups.map(([, rows]) => rows.length), 1);
  return h('div', { 'data-key': heading }, h('h3', {}, heading), words ? h('p', { class: 'quiet', 'data-key': 'words' }, words) : null,
    groups.length ? h('ul', { class: 'tally' }, groups.map(([name, rows]) => h('li', { 'data-key': name },
      h('span', {}, name), bar(rows.length / widest), h('span', { class: 'number' }, figure(rows.length))))) : h('p', { class: 'quiet' }, 'Nothing is open.'));
}

function rowsPanel(now, rows, open) {
  const over = now.status === 'over';
  const shown = (over ? rows.filter((r) => !isOpen(r)) : open).sort((a, b) => (b.ageDays ?? 0) - (a.ageDays ?? 0) || collate(a.initiative, b.initiative));
  const tab = (value, words, pressed) => h('button', { type: 'button', 'aria-pressed': pressed ? 'true' : 'false', 'data-action': 'view', 'data-name': 'status', 'data-value': value, 'data-key': words }, words);
  return panel('desk-rows', over ? 'Barriers that are over' : 'Open barriers, oldest first',
    [h('div', { class: 'toggle', role: 'group', 'aria-label': 'Which barriers' }, tab('', `Open (${figure(open.length)})`, !over), tab('over', `Over (${figure(rows.length - open.length)})`, over)),
      csvLink('/v1/barriers', { regions: now.region, category: now.category, status: [...new Set(shown.map((r) => r.status))].join(',') }, 'barriers', 'barriers')],
    shown.length ? stackTable(over ? 'Over, as a table' : 'Open, as a table', [
      { name: 'Barrier', cell: (r) => [r.title ?? codeOf(r), r.title ? null : '', h('span', { class: 'quiet block' }, codes.initiativeName(r.initiative)), h('span', { class: 'badges' }, severity(r), r.reopened ? badge('status', r.reopened === true || r.reopened === 1 ? 'Reopened' : `Reopened ${r.reopened} times`) : null, isSynthetic(r) ? syntheticBadge() : null)] },
      { name: 'Where', cell: (r) => [list((r.regions ?? []).map(codes.regionName)) || 'not told', linked(r)] },
      { name: 'Category', cell: (r) => label(r.category) },
      { name: over ? 'Took' : 'Age', number: true, cell: (r) => [count(r.ageDays ?? 0, 'day'), h('span', { class: 'quiet block' }, `raised ${date(r.raisedOn)}${!over && r.ageOn ? ', ' : ''}`), !over && r.ageOn ? h('span', { class: 'quiet block' }, `counted to ${date(r.ageOn)}`) : null] },
      { name: 'Standing', cell: (r) => standing(r) },
      { name: over ? 'Carried to' : 'Waiting for', cell: (r) => (over ? (r.carriedTo ? codes.initiativeName(initiativeOf(r.carriedTo)) : '–') : waits(r)) },
    ], shown, { key: (r) => `${r.initiative} ${codeOf(r)}`, data: (r) => ({ 'data-barrier': `${r.initiative}/${codeOf(r)}`, 'data-age': r.ageDays ?? '' }) })
      : h('p', { class: 'quiet', 'data-key': 'none' }, 'None.'),
    h('p', { class: 'quiet', 'data-key': 'words' }, 'Dates and standing are public. Why a barrier was escalated, what the National Office advised and how it was resolved are read by those who run the initiative and by the National Office, in the initiative’s history.'));
}

function codeOf(row) {
  return row.barrier ?? row.code;
}

function severity(row) {
  return row.severity ? badge(SEVERITIES[String(row.severity).toLowerCase()] ?? 'plain', label(row.severity)) : null;
}

function standing(row) {
  const [kind, words] = STATUSES[statusOf(row)] ?? ['plain', label(row.status)];
  const steps = [['escalatedOn', 'escalated'], ['advisedOn', 'advised'], ['resolvedOn', 'resolved']].filter(([field]) => row[field]).map(([field, word]) => `${word} ${date(row[field])}`);
  return [badge(kind, words), steps.length ? h('span', { class: 'quiet block' }, steps.join(', ')) : null];
}

/** The same barrier elsewhere. */
function linked(row) {
  const others = row.linked ?? [];
  if (!others.length) return null;
  const names = others.map((other) => codes.initiativeName(initiativeOf(other)));
  return h('span', { class: 'quiet block' }, `The same barrier: ${list([...new Set(names)])}`);
}

/** The initiative of `FF-YOUTH-CRIME/B2`. */
function initiativeOf(barrier) {
  return barrier.split('/')[0];
}

/** Who is waited for: the service names an agency, a region or the National Office by its code. */
function waits(row) {
  const code = row.waitingFor;
  if (!code) return 'Nobody named';
  if (/^NATIONAL[-_ ]OFFICE$/i.test(code)) return 'The National Office';
  return codes.region(code) ? codes.regionName(code) : codes.agencyName(code) !== code ? codes.agencyName(code) : label(code);
}

/** Per region and category, as the desk's own table has it. */
function medians(now) {
  const desk = figures.table('barrier-desk');
  const rows = desk.rows.filter((r) => (!now.region || r.region === now.region) && (!now.category || r.category === now.category));
  return panel('desk-medians', 'Days to advice and to resolution', null,
    ...whenThere(desk, 'The desk is loading', () => (rows.length ? [h('p', { class: 'quiet', 'data-key': 'counts' }, 'A barrier stands in each region of its initiative, so that rows may not be added up. An open one is counted to today; one of a history that was published or made up, to the last day that it tells of.'), stackTable('Days to advice and to resolution, by region and category', [
      { name: 'Region', cell: (r) => (r.region ? codes.regionName(r.region) : 'No region') },
      { name: 'Category', cell: (r) => (r.category ? label(r.category) : 'All') },
      { name: 'Open', number: true, cell: (r) => figure(r.open ?? 0) },
      { name: 'With the National Office', number: true, cell: (r) => figure(r.waitingForNationalOffice ?? r.escalated ?? 0) },
      { name: 'Oldest', number: true, cell: (r) => days(r.oldestDays) },
      { name: 'To advice, median', number: true, cell: (r) => days(r.medianDaysToAdvice) },
      { name: 'To resolution, median', number: true, cell: (r) => [days(r.medianDaysToResolution), isSynthetic(r) ? h('span', { class: 'badges' }, syntheticBadge()) : null] },
    ], rows, { key: (r) => `${r.region} ${r.category}` })] : [empty('Nothing is on the desk.')]), { lines: 4 }));
}

function days(value) {
  return value === null || value === undefined ? '–' : count(value, 'day');
}
