/** The chosen measure in the chosen region: the latest figure, the series, what it is compared with, where it comes from. */

import { h, show } from './dom.js';
import { chart } from './charts.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { change, derivation, DIRECTIONS, latest, STATUSES } from './judgement.js';
import { outcomeOption, pathed, periodGroups } from './outcome-chart.js';
import { outcomeTable } from './outcome-table.js';
import { elsewhereView } from './elsewhere.js';
import { chartOrTable, csvLink, empty, marksOf, skeleton, sourceList, whenThere } from './parts.js';
import { key } from './pictures.js';
import { printing } from './paper.js';
import { targetView, versions } from './targets.js';
import { amount, collate, date, figure, list, period, PERIOD_KINDS, periodKind, unitWords } from './words.js';

export function showOutcome(root, { region, measure: code, view }) {
  const outcomes = table('outcomes');
  const measure = codes.measure(code);
  const rows = outcomes.rows.filter((r) => r.measure === code).sort((a, b) => collate(a.firstDay, b.firstDay) || collate(a.lastDay, b.lastDay));
  const events = table('targets').rows.filter((t) => t.measure === code && t.region === region);
  const breaks = codes.breaks(code, region);
  const asTable = view === 'table';
  const title = h('h2', { id: 'outcome-heading' }, codes.measureName(code) || 'Figures', h('span', { class: 'heading-place' }, codes.regionName(region)));

  show(root,
    h('div', { class: 'panel-head' }, title,
      rows.length ? h('div', { class: 'panel-tools' }, chartOrTable('view', asTable, 'outcome-figures'),
        csvLink('/v1/outcomes', { measure: code, region }, 'outcomes', 'this series')) : null),
    ...whenThere(outcomes, 'The series is loading', () => (rows.length
      ? body({ region, measure, code, rows, events, breaks, asTable })
      : [empty('No figures are published for this.', h('p', {}, `Nothing was published on it for ${codes.fullRegionName(region)}, as far as is known here. `,
        'The first group in the list of measures has those with figures.'), whyNone(code, region), definition(measure))]), { lines: 8 }));

  periodGroups(rows).forEach((group, i, all) => {
    const told = { rows: group.rows, kinds: all.flatMap((g) => g.kinds), measure, breaks, targets: group.aimed ? versions(events, measure) : [], eras: eras(region) };
    chart(root.querySelector(`#${chartId(i)}`), outcomeOption(told), JSON.stringify(told), { width: 700, height: all.length > 1 ? 250 : 320 });
  });
}

/** When the programmes made for a region ran in it: the widest of the accounts where they differ. */
function eras(region) {
  return table('programmes').rows
    .filter((p) => p.regions?.includes(region) && codes.region(region)?.kind === 'PROGRAMME_AREA')
    .flatMap((p) => {
      const own = table('initiatives').rows.filter((i) => i.programme === p.code);
      const from = own.flatMap((i) => [i.startedOn, ...(i.windows ?? []).map((w) => w.from)]).filter(Boolean).sort()[0];
      const ends = own.flatMap((i) => [i.endedOn, ...(i.windows ?? []).map((w) => w.to)]).filter(Boolean).sort();
      return from ? [{ name: p.name, from, to: ends.at(-1) ?? null }] : [];
    });
}

function body({ region, measure, code, rows, events, breaks, asTable }) {
  const drawable = rows.some((r) => r.value !== null && r.value !== undefined);
  const elsewhere = elsewhereView({ region, measure, own: rows, all: table('elsewhere').rows.filter((r) => r.measure === code) });
  const target = targetView(events, rows);
  const waiting = ['elsewhere', 'targets'].some((name) => table(name).status === 'loading');
  return [h('div', { class: elsewhere || target || waiting ? 'outcome-body outcome-with-side' : 'outcome-body', 'data-key': 'body' },
    h('div', { class: 'outcome-main', 'data-key': 'main' },
      headline(rows, measure),
      h('div', { id: 'outcome-figures', 'data-key': 'figures' },
        asTable ? null : drawable ? charts(rows) : h('p', { class: 'empty', 'data-key': 'no-chart' }, codes.spelt(rows[0].reason) ?? 'No figure can be given.'),
        !asTable && drawable ? legend(rows, versions(events, measure), eras(region)) : null,
        asTable || printing() ? h('div', { 'data-key': 'table' }, outcomeTable(rows, measure)) : null)),
    elsewhere || target || waiting ? h('div', { class: 'outcome-side', 'data-key': 'side' }, target, waiting ? skeleton(5) : elsewhere) : null),
  h('div', { class: 'small-print', 'data-key': 'small-print' },
    breakList(breaks), parentage(rows), sourceList(rows.flatMap((r) => [...r.sources, ...(r.parts ?? []).map((p) => p.source)]).filter(Boolean)), definition(measure))];
}

function chartId(i) {
  return i ? `outcome-chart-${i + 1}` : 'outcome-chart';
}

/** A year's count stands beside years' only: what covers a quarter or a month has a chart and an axis of its own. */
function charts(rows) {
  const groups = periodGroups(rows);
  return groups.map((group, i) => h('div', { class: 'chart-group', 'data-key': `group ${group.name}`, 'data-group': group.name },
    groups.length > 1 ? h('h3', { class: 'chart-name' }, group.name) : null,
    h('div', { id: chartId(i), class: groups.length > 1 ? 'chart chart-short' : 'chart', 'data-keep': true, 'data-key': `chart ${i}` })));
}

