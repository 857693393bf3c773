/** The dashboard: reads the choice from the address, asks for the figures, and keeps the page true as they change. */

import './styles/base.css';
import './styles/layout.css';
import './styles/outcome.css';
import './styles/initiatives.css';
import './styles/fund.css';
import './styles/evidence.css';
import './styles/desk.css';
import './styles/lineage.css';

import { h, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { choose, chosen, go, pageLink } from './url-state.js';
import { showFreshness } from './freshness.js';
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
const COMMON = [...CODE_LISTS, 'breaks', 'all-initiatives', 'continuity'];

const part = (id) => document.getElementById(id);
let connected = true;

function present() {
  const address = chosen();
  const page = PAGES.find((p) => p.code === address.page);
  return { page, state: page.state?.(address) ?? address };
}

let drawing = 0;
function draw() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(() => {
    present().page.want(present().state);
    const { page, state } = present();
    part('choice').hidden = page !== regions;
    for (const { code } of PAGES) part(`page-${code}`).hidden = code !== page.code;
    showPages(part('pages'), page);
    // What one page cannot draw must not keep the rest from being true.
    let whole = true;
    try {
      page.show(part(`page-${page.code}`), state);
    } catch (error) {
      whole = false;
      reportError(error);
    }
    showFreshness(part('freshness'), { connected });
    showConnection(part('connection'), whole);
    document.title = [page.title?.(state) ?? page.name, 'Frontline Flagships'].filter(Boolean).join(' · ');
  });
}

function showPages(root, present) {
  show(root, h('ul', {}, PAGES.map(({ code, name }) => h('li', { 'data-key': code },
    h('a', { href: pageLink(code), 'data-action': 'page', 'aria-current': code === present.code ? 'page' : null }, name)))));
}

function showConnection(root, whole) {
  const lists = CODE_LISTS.map((name) => figures.table(name)).find((t) => t.status === 'failed');
  show(root,
    whole ? null : h('div', { class: 'banner', role: 'alert', 'data-key': 'broken' }, h('p', {}, h('strong', {}, 'A part of this view could not be drawn. '), 'The other views work. Please tell whoever runs the service.')),
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
  const { page, state } = present();
  if (kind === 'figures' && (!codes.region(what.region) || !codes.measure(what.measure))) ['regions', 'measures'].forEach((name) => refreshSoon(name));
  if (kind === 'codes') CODE_LISTS.forEach((name) => refreshSoon(name));
  if (kind === 'initiative') refreshSoon('all-initiatives');
  for (const [name, note] of Object.entries(page.concerned(kind, what, state))) refreshSoon(name, note);
  refreshSoon('continuity');
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
  view: (target) => choose({ [target.dataset.name]: target.dataset.value }),
};

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  if (!target || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  (ACTIONS[target.dataset.action] ?? present().page.actions?.[target.dataset.action])?.(target);
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

figures.onChange(draw);
for (const name of CODE_LISTS) figures.want(name, `/v1/${name}`);
figures.want('breaks', '/v1/series-breaks');
figures.want('all-initiatives', '/v1/initiatives');
figures.want('continuity', '/v1/continuity', {}, { whole: true });
draw();

listen(changed, (isConnected, again, missed) => {
  connected = isConnected;
  if (connected && again) announce('Live updates are back');
  if (connected && missed) catchUp([...COMMON, ...present().page.tables]);
  draw();
});

// Ages grow while nothing happens; and what nobody announced is noticed within a minute.
setInterval(draw, 20_000);
setInterval(() => refreshSoon('continuity'), 60_000);
