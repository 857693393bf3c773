/**
 * Which figures of a series may be joined by a line: periods of one kind that follow each other without a gap, with no break
 * between them. The chart and the strokes in the tiles join the same.
 */

import { periodKind } from './words.js';

export const DAY = 86_400_000;
/** What is counted at a day has no length: a year and a little more may lie between two. */
const NEAR = 400 * DAY;

/** A day, or the first of a month or year, as a number. */
export const at = (text) => Date.parse(`${text.length === 7 ? `${text}-01` : text.length === 4 ? `${text}-01-01` : text}T00:00:00Z`);

/** The middle of a row's period. */
export const middle = (row) => (at(row.firstDay) + at(row.lastDay) + DAY) / 2;

/** Stretches of rows that may be joined, in the order of time; what may be joined to nothing is a stretch of its own. */
export function runs(rows, breaks) {
  const stretches = [];
  for (const row of [...rows].sort((a, b) => middle(a) - middle(b))) {
    const before = stretches.at(-1)?.at(-1);
    if (before && follows(before, row, breaks)) stretches.at(-1).push(row);
    else stretches.push([row]);
  }
  return stretches;
}

function follows(before, row, breaks) {
  const kind = periodKind(row.period);
  const near = kind === 'D' ? middle(row) - middle(before) < NEAR : at(row.firstDay) <= at(before.lastDay) + DAY;
  const apart = breaks.some((b) => !b.bridgeable && at(before.firstDay) < at(b.on) && at(b.on) <= at(row.lastDay));
  const whole = [before, row].every((r) => r.status !== 'B' && r.complete !== false);
  return kind === periodKind(before.period) && near && !apart && whole;
}
