/**
 * A series as a chart. A figure covers a period, so each is drawn as a bar as long as its period, with a mark in the
 * middle. Which marks are joined is in series.js.
 */

import { base, plain } from './charts.js';
import * as codes from './codes.js';
import { change, derivation, STATUSES } from './judgement.js';
import { at, DAY, middle, runs } from './series.js';
import { amount, axisMonth, count, date, figure, list, period, periodKind, PERIOD_KINDS } from './words.js';

/** What may share an axis: a count of a year is no larger than one of a month because it is of a year. */
const GROUPS = [
  ['Years', ['FY', 'CY', 'YE']],
  ['Quarters', ['Q']],
  ['Months', ['M']],
  ['At a date', ['D']],
  ['Other periods', ['other']],
];

/** The rows with a figure, by what may share an axis; each group with its kinds of periods, and whether the targets are for it. */
export function periodGroups(rows) {
  const there = rows.filter((r) => r.value !== null && r.value !== undefined);
  const groups = GROUPS
    .map(([name, kinds]) => ({ name, kinds: kinds.filter((kind) => there.some((r) => periodKind(r.period) === kind)), rows: there.filter((r) => kinds.includes(periodKind(r.period))) }))
    .filter((g) => g.rows.length);
  const aimed = groups.find((g) => g.rows.some((r) => r.target)) ?? groups[0];
  return groups.map((g) => ({ ...g, aimed: g === aimed }));
}

