/** The dashboard: reads the choice from the address, asks for the figures, and keeps the page true as they change. */

import './styles/base.css';
import './styles/layout.css';
import './styles/outcome.css';
import './styles/initiatives.css';
import './styles/fund.css';
import './styles/evidence.css';
import './styles/desk.css';
import './styles/lineage.css';
import './styles/print.css';

import { h, marked, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { choose, chosen, go, heeded, link, otherPage } from './url-state.js';
import { freshnessWords, overallReach, showFreshness } from './freshness.js';
import { showRefused } from './heed.js';
import { onPrint } from './paper.js';
import { showPrintFoot, showPrintHead } from './print.js';
import { time } from './words.js';
import { listen } from './live.js';
import * as regions from './regions.js';
import * as fund from './fund.js';
import * as evidence from './evidence.js';
import * as desk from './desk.js';
import * as lineage from './lineage.js';

/**
 * The pages. Each has a code and a name, says which tables it wants, shows them in its part, and says which of them a
 * change concerns.
 */
const PAGES = [regions, fund, evidence, desk, lineage];
const CODE_LISTS = ['regions', 'measures', 'sources', 'agencies', 'themes', 'programmes'];
const COMMON = [...CODE_LISTS, 'breaks', 'all-initiatives', 'continuity', 'freshness'];

const part = (id) => document.getElementById(id);
let connected = true;

function present() {
  const page = PAGES.find((p) => p.code === chosen().page);
  const { kept, refused } = heeded(chosen(), page.rules ?? {});
  return { page, state: page.state?.(kept) ?? kept, refused };
}

let drawing = 0;
let moved = false;
function draw() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(drawNow);
}

/** A replica of the version before has no such answer; it is known by how it tells of its sources, so that none is asked in vain. */
function wantFreshness() {
  const told = figures.table('continuity').answer?.sources ?? [];
  if (told.some((s) => 'coarse' in s)) figures.want('freshness', '/v1/freshness', {}, { whole: true });
}

function drawNow() {
  wantFreshness();
  present().page.want(present().state);
  const { page, state, refused } = present();
  part('choice').hidden = page !== regions;
  for (const { code } of PAGES) part(`page-${code}`).hidden = code !== page.code;
  showPages(part('pages'), page);
  showRefused(part('refused'), refused);
  // What one page cannot draw must not keep the rest from being true.
  let whole = true;
  try {
    const drawn = () => page.show(part(`page-${page.code}`), state);
    if (moved) marked(drawn);
    else drawn();
  } catch (error) {
    whole = false;
    reportError(error);
  }
  moved = false;
  const reach = page.reach?.(state) ?? { day: overallReach() };
  showFreshness(part('freshness'), { connected, reach });
  showConnection(part('connection'), whole);
  const title = page.title?.(state) ?? page.name;
  showPrintHead(part('print-head'), { title: title || page.name, choices: page.choices?.(state) ?? [], fresh: freshnessWords({ connected, reach }), tables: page.tables });
  showPrintFoot(part('print-foot'), page.tables);
  document.title = [title, 'Frontline Flagships'].filter(Boolean).join(' · ');
}

function showPages(root, present) {
  show(root, h('ul', {}, PAGES.map(({ code, name }) => h('li', { 'data-key': code },
    h('a', { href: otherPage(code), 'data-action': 'page', 'aria-current': code === present.code ? 'page' : null }, name)))));
}

function showConnection(root, whole) {
  const lacking = figures.lacking([...CODE_LISTS, ...present().page.tables]);
  const lists = CODE_LISTS.map((name) => figures.table(name)).find((t) => t.status === 'failed');
  show(root,
    whole ? null : h('div', { class: 'banner', role: 'alert', 'data-key': 'broken' }, h('p', {}, h('strong', {}, 'A part of this view could not be drawn. '), 'The other views work. Please tell whoever runs the service.')),
    connected ? null : h('div', { class: 'banner', role: 'alert' }, h('p', {}, h('strong', {}, 'Live updates are interrupted. '), lacking ? 'What could not be read says so in its place; other figures are as they were last read. The page keeps trying by itself.' : 'The figures below are as they were last read. The page keeps trying by itself.')),
    lists ? h('div', { class: 'banner', role: 'alert' }, h('p', {}, h('strong', {}, `${lists.error.message} `), lists.error.advice ?? ''), h('button', { type: 'button', class: 'button', 'data-action': 'retry' }, 'Try again')) : null);
}

