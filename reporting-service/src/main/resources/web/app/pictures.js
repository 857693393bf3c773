/**
 * Small pictures: bars, and effects on an axis. They are drawn, not painted as backgrounds: a browser leaves backgrounds out
 * on paper and in forced colours, and a picture without its bar would say something else.
 */

import { h, svg } from './dom.js';
import { figure } from './words.js';

/** A bar on its track; `share` is from 0 to 1. */
export function bar(share, kind = 'plain') {
  const width = Math.max(0, Math.min(100, 100 * share));
  return svg('svg', { class: `track bar-${kind}`, viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'track-whole', width: 100, height: 10 }),
    width ? svg('rect', { class: 'track-fill', width: width.toFixed(2), height: 10 }) : null);
}

/** A bar of several parts; each has a `size` and a `kind`. */
export function stack(parts) {
  const whole = parts.reduce((sum, p) => sum + p.size, 0) || 1;
  let x = 0;
  return svg('svg', { class: 'track stack', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    parts.map(({ size, kind }) => {
      const width = (100 * size) / whole;
      const piece = svg('rect', { class: `stack-${kind}`, x: x.toFixed(2), width: Math.max(0.2, width - 0.4).toFixed(2), height: 10 });
      x += width;
      return piece;
    }));
}

/** The mark of a key in a legend: the very shape that stands in the chart. */
export function key(kind) {
  const shapes = {
    B: () => svg('polygon', { class: 'key-open', points: '9,1.5 16.5,9 9,16.5 1.5,9' }),
    D: () => svg('rect', { class: 'key-open', x: 3, y: 3, width: 12, height: 12 }),
    E: () => svg('polygon', { class: 'key-open', points: '9,2 16,15.5 2,15.5' }),
    P: () => svg('circle', { class: 'key-open', cx: 9, cy: 9, r: 6 }),
    derived: () => [svg('circle', { class: 'key-ring', cx: 9, cy: 9, r: 7.5 }), svg('circle', { class: 'key-full', cx: 9, cy: 9, r: 4 })],
    target: () => svg('line', { class: 'key-target', x1: 0, y1: 9, x2: 18, y2: 9 }),
    path: () => svg('line', { class: 'key-path', x1: 0, y1: 15, x2: 18, y2: 3 }),
    era: () => svg('rect', { class: 'key-era', x: 1, y: 2, width: 16, height: 14 }),
  };
  return svg('svg', { class: 'key', 'data-kind': kind, viewBox: '0 0 18 18', 'aria-hidden': 'true', focusable: 'false' },
    (shapes[kind] ?? (() => svg('circle', { class: `key-full key-${kind}`, cx: 9, cy: 9, r: 6 })))());
}

/** Where a ratio shows no effect, and where everything else does. */
export function noEffect(scale) {
  return isRatio(scale) ? 1 : 0;
}

export function isRatio(scale) {
  return String(scale ?? '').toUpperCase() === 'RATIO';
}

/**
 * An axis that many rows share: where each value stands on it, in percent of its width, and its ticks. No effect is always
 * on it. Ratios are drawn as they compare: half lies as far from one as double.
 */
export function axisOf(values, scale, most = 5) {
  const none = noEffect(scale);
  const all = [none, ...values.filter((v) => typeof v === 'number' && Number.isFinite(v) && (!isRatio(scale) || v > 0))];
  const ticks = isRatio(scale) ? ratioTicks(all) : evenTicks(all, most);
  const place = isRatio(scale) ? Math.log : (v) => v;
  const [low, high] = [place(ticks[0]), place(ticks.at(-1))];
  return { ticks, none, at: (v) => 5 + (90 * (place(v) - low)) / (high - low || 1) };
}

/** Round numbers around all values, at most so many and two. */
function evenTicks(values, most) {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const rough = (highest - lowest || 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough * 0.999);
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const RATIOS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

function ratioTicks(values) {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const from = RATIOS.findLast((r) => r <= lowest) ?? RATIOS[0];
  const to = RATIOS.find((r) => r >= highest) ?? RATIOS.at(-1);
  const within = RATIOS.filter((r) => r >= from && r <= to);
  return within.length > 1 ? within : [0.5, 1, 2];
}

function tickWords(value, unit) {
  return `${figure(value)}${unit === 'percent' ? '%' : ''}`;
}

/** The lines of an axis, behind whatever is drawn on it. */
function lines({ ticks, none, at }, bottom) {
  return [
    ticks.map((t) => svg('line', { class: 'axis-grid', x1: `${at(t)}%`, x2: `${at(t)}%`, y1: 16, y2: bottom })),
    svg('line', { class: 'axis-none', x1: `${at(none)}%`, x2: `${at(none)}%`, y1: 14, y2: bottom }),
  ];
}

/** The numbers of an axis, and its line. */
function numbers({ ticks, at }, y, unit) {
  return [
    svg('line', { class: 'axis-line', x1: '5%', x2: '95%', y1: y, y2: y }),
    ticks.map((t) => [
      svg('line', { class: 'axis-line', x1: `${at(t)}%`, x2: `${at(t)}%`, y1: y, y2: y + 4 }),
      svg('text', { class: 'axis-number', x: `${at(t)}%`, y: y + 16, 'text-anchor': 'middle' }, tickWords(t, unit)),
    ]),
  ];
}

/**
 * One effect on the axis it shares with others: a mark, hollow where no interval was published, and the interval as a line
 * with ends. `low` and `high` may be null; `effect` too, and then there is the axis alone.
 */
export function effectOn(axis, { effect, low, high, unit, scale, words, judged }) {
  const { at } = axis;
  const interval = typeof low === 'number' && typeof high === 'number';
  const known = typeof effect === 'number';
  return svg('svg', { class: `forest forest-${judged}`, role: 'img', 'aria-label': words, width: '100%', height: 58, 'data-scale': `${String(scale ?? '').toUpperCase()} ${unit ?? ''}`.trim(), 'data-from': axis.ticks[0], 'data-to': axis.ticks.at(-1) },
    lines(axis, 40),
    svg('text', { class: 'axis-none-words', x: `${at(axis.none)}%`, y: 10, 'text-anchor': anchor(at(axis.none)) }, 'no effect'),
    interval ? [
      svg('line', { class: 'forest-interval', x1: `${at(low)}%`, x2: `${at(high)}%`, y1: 28, y2: 28 }),
      [low, high].map((end) => svg('line', { class: 'forest-interval forest-end', x1: `${at(end)}%`, x2: `${at(end)}%`, y1: 23, y2: 33 })),
    ] : null,
    known ? svg('svg', { x: `${at(effect)}%`, y: 28, overflow: 'visible', class: 'forest-place' },
      svg('rect', { class: interval ? 'forest-mark' : 'forest-mark forest-hollow', x: -6, y: -6, width: 12, height: 12 })) : null,
    numbers(axis, 40, unit));
}

function anchor(place) {
  return place < 12 ? 'start' : place > 88 ? 'end' : 'middle';
}

/** One change as a bar from no change, on the axis it shares with others. */
export function changeOn(axis, value, kind) {
  const { at, none } = axis;
  const [from, to] = [at(none), at(value)].sort((a, b) => a - b);
  return svg('svg', { class: `change-bar fill-${kind}`, 'aria-hidden': 'true', focusable: 'false', width: '100%', height: 18 },
    axis.ticks.map((t) => svg('line', { class: 'axis-grid', x1: `${at(t)}%`, x2: `${at(t)}%`, y1: 0, y2: 18 })),
    svg('rect', { class: 'change-fill', x: `${from}%`, width: `${Math.max(0.6, to - from)}%`, y: 3, height: 12 }),
    svg('line', { class: 'axis-none', x1: `${at(none)}%`, x2: `${at(none)}%`, y1: 0, y2: 18 }));
}

/** The numbers of the axis that rows of bars share, to stand beneath them. */
export function axisBeneath(axis, unit) {
  return svg('svg', { class: 'axis', 'aria-hidden': 'true', focusable: 'false', width: '100%', height: 20 }, numbers(axis, 1, unit));
}

/** Words beside a picture that say what its axis counts. */
export function axisWords(text) {
  return h('p', { class: 'quiet axis-words' }, text);
}
