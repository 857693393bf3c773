/** The page of a region: its figures, who does what there, and its caseload. */

import * as figures from './figures.js';
import * as codes from './codes.js';
import { defaultMeasure, defaultRegion, showChoice } from './choice.js';
import { showCaseload } from './caseload.js';
import { showInitiatives } from './initiatives.js';
import { showMilestones } from './milestones.js';
import { showOutcome } from './outcome.js';
import { showOverview, showRegion } from './overview.js';
import { choose } from './url-state.js';
import { codeIn, oneOf } from './heed.js';
import { printing } from './paper.js';
import { period, time } from './words.js';

export const code = 'regions';
export const name = 'Regions';

const part = (id) => document.getElementById(id);
const opened = { all: false, allMilestones: false };

/** What the address may ask for. */
export const rules = {
  region: codeIn('regions', { waits: true, why: 'is no region here', instead: 'the region the page begins with' }),
  measure: codeIn('measures', { waits: true, why: 'is no measure here', instead: 'the measure with the longest series here' }),
  view: oneOf(['chart', 'table'], { why: 'is neither chart nor table', instead: 'the chart' }),
  cases: oneOf(['chart', 'table'], { why: 'is neither chart nor table', instead: 'the chart' }),
};

/** What was chosen, in words. */
export function choices({ region, measure }) {
  return [['Region', codes.fullRegionName(region)], ['Measure', codes.measureName(measure)]].filter(([, value]) => value);
}

/**
 * The last day that a figure of the region covers, whichever measure is chosen: never another region's, and not that of a sum
 * which lacks a part. Where there is none, it says so.
 */
export function reach({ region }) {
  const { status, rows } = figures.table('outcomes');
  if (!region || status !== 'ready') return {};
  const day = rows.filter((r) => r.value !== null && r.value !== undefined && r.complete !== false).map((r) => r.lastDay).sort().at(-1);
  if (day) return { day };
  const place = codes.regionName(region);
  if (rows.some((r) => r.value !== null && r.value !== undefined)) return { none: `No complete figures for ${place}` };
  return { none: rows.some((r) => r.status === 'Q') ? `Figures for ${place} are kept back` : `No figures for ${place}` };
}

/** What the address leaves open is chosen here. */
export function state(address) {
  const region = address.region ?? defaultRegion();
  const measure = address.measure ?? (figures.table('outcomes').status === 'ready' ? defaultMeasure() : null);
  return { ...(printing() ? { all: true, allMilestones: true } : opened), ...address, region, measure };
}

export function title({ region, measure }) {
  return [codes.regionName(region), measure && codes.measureName(measure)].filter(Boolean).join(' · ');
}

export function want({ region, measure }) {
  if (region) {
    for (const table of ['outcomes', 'targets', 'initiatives', 'milestones', 'cases']) figures.want(table, `/v1/${table}`, { region });
  }
  if (measure) figures.want('elsewhere', '/v1/outcomes', { measure });
  const outcomes = figures.table('outcomes');
  const unanswered = region && measure && outcomes.status === 'ready' && !outcomes.rows.some((r) => r.measure === measure);
  if (unanswered) figures.want('unanswered', '/v1/outcomes', { measure, region });
  else figures.drop('unanswered');
}

export function show(root, now) {
  showChoice(part('choice'), now);
  showRegion(part('region'), now);
  showOverview(part('overview'), now);
  showOutcome(part('outcome'), now);
  showInitiatives(part('initiatives'), now);
  showMilestones(part('milestones'), now);
  showCaseload(part('caseload'), now);
}

export const tables = ['outcomes', 'elsewhere', 'targets', 'initiatives', 'milestones', 'cases'];

/** The tables that a change concerns, each with what to say when it has come. */
export function concerned(kind, what, { region, measure }) {
  switch (kind) {
    case 'figures': {
      const here = !what.region || codes.answersFor(region).has(what.region);
      const note = what.measure && what.region
        ? `Updated at ${time(Date.now())}: ${codes.measureName(what.measure)}, ${codes.regionName(what.region)}${what.period ? `, ${period(what.period)}` : ''}` : 'Figures were updated';
      return { ...(here ? { outcomes: note, targets: null } : {}), ...(!what.measure || what.measure === measure ? { elsewhere: null } : {}) };
    }
    case 'initiative':
      return { initiatives: 'Initiatives were updated', milestones: null };
    default:
      return {};
  }
}

export const actions = {
  measure: (target) => {
    choose({ measure: target.dataset.value });
    part('outcome').scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  },
  'all-measures': () => (opened.all = true),
  'all-milestones': () => (opened.allMilestones = true),
};

/** Another region begins folded. */
export function fold() {
  opened.all = false;
  opened.allMilestones = false;
}