/** Says something politely; what a live update changed is to be seen as well, for a while. */
let silent = 0;
function announce(text, { seen = false } = {}) {
  const said = part('announcement');
  clearTimeout(silent);
  said.textContent = '';
  requestAnimationFrame(() => {
    said.className = seen ? 'toast' : 'visually-hidden';
    said.textContent = text;
  });
  silent = setTimeout(() => {
    said.textContent = '';
    said.className = 'visually-hidden';
  }, 12_000);
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
    if (burst.note) announce(/^Updated at/.test(burst.note) ? burst.note : `Updated at ${time(Date.now())}: ${burst.note}`, { seen: true });
  }, 250);
}

function changed(kind, what) {
  const { page, state } = present();
  if (kind === 'figures' && (!codes.region(what.region) || !codes.measure(what.measure))) ['regions', 'measures'].forEach((name) => refreshSoon(name));
  if (kind === 'codes') CODE_LISTS.forEach((name) => refreshSoon(name));
  if (kind === 'initiative') refreshSoon('all-initiatives');
  for (const [name, note] of Object.entries(page.concerned(kind, what, state))) refreshSoon(name, note);
  refreshSoon('continuity');
  refreshSoon('freshness');
  figures.retry();
}

/** After a lost connection, or on a page that was left for a while, nobody knows what was missed. */
function catchUp(names) {
  for (const name of names) refreshSoon(name);
}

/** Another page, at its beginning, as following a link would. */
function turnTo(address) {
  go(address);
  catchUp(present().page.tables);
  scrollTo(0, 0);
  part('main').focus({ preventScroll: true });
  requestAnimationFrame(() => announce(present().page.name));
}

const ACTIONS = {
  retry: () => figures.retry(),
  page: (target) => turnTo(target.getAttribute('href')),
  tidy: () => go(link({})),
  view: (target) => choose({ [target.dataset.name]: target.dataset.value }),
};

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  if (!target || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  (ACTIONS[target.dataset.action] ?? present().page.actions?.[target.dataset.action])?.(target, present().state);
  draw();
});

// The lists to choose from, on whichever page they stand.
document.addEventListener('change', (event) => {
  if (!event.target.matches('.choice select, .filters select')) return;
  if (part('choice').contains(event.target)) regions.fold();
  choose({ [event.target.name]: event.target.value });
  draw();
});
document.addEventListener('submit', (event) => event.preventDefault());
addEventListener('popstate', draw);

figures.onChange(({ moved: other }) => {
  moved ||= other;
  draw();
});
onPrint(drawNow);
for (const name of CODE_LISTS) figures.want(name, `/v1/${name}`);
figures.want('breaks', '/v1/series-breaks');
figures.want('all-initiatives', '/v1/initiatives');
figures.want('continuity', '/v1/continuity', {}, { whole: true });
drawNow();

listen(changed, (isConnected, again, missed) => {
  connected = isConnected;
  if (connected && again) announce('Live updates are back');
  if (connected && missed) catchUp([...COMMON, ...present().page.tables]);
  draw();
});

// Ages grow while nothing happens; and what nobody announced is noticed within a minute.
setInterval(draw, 20_000);
setInterval(() => {
  refreshSoon('continuity');
  refreshSoon('freshness');
  if (!connected) catchUp([...COMMON, ...present().page.tables]);
}, 60_000);
// Whoever comes back to the page, or on to the network, does not wait for the next try.
addEventListener('online', () => figures.retry());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && figures.retry());
// A panel is not kept waiting for ever by the one above it.
setTimeout(() => document.documentElement.classList.add('patience-over'), 3_000);
