/** The region at a glance: what it is, and the latest value of every measure that has one. */

import { h, show, svg } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { keptBack, measuresWithFigures } from './choice.js';
import { change, latest } from './judgement.js';
import { empty, marksOf, whenThere } from './parts.js';
import { collate, count, date, figure, label, list, period, periodKind, unitWords } from './words.js';
import { middle, runs } from './series.js';
import { link } from './url-state.js';

const AT_FIRST = 8;
const KINDS = { DISTRICT_COURT: 'District Court' };

export function showRegion(root, { region: code }) {
  const region = codes.region(code);
  if (!region) {
    show(root, h('h1', {}, code ?? 'Regions'));
    return;
  }
  const programmes = table('programmes').rows.filter((p) => p.regions?.includes(code)).map((p) => p.name);
  const facts = [
    KINDS[region.kind] ?? label(region.kind),
    region.parent && region.parent !== 'NZ' ? `in ${codes.fullRegionName(region.parent)}` : null,
    region.validTo ? `until ${date(region.validTo)}` : region.validFrom ? `since ${date(region.validFrom)}` : null,
  ].filter(Boolean);
  show(root,
    h('h1', {}, region.name),
    h('p', { class: 'region-facts' }, facts.join(', '), programmes.length ? ` · ${list(programmes)}` : ''),
    region.maps?.length ? h('p', { class: 'quiet' }, `Answered for by ${list(region.maps.map(codes.fullRegionName))}.`) : null,
    region.mergedFrom?.length ? h('p', { class: 'quiet' }, `Merged from ${list(region.mergedFrom.map(codes.regionName))}.`) : null,
    region.mergedInto ? h('p', { class: 'quiet' }, `Merged into ${codes.fullRegionName(region.mergedInto)}.`) : null);
}

export function showOverview(root, { region, measure, all }) {
  const outcomes = table('outcomes');
  const measures = comparableFirst(measuresWithFigures(), outcomes.rows);
  const some = all || measures.length <= AT_FIRST + 1 ? measures : firstOf(measures, measure);
  show(root,
    h('h2', { id: 'overview-heading', class: 'section-heading' }, 'Latest figures'),
    ...whenThere(outcomes, 'Latest figures are loading', () => (measures.length
      ? [h('ul', { class: 'tiles', 'data-key': 'tiles' }, some.map((m) => tile(m, outcomes.rows.filter((r) => r.measure === m.code), m.code === measure))),
        some.length < measures.length ? h('button', { type: 'button', class: 'button', 'data-action': 'all-measures' }, `Show all ${measures.length} measures`) : null]
      : [keptBack().size ? empty(`The figures for ${codes.regionName(region)} are kept back.`, h('p', {}, 'They count people, or too few of them.'))
        : empty(`No figures are published for ${codes.regionName(region)}.`, h('p', {}, nearby(region)))]), { lines: 4 }));
}

/** What can be compared comes first, then the most recent. */
function comparableFirst(measures, rows) {
  const last = new Map(measures.map((m) => [m.code, latest(rows.filter((r) => r.measure === m.code))]));
  return measures.sort((a, b) => {
    const [x, y] = [last.get(a.code), last.get(b.code)];
    return Number(Boolean(y.previous)) - Number(Boolean(x.previous)) || collate(y.lastDay, x.lastDay);
  });
}

function firstOf(measures, chosen) {
  const first = measures.slice(0, AT_FIRST);
  const own = measures.find((m) => m.code === chosen);
  return own && !first.includes(own) ? [...first.slice(0, -1), own] : first;
}

function tile(measure, rows, current) {
  const row = latest(rows);
  const compared = change(row, measure);
  return h('li', { 'data-key': measure.code },
    h('a', { class: 'tile', href: link({ measure: measure.code }), 'data-action': 'measure', 'data-value': measure.code, 'aria-current': current ? 'true' : null },
      h('span', { class: 'tile-name' }, measure.name),
      h('span', { class: 'tile-line' },
        h('span', { class: 'tile-figure' }, row.unit === 'percent' ? `${figure(row.value)}%` : figure(row.value),
          row.unit === 'percent' ? null : h('span', { class: 'tile-unit' }, ` ${unitWords(row.unit ?? measure.unit)}`)),
        sparkline(rows, row, codes.breaks(measure.code, row.region))),
      h('span', { class: 'tile-period' }, period(row.period)),
      compared
        ? h('span', { class: `tile-change change-${compared.verdict}` }, h('span', { 'aria-hidden': 'true' }, `${compared.arrow} `), compared.short, ' in a year')
        : h('span', { class: 'tile-change quiet' }, row.status === 'B' ? 'Not compared: break' : 'No earlier year'),
      h('span', { class: 'badges' }, measure.direction === 'AMBIGUOUS' ? h('span', { class: 'badge badge-plain', title: 'More can mean more harm or better reporting' }, 'Ambiguous') : null, marksOf(row))));
}

/**
 * A few strokes that show the shape since the last break, of one kind of period; the series itself is in the chart. What the
 * chart does not join is not joined here; what stands alone is a point.
 */
function sparkline(rows, last, breaks) {
  const since = breaks.filter((b) => b.on <= last.lastDay).at(-1)?.on ?? '';
  const kinds = Object.groupBy(rows.filter((r) => r.firstDay >= since && r.value !== null && r.value !== undefined && r.status !== 'B'), (r) => periodKind(r.period));
  const own = Object.values(kinds).sort((a, b) => b.length - a.length)[0] ?? [];
  if (own.length < 3) return null;
  const stretches = runs(own, breaks);
  const sorted = stretches.flat();
  const [from, to] = [middle(sorted[0]), middle(sorted.at(-1))];
  const values = sorted.map((r) => r.value);
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)];
  const x = (r) => (2 + (76 * (middle(r) - from)) / (to - from || 1)).toFixed(1);
  const y = (r) => (22 - (20 * (r.value - lowest)) / (highest - lowest || 1)).toFixed(1);
  return svg('svg', { class: 'spark', viewBox: '0 0 80 24', 'aria-hidden': 'true', focusable: 'false' },
    stretches.map((run) => (run.length > 1 ? svg('polyline', { points: run.map((r) => `${x(r)},${y(r)}`).join(' ') }) : svg('circle', { cx: x(run[0]), cy: y(run[0]), r: 1.4 }))),
    svg('circle', { cx: x(sorted.at(-1)), cy: y(sorted.at(-1)), r: 2.4 }));
}

function nearby(code) {
  const region = codes.region(code);
  if (region?.mergedInto) return `It was merged into ${codes.fullRegionName(region.mergedInto)}; look there.`;
  if (region?.maps?.length) return `It is answered for by ${count(region.maps.length, 'region')}, none of which has a published figure.`;
  return region?.parent ? `${codes.fullRegionName(region.parent)}, which it belongs to, may have some.` : '';
}