/** The ECharts option for the rows of one measure and region that may share an axis; `kinds` are all that have a colour. */
export function outcomeOption({ rows: there, kinds: coloured, measure, breaks, targets, eras = [] }) {
  const kinds = coloured.filter((kind) => there.some((r) => periodKind(r.period) === kind));
  return (width, c) => {
    const narrow = width < 520;
    const palette = [c['series-1'], c['series-2'], c['series-3']];
    const series = [];
    kinds.forEach((kind) => {
      const own = there.filter((r) => periodKind(r.period) === kind).sort((a, b) => middle(a) - middle(b));
      const colour = palette[coloured.indexOf(kind) % palette.length];
      runs(own, breaks).forEach((run) => {
        if (run.length > 1) series.push(joined(run, colour, kind));
      });
      series.push(marks(own, colour, measure, { narrow, c, kind }));
    });
    series.push(...targetLines(targets, there, c, narrow));
    if (series.length) series[0].markLine = breakLines(breaks, c);
    const [from, to] = span(there, breaks, targets);
    if (series.length) series[0].markArea = eraBands(eras, from, to, c, narrow);
    return {
      ...base(c),
      aria: { enabled: true, label: { description: description(there, measure, breaks) } },
      grid: { left: 8, right: narrow ? 12 : 24, top: breaks.length ? 40 : 24, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: {
        type: 'time', min: from, max: to, minInterval: to - from > 4 * 365 * DAY ? 360 * DAY : 28 * DAY,
        axisLine: { onZero: false, lineStyle: { color: c.line } }, axisTick: { lineStyle: { color: c.line } },
        splitNumber: narrow ? 2 : 6,
        axisLabel: { color: c.muted, fontSize: 12, hideOverlap: true, formatter: to - from > 4 * 365 * DAY ? '{yyyy}' : '{MMM} {yyyy}' },
      },
      yAxis: {
        type: 'value', scale: false, splitNumber: 4, boundaryGap: there.every((r) => r.value >= 0) ? [0, '10%'] : ['12%', there.some((r) => r.value > 0) ? '6%' : 0],
        axisLabel: { color: c.muted, fontSize: 12, formatter: (v) => (measure?.unit === 'percent' ? `${figure(v)}%` : figure(v)) },
        splitLine: { lineStyle: { color: c['line-soft'] } },
      },
      tooltip: { ...base(c).tooltip, trigger: 'item' },
      series,
    };
  };
}

/** The chart in a sentence or two, for whoever hears it. */
export function description(rows, measure, breaks) {
  if (!rows.length) return 'No figures.';
  const told = rows.length <= 8
    ? list(rows.map((r) => `${period(r.period)} ${amount(r.value, r.unit)}${r.status === 'A' ? '' : ` (${STATUSES[r.status]?.short ?? r.status})`}`))
    : `from ${period(rows[0].period)} ${amount(rows[0].value, rows[0].unit)} to ${period(rows.at(-1).period)} ${amount(rows.at(-1).value, rows.at(-1).unit)}`;
  const broken = breaks.length ? ` The series breaks on ${list(breaks.map((b) => date(b.on)))}.` : '';
  return `${measure?.name ?? ''}: ${count(rows.length, 'figure')}, ${told}.${broken} The same figures are in the table.`;
}

function joined(run, colour, kind) {
  return {
    type: 'line', name: PERIOD_KINDS[kind], data: run.map((r) => [middle(r), r.value]),
    symbol: 'none', silent: true, z: 2, lineStyle: { color: colour, width: 2.5 },
  };
}

function marks(rows, colour, measure, { narrow, c, kind }) {
  const { fontFamily } = base(c).textStyle;
  const labelled = rows.length <= (narrow ? 4 : 9);
  return {
    type: 'custom', name: PERIOD_KINDS[kind], z: 3, clip: false,
    data: rows.map((r, i) => ({ value: [middle(r), r.value, at(r.firstDay), at(r.lastDay) + DAY, i] })),
    encode: { x: [0, 2, 3], y: 1 },
    tooltip: { formatter: (p) => tooltip(rows[p.data.value[4]], measure) },
    renderItem: (_, api) => {
      const row = rows[api.value(4)];
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const [left] = api.coord([api.value(2), api.value(1)]);
      const [right] = api.coord([api.value(3), api.value(1)]);
      return { type: 'group', children: [
        right - left > 4 ? { type: 'rect', shape: { x: left + 1, y: y - 4, width: right - left - 2, height: 8, r: 4 }, style: { fill: colour, opacity: 0.24 } } : null,
        row.derived ? { type: 'circle', shape: { cx: x, cy: y, r: 10 }, style: { fill: 'none', stroke: colour, lineWidth: 1.5, lineDash: [3, 2] } } : null,
        mark(row.complete === false ? 'incomplete' : row.status, x, y, colour, c.surface),
        labelled ? { type: 'text', style: { x, y: row.status === 'B' ? y + 34 : y - 16, text: row.unit === 'percent' ? `${figure(row.value)}%` : figure(row.value), align: 'center', verticalAlign: 'bottom', fill: c.ink, fontSize: 13, fontWeight: 600, fontFamily, stroke: c.surface, lineWidth: 3 } } : null,
      ].filter(Boolean) };
    },
  };
}

/** The mark of a status; the legend of the page draws the same shapes. */
function mark(status, x, y, colour, hollow) {
  const outline = { fill: hollow, stroke: colour, lineWidth: 2.5 };
  const r = 6;
  switch (status) {
    case 'B': return { type: 'polygon', shape: { points: [[x, y - r - 2], [x + r + 2, y], [x, y + r + 2], [x - r - 2, y]] }, style: outline };
    case 'D': return { type: 'rect', shape: { x: x - r, y: y - r, width: 2 * r, height: 2 * r }, style: outline };
    case 'E': return { type: 'polygon', shape: { points: [[x, y - r - 1], [x + r + 1, y + r], [x - r - 1, y + r]] }, style: outline };
    case 'incomplete':
    case 'P': return { type: 'circle', shape: { cx: x, cy: y, r }, style: outline };
    default: return { type: 'circle', shape: { cx: x, cy: y, r }, style: { fill: colour } };
  }
}

function breakLines(breaks, c) {
  return {
    silent: true, symbol: 'none', animation: false,
    lineStyle: { color: c['break'], type: [5, 4], width: 2 },
    label: { color: c['break'], fontWeight: 600, fontSize: 12, position: 'end', distance: 6 },
    data: breaks.map((b, i) => ({ name: b.reason, xAxis: at(b.on), label: { formatter: breaks.length > 1 ? `Break ${i + 1}` : 'Break' } })),
  };
}

/** When a programme ran here: what happened in that time, not what it caused. */
function eraBands(eras, from, to, c, narrow) {
  return {
    silent: true, animation: false, itemStyle: { color: c.era },
    label: { color: c.muted, fontSize: 12, position: 'insideBottomLeft', distance: 6, show: !narrow },
    data: eras
      .map((e) => ({ ...e, start: at(e.from), end: e.to ? at(e.to) : to }))
      .filter((e) => e.start < to && e.end > from)
      .map((e) => [{ name: e.name, xAxis: Math.max(e.start, from) }, { xAxis: Math.min(e.end, to) }]),
  };
}

/** The version of a target to which an even path is drawn: the last, if it has a beginning and a base; or undefined. */
export function pathed(targets) {
  return targets.slice(-1).find((t) => t.base === 0 && t.baseline);
}

/** A target's level from the day it was announced until it ended, and the even path to it from a base of zero. */
function targetLines(targets, rows, c, narrow) {
  return targets.flatMap((t, i) => {
    const last = i === targets.length - 1;
    const level = {
      type: 'line', name: 'Target', silent: true, symbol: 'none', z: 1,
      lineStyle: { color: c.target, type: [7, 4], width: 2 },
      data: [[at(t.from), t.value], [at(t.until), t.value]],
      endLabel: { show: !narrow || last, formatter: `Target ${amount(t.value, t.unit)}`, color: c.target, fontWeight: 600, fontSize: 12, align: 'right', verticalAlign: 'bottom', offset: [-6, -5] },
    };
    const path = t === pathed(targets)
      ? [{ type: 'line', name: 'Even path to the target', silent: true, symbol: 'none', z: 1, lineStyle: { color: c.target, width: 1, opacity: 0.6, type: 'dotted' }, data: [[at(t.baseline), 0], [at(t.by), t.value]] }]
      : [];
    return [level, ...path];
  });
}

function span(rows, breaks, targets) {
  const days = [
    ...rows.flatMap((r) => [at(r.firstDay), at(r.lastDay) + DAY]),
    ...breaks.map((b) => at(b.on)),
    ...targets.flatMap((t) => [t.baseline ? at(t.baseline) : at(t.from), at(t.until), t.by ? at(t.by) : at(t.until)]),
  ];
  const from = Math.min(...days);
  const to = Math.max(...days);
  const room = Math.max((to - from) * 0.05, 45 * DAY);
  return [from - room, to + room];
}

function tooltip(row, measure) {
  const compared = change(row, measure);
  const lines = [
    `<strong>${plain(period(row.period))}</strong>`,
    `${plain(amount(row.value, row.unit))}`,
    compared ? plain(`${compared.words} than ${compared.before}`) : plain(codes.spelt(row.previousReason) ?? ''),
    row.status === 'A' ? '' : plain(STATUSES[row.status]?.words ?? row.status),
    row.derived ? plain(derivation(row).words) : '',
    plain(`${axisMonth(row.firstDay)} to ${axisMonth(row.lastDay)}`),
  ];
  return lines.filter(Boolean).join('<br>');
}