function headline(rows, measure) {
  const row = latest(rows);
  if (!row) return null;
  const compared = change(row, measure);
  return h('div', { class: 'headline', 'data-key': 'headline' },
    h('p', { class: 'headline-figure' }, h('span', { class: 'big' }, row.unit === 'percent' ? `${figure(row.value)}%` : figure(row.value)), row.unit === 'percent' ? '' : ` ${unitWords(row.unit ?? '')}`),
    h('p', { class: 'headline-period' }, period(row.period), ...marksOf(row)),
    compared
      ? h('p', { class: `headline-change change-${compared.verdict}` }, h('span', { 'aria-hidden': 'true' }, `${compared.arrow} `), h('strong', {}, compared.words), ` than a year earlier (${compared.before})`, compared.acrossBreak ? h('span', { class: 'quiet block' }, `Across a break that may be bridged: ${compared.acrossBreak}`) : null)
      : h('p', { class: 'headline-change quiet' }, `Not compared: ${codes.spelt(row.previousReason) ?? 'there is no figure for the same period a year earlier'}`),
    measure ? h('p', { class: 'quiet direction' }, DIRECTIONS[measure.direction] ?? '') : null);
}

function legend(rows, targets, ran) {
  const there = rows.filter((r) => r.value !== null && r.value !== undefined);
  const kinds = Object.keys(PERIOD_KINDS).filter((kind) => there.some((r) => periodKind(r.period) === kind));
  const statuses = Object.keys(STATUSES).filter((s) => s !== 'Q' && there.some((r) => r.status === s));
  return h('ul', { class: 'legend', 'data-key': 'legend' },
    kinds.map((kind, i) => h('li', {}, key(`series-${(i % 3) + 1}`), PERIOD_KINDS[kind])),
    statuses.map((s) => h('li', {}, key(s), `${STATUSES[s].short}: ${STATUSES[s].words.charAt(0).toLowerCase()}${STATUSES[s].words.slice(1)}`)),
    there.some((r) => r.complete === false) ? h('li', {}, key('P'), 'Hollow: a part of the sum is missing') : null,
    there.some((r) => r.derived) ? h('li', {}, key('derived'), 'Ringed: from the areas or courts that answer for this one') : null,
    ran.map((e) => h('li', {}, key('era'), `While ${e.name} ran${e.to ? '' : ', no end published'}`)),
    targets.length ? h('li', {}, key('target'), 'Target, while it was in force') : null,
    pathed(targets) ? h('li', {}, key('path'), `Even path from the baseline to the target, ${date(pathed(targets).baseline)} to ${date(pathed(targets).by)}`) : null);
}

function breakList(breaks) {
  if (!breaks.length) return null;
  return h('div', { class: 'breaks' },
    h('h3', {}, breaks.length === 1 ? 'Break in this series' : 'Breaks in this series'),
    h('ul', {}, breaks.map((b) => h('li', { 'data-key': `${b.on}${b.region ?? ''}` }, h('strong', {}, date(b.on)), `: ${b.reason}. `,
      b.bridgeable ? 'Figures on both sides may be compared, and are marked.' : 'Figures on the two sides are not compared.'))));
}

function parentage(rows) {
  const made = rows.filter((r) => r.derived && r.parts?.length);
  if (!made.length) return null;
  const row = latest(made) ?? made[0];
  const sum = row.parts.length > 1;
  return h('div', { class: 'derivation' },
    h('h3', {}, sum ? 'How it is put together' : 'Where it is taken from'),
    h('p', {}, `${derivation(row).words}. `, sum
      ? `${period(row.period)}: ${row.parts.map((p) => `${codes.fullRegionName(p.region)} ${p.value === null ? (p.status === 'Q' ? 'kept back' : 'not published') : figure(p.value)}`).join(' + ')} = ${row.value === null ? 'not known' : amount(row.value, row.unit)}.`
      : `The figures are those of ${list([...new Set(made.flatMap((r) => r.parts.map((p) => codes.fullRegionName(p.region))))])}.`));
}

/** The service's reason, where it has one. */
function whyNone(code, region) {
  const told = table('unanswered').answer?.definitions?.unanswered?.find((u) => u.measure === code && u.region === region);
  return told?.reason ? h('p', { class: 'why-none' }, `${codes.spelt(told.reason).replace(/[.]?$/, '.')}`) : null;
}

function definition(measure) {
  if (!measure) return null;
  const text = (value) => (Array.isArray(value) ? value.join('; ') : value);
  const lines = [
    ['Counted', { OCCURRENCE: 'where it happened', COURT: 'at the court that heard it', RESIDENCE: 'where people live' }[measure.geography] ?? measure.geography],
    ['Includes', text(measure.includes)], ['Excludes', text(measure.excludes)], ['Note', measure.note],
  ].filter(([, value]) => value);
  return h('div', { class: 'definition' }, h('h3', {}, 'What is counted'),
    h('dl', {}, h('div', {}, h('dt', {}, 'Direction'), h('dd', {}, DIRECTIONS[measure.direction] ?? measure.direction)),
      lines.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))));
}
