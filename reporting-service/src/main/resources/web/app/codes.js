/** The code lists by code: what regions, measures, sources and agencies are called. */

import { table } from './figures.js';
import { collate, date, period } from './words.js';

const indexes = new WeakMap();

function byCode(name) {
  const { answer } = table(name);
  if (!answer) return new Map();
  if (!indexes.has(answer)) indexes.set(answer, new Map(answer.rows.map((row) => [row.code, row])));
  return indexes.get(answer);
}

export const region = (code) => byCode('regions').get(code);
export const measure = (code) => byCode('measures').get(code);
export const source = (code) => byCode('sources').get(code);
export const programme = (code) => byCode('programmes').get(code);

export const regionName = (code) => region(code)?.name ?? code;
export const measureName = (code) => measure(code)?.name ?? code;
export const agencyName = (code) => byCode('agencies').get(code)?.name ?? code;
export const themeName = (code) => byCode('themes').get(code)?.name ?? code;

/** A region's name where its kind is not plain from the heading it stands under. */
export function fullRegionName(code) {
  const found = region(code);
  if (!found) return code;
  const kind = { POLICE_AREA: 'police area', POLICE_DISTRICT: 'police district', PROGRAMME_AREA: 'programme area' }[found.kind];
  return kind ? `${found.name} ${kind}` : found.name;
}

/** A sentence of the service with names for codes and words for periods. */
export function spelt(sentence) {
  return sentence?.replace(/\b\d{4}-\d{2}(?:-\d{2})?\b/g, date).replace(/\b[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*\b/g, (word) => {
    if (region(word)) return fullRegionName(word);
    if (measure(word)) return `“${measure(word).name}”`;
    return period(word).replace(/^(Year|Calendar)/, (first) => first.toLowerCase());
  });
}

/** The breaks of a measure's series in a region or in those it rests on; a break without a region is for all. */
export function breaks(measureCode, regionCode) {
  const restsOn = answersFor(regionCode);
  return table('breaks').rows
    .filter((b) => b.measure === measureCode && (!b.region || restsOn.has(b.region)))
    .sort((a, b) => collate(a.on, b.on));
}

/** The codes whose figures may change when one of a region's does: itself, what it maps and what it was merged from. */
export function answersFor(code) {
  const found = region(code);
  const direct = [...(found?.maps ?? []), ...(found?.mergedFrom ?? [])];
  return new Set([code, ...direct, ...direct.flatMap((c) => region(c)?.mergedFrom ?? [])]);
}

export const initiative = (code) => byCode('all-initiatives').get(code);

/** The title of an initiative. */
export const initiativeName = (code) => byCode('all-initiatives').get(code)?.title ?? code;

/** An intervention as people write it; interventions have no list of their own yet. */
export function interventionName(code) {
  const words = String(code).toLowerCase().replace(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
