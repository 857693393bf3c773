/** What a change means, and how much of it may be said. */

import { amount, collate, figure, percent as inPercent, period } from './words.js';

/** How the direction of a measure is put. Only the first two are ever coloured. */
export const DIRECTIONS = {
  LOWER_BETTER: 'Lower is better',
  HIGHER_BETTER: 'Higher is better',
  AMBIGUOUS: 'Ambiguous: more can mean more harm or better reporting',
  NEUTRAL: 'Neither more nor less is better',
};

/** `better`, `worse` or `plain`. Ambiguous and neutral measures are always plain. */
export function verdict(measure, change) {
  if (!change) return 'plain';
  if (measure?.direction === 'LOWER_BETTER') return change < 0 ? 'better' : 'worse';
  if (measure?.direction === 'HIGHER_BETTER') return change > 0 ? 'better' : 'worse';
  return 'plain';
}

/** Whether a measure's values are changes already, so that they compare as they are. */
export function isPercentage(measure) {
  return measure?.kind === 'PERCENT';
}

/** The change on the previous period in words, or null where there is none. */
export function change(row, measure) {
  if (!row.previous) return null;
  const { change: by, changePercent: percent, value, period: before } = row.previous;
  const inPoints = isPercentage(measure) || measure?.kind === 'CHANGE' || percent === null || percent === undefined;
  const size = inPoints ? by : percent;
  const magnitude = !inPoints ? inPercent(Math.abs(size))
    : isPercentage(measure) ? `${figure(Math.abs(size))} percentage points` : amount(Math.abs(by), row.unit);
  return {
    verdict: verdict(measure, size),
    arrow: size > 0 ? '▲' : size < 0 ? '▼' : '■',
    short: size === 0 ? 'No change' : `${size > 0 ? '+' : '−'}${magnitude}`,
    words: size === 0 ? 'no change' : `${magnitude} ${size > 0 ? 'higher' : 'lower'}`,
    before: `${period(before)}: ${amount(value, row.unit)}`,
    acrossBreak: row.previous.acrossBreak ?? null,
    size,
  };
}

/** The statuses that differ from normal, each with its mark on the chart and what it means. */
export const STATUSES = {
  B: { short: 'Break', words: 'The period straddles a break of the series, so it is compared with nothing' },
  D: { short: 'Restated', words: 'For another area or definition than the one then in force' },
  E: { short: 'Estimated', words: 'Estimated by the publisher' },
  P: { short: 'Provisional', words: 'Provisional: the publisher may still change it' },
  Q: { short: 'Suppressed', words: 'Withheld so that nobody can be recognised' },
};

/** How a figure that nobody published as it stands was made. */
export function derivation(row) {
  const parts = row.parts ?? [];
  const sum = parts.length > 1;
  const there = parts.filter((p) => p.value !== null && p.value !== undefined).length;
  const size = there < parts.length ? `${there} of ${parts.length}` : String(parts.length);
  switch (row.derived?.toLowerCase()) {
    case 'predecessors':
      return { short: sum ? `Sum of ${size} merged` : 'From before the merger', words: 'The sum of the areas or courts that were merged into this one' };
    case 'crosswalk':
      return sum
        ? { short: `Sum of ${size}`, words: 'The sum of the police areas or courts that answer for this programme area' }
        : { short: 'Mapped', words: 'The figure of the police area or court that answers for this programme area' };
    default:
      return null;
  }
}

/** The latest row with a figure: one with all its parts if there is any, then by last day, a whole year before a part of one. */
export function latest(rows) {
  return rows
    .filter((r) => r.value !== null && r.value !== undefined)
    .sort((a, b) => Number(a.complete === false) - Number(b.complete === false) || collate(b.lastDay, a.lastDay) || collate(a.firstDay, b.firstDay) || Number(Boolean(b.previous)) - Number(Boolean(a.previous)))[0] ?? null;
}
