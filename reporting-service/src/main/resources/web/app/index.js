/** The dashboard: reads the choice from the address, asks for the figures, and keeps the page true as they change. */

import './styles/base.css';
import './styles/layout.css';
import './styles/outcome.css';
import './styles/initiatives.css';

import { h, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { chosen, choose } from './url-state.js';
import { defaultMeasure, defaultRegion, showChoice } from './choice.js';
import { showCaseload } from './caseload.js';
import { showFreshness } from './freshness.js';
import { showInitiatives } from './initiatives.js';
import { showMilestones } from './milestones.js';
import { showOutcome } from './outcome.js';
import { showOverview, showRegion } from './overview.js';
import { listen } from './live.js';
import { period, time } from './words.js';

const part = (id) => document.getElementById(id);
const page = { connected: true, all: false, allMilestones: false };
const CODE_LISTS = ['regions', 'measures', 'sources', 'agencies', 'themes', 'programmes'];

function state() {
  const address = chosen();
  const region = address.region ?? defaultRegion();
  const measure = address.measure ?? (figures.table('outcomes').status === 'ready' ? defaultMeasure() : null);
  return { ...page, ...address, region, measure };
}

function wantFigures() {
  const { region, measure } = state();
  if (region) {
    for (const name of ['outcomes', 'targets', 'initiatives', 'milestones', 'cases']) figures.want(name, `/v1/${name}`, { region });
  }
  if (measure) figures.want('elsewhere', '/v1/outcomes', { measure });
  const outcomes = figures.table('outcomes');
  const unanswered = region && measure && outcomes.status === 'ready' && !outcomes.rows.some((r) => r.measure === measure);
  if (unanswered) figures.want('unanswered', '/v1/outcomes', { measure, region });
  else figures.drop('unanswered');
}

let drawing = 0;
function draw() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(() => {
    wantFigures();
    const now = state();
    showChoice(part('choice'), now);
    showRegion(part('region'), now);
    showOverview(part('overview'), now);
    showOutcome(part('outcome'), now);
    showInitiatives(part('initiatives'), now);
    showMilestones(part('milestones'), now);
    showCaseload(part('caseload'), now);
    showFreshness(part('freshness'), now);
    showConnection(part('connection'), now);
    document.title = [codes.regionName(now.region), now.measure && codes.measureName(now.measure), 'Frontline Flagships'].filter(Boolean).join(' · ');
  });
}

function showConnection(root, { connected }) {
  const lists = CODE_LISTS.map((name) => figures.table(name)).find((t) => t.status === 'failed');
  show(root,
    connected ? null : h('div', { class: 'banner', role: 'alert' }, h('p', {}, h('strong', {}, 'Live updates are interrupted. '), 'The figures below are as they were last read. The page keeps trying; nothing needs doing.')),
    lists ? h('div', { class: 'banner', role: 'alert' }, h('p', {}, h('strong', {}, `${lists.error.message} `), lists.error.advice ?? ''), h('button', { type: 'button', class: 'button', 'data-action': 'retry' }, 'Try again')) : null);
}

function announce(text) {
  part('announcement').textContent = '';
  requestAnimationFrame(() => (part('announcement').textContent = text));
}

/** Changes come in bursts; one asking answers for all of a burst. */
const due = new Map();
function refreshSoon(name, note) {
  if (due.has(name)) {
    due.get(name).note ??= note;
    return;
  }
  const burst = { note };
  due.set(name, burst);
  setTimeout(async () => {
    due.delete(name);
    await figures.refresh(name);
    if (burst.note) announce(burst.note);
  }, 250);
}

function changed(kind, what) {
  const { region, measure } = state();
  switch (kind) {
    case 'figures': {
      if (!codes.region(what.region) || !codes.measure(what.measure)) ['regions', 'measures'].forEach((name) => refreshSoon(name));
      const here = !what.region || codes.answersFor(region).has(what.region);
      const note = what.measure && what.region
        ? `Updated at ${time(Date.now())}: ${codes.measureName(what.measure)}, ${codes.regionName(what.region)}${what.period ? `, ${period(what.period)}` : ''}` : 'Figures were updated';
      if (here) refreshSoon('outcomes', note);
      if (here) refreshSoon('targets');
      if (!what.measure || what.measure === measure) refreshSoon('elsewhere');
      break;
    }
    case 'initiative':
    case 'milestone':
      refreshSoon('initiatives', 'Initiatives were updated');
      refreshSoon('all-initiatives');
      refreshSoon('milestones');
      break;
    case 'cases':
      refreshSoon('cases', 'The caseload was updated');
      break;
    default:
      break;
  }
  refreshSoon('continuity');
}

/** After a lost connection nobody knows what was missed. */
function catchUp() {
  for (const name of [...CODE_LISTS, 'breaks', 'all-initiatives', 'outcomes', 'elsewhere', 'targets', 'initiatives', 'milestones', 'cases', 'continuity']) refreshSoon(name);
}

const ACTIONS = {
  retry: () => figures.retry(),
  measure: (target) => {
    choose({ measure: target.dataset.value });
    part('outcome').scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  },
  view: (target) => choose({ [target.dataset.name]: target.dataset.value }),
  'all-measures': () => (page.all = true),
  'all-milestones': () => (page.allMilestones = true),
};

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  if (!target || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  ACTIONS[target.dataset.action]?.(target);
  draw();
});

part('choice').addEventListener('change', (event) => {
  page.all = false;
  page.allMilestones = false;
  choose({ [event.target.name]: event.target.value });
  draw();
});
part('choice').addEventListener('submit', (event) => event.preventDefault());
addEventListener('popstate', draw);

figures.onChange(draw);
for (const name of CODE_LISTS) figures.want(name, `/v1/${name}`);
figures.want('breaks', '/v1/series-breaks');
figures.want('all-initiatives', '/v1/initiatives');
figures.want('continuity', '/v1/continuity', {}, { whole: true });
draw();

listen(changed, (connected, again) => {
  page.connected = connected;
  if (connected && again) {
    announce('Live updates are back');
    catchUp();
  }
  draw();
});

// Ages grow while nothing happens; and what nobody announced is noticed within a minute.
setInterval(draw, 20_000);
setInterval(() => refreshSoon('continuity'), 60_000);
