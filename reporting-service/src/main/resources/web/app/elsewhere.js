/**
 * The same change in other regions over the same period. A change in one place says little until it is seen beside the
 * places where nothing special was done.
 */

import { h } from './dom.js';
import { isSynthetic, syntheticBadge } from './parts.js';
import { axisBeneath, axisOf, changeOn } from './pictures.js';
import * as codes from './codes.js';
import { change, isPercentage, latest, verdict } from './judgement.js';
import { period, signedAmount, signedPercent } from './words.js';

/** A list of bars, or null where there is nothing to compare. */
export function elsewhereView({ region, measure, own, all }) {
  const here = latest(own.filter((r) => comparable(r, measure)));
  if (!here) return null;
  const family = codes.answersFor(region);
  const others = all
    .filter((r) => r.period === here.period && !family.has(r.region) && !codes.answersFor(r.region).has(region) && !isRepeated(r) && comparable(r, measure))
    .map((r) => ({ region: r.region, size: sizeOf(r, measure), made: isMade(r) }));
  if (!others.length) return null;
  const bars = [{ region, size: sizeOf(here, measure), own: true, made: isMade(here) }, ...others].sort((a, b) => a.size - b.size);
  const axis = axisOf(bars.map((b) => b.size), null, 3);
  return h('div', { class: 'card', 'data-key': 'elsewhere' },
    h('h3', {}, 'The same elsewhere'),
    h('p', { class: 'quiet' }, isPercentage(measure) ? `${period(here.period)}, all regions with a figure` : `${period(here.period)}, change on the year before, all regions with both figures`),
    h('ul', { class: 'bars' }, bars.map((b) => h('li', { 'data-key': b.region, class: b.own ? 'bar bar-own' : 'bar' },
      h('span', { class: 'bar-name' }, codes.fullRegionName(b.region), b.own ? h('span', { class: 'visually-hidden' }, ' (chosen)') : null, b.made ? [' ', syntheticBadge()] : null),
      changeOn(axis, b.size, verdict(measure, b.size)),
      h('span', { class: 'bar-value' }, isPercentage(measure) ? signedAmount(b.size) : signedPercent(b.size))))),
    h('div', { class: 'bar bar-axis', 'aria-hidden': 'true' }, h('span', { class: 'bar-name quiet' }, 'No change is at 0%'), axisBeneath(axis, 'percent'), h('span')));
}

function isMade(row) {
  return isSynthetic(row) || row.previous?.synthetic === true;
}

/** A programme area that one area answers for has the figure of that area, which is in the list already. */
function isRepeated(row) {
  return /^crosswalk$/i.test(row.derived ?? '') && row.parts?.length === 1;
}

function comparable(row, measure) {
  if (row.value === null || row.value === undefined) return false;
  return isPercentage(measure) ? row.status !== 'B' : Boolean(change(row, measure)) && typeof row.previous.changePercent === 'number';
}

function sizeOf(row, measure) {
  return isPercentage(measure) ? row.value : row.previous.changePercent;
}
