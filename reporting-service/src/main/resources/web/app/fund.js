/** The page of the Justice Sector Fund: what is in it, where the money went, and what was published beside it. */

import { h, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { chart } from './charts.js';
import { keep } from './csv.js';
import { agencyPanel, balancePanel, publishedPanel } from './fund-balances.js';
import { flowHeight, flowOption } from './fund-chart.js';
import { column, grouped, readFlow, sums } from './fund-flow.js';
import { flowSteps, flowTable } from './fund-tables.js';
import { csvLink, empty, filter, isSynthetic, pageHead, panel, syntheticBadge, toggle, whenThere } from './parts.js';
import { printing } from './paper.js';
import { codeIn, hasBegun, notADay, oneOf } from './heed.js';
import { count, date, figure, list, money, moneyAbout, period } from './words.js';

export const code = 'fund';
export const name = 'The Fund';
export const tables = ['fund-flow', 'fund-balances', 'fund-agencies', 'fund-years', 'fund-figures'];

const SHAPES = [['chart', 'Flow'], ['steps', 'Step by step'], ['table', 'Table']];
const narrow = matchMedia('(max-width: 40rem)');

/** What the address may ask for. */
export const rules = {
  on: { known: hasBegun, why: notADay, instead: 'the Fund as it is now' },
  year: codeIn('fund-years', { column: 'year', why: 'is no financial year of the Fund', instead: 'all years' }),
  agency: codeIn('fund-agencies', { column: 'agency', why: 'is no agency that saved', instead: 'all agencies' }),
  flow: oneOf(SHAPES.map(([shape]) => shape), { why: 'is no way to show the flow', instead: 'the usual one' }),
  others: oneOf(['open'], { why: 'says nothing of the small initiatives', instead: 'the small ones together' }),
};

export function title() {
  return 'The Justice Sector Fund';
}

/** What was chosen, in words. */
export function choices({ on, year, agency }) {
  return [['As at', on ? `the end of ${date(on)}` : 'now'], ['Approved in', year ? period(year) : 'all years'], ['Saved by', agency ? codes.agencyName(agency) : 'all agencies']];
}

/** A Sankey where there is room for it; on a phone the same step by step. */
export function state(address) {
  const known = SHAPES.some(([shape]) => shape === address.flow);
  return { ...address, flow: known ? address.flow : narrow.matches ? 'steps' : 'chart' };
}

export function want({ on, year, agency }) {
  const day = on ? { on } : {};
  figures.want('fund-balances', '/v1/fund/balances', day);
  // A year or an agency of the address is asked for once it is known to be one.
  const known = (!year || figures.table('fund-years').status !== 'loading') && (!agency || figures.table('fund-agencies').status !== 'loading');
  if (known) figures.want('fund-flow', '/v1/fund/flow', { ...day, ...(year ? { year } : {}), ...(agency ? { agency } : {}) }, { whole: true });
  figures.want('fund-agencies', '/v1/fund/agencies', day);
  figures.want('fund-years', '/v1/fund/years');
  figures.want('fund-figures', '/v1/fund/figures');
}

export function concerned(kind) {
  if (kind === 'fund') return { ...Object.fromEntries(tables.map((t) => [t, null])), 'fund-flow': 'The Fund was updated' };
  return kind === 'initiative' ? { 'fund-flow': null } : {};
}

export const actions = {
  /** What is shown, as it is filtered, and every link of it: the table's small initiatives are not put together here. */
  'flow-csv': (_, { on, year, agency }) => {
    const { nodes, links } = readFlow(figures.table('fund-flow').answer);
    keep(`${['fund-flow', on, year, agency].filter(Boolean).join('-')}.csv`, [
      ['step', (l) => nodes.get(l.from).kind], ['from', (l) => nodes.get(l.from).code ?? l.from], ['fromName', (l) => nodes.get(l.from).name],
      ['to', (l) => nodes.get(l.to).code ?? l.to], ['toName', (l) => nodes.get(l.to).name], ['cents', (l) => l.cents], ['synthetic', (l) => Boolean(l.synthetic)],
    ], [...links].sort((a, b) => nodes.get(a.from).step - nodes.get(b.from).step || b.cents - a.cents));
  },
};

export { showFund as show };

function showFund(root, now) {
  const flow = readFlow(figures.table('fund-flow').answer);
  const together = grouped(flow, (n) => isSynthetic(codes.initiative(n.code)));
  const shown = now.others === 'open' ? { ...flow, others: [] } : together;
  show(root,
    pageHead('The Justice Sector Fund', 'What one justice agency saves, another may use. Every dollar is followed from the agency that saved it to the region it serves, to the cent.'),
    dayFilter(now),
    balancePanel(now),
    flowPanel(now, flow, shown),
    publishedPanel(),
    agencyPanel(now));
  const picture = printing() ? together : shown;
  chart(root.querySelector('#fund-chart'), flowOption(picture, description(picture)), JSON.stringify([...picture.nodes.values(), picture.links]), { width: 960, height: flowHeight(picture) });
}

/** The days of which something was published; the balances, the flow and the agencies are as at the one that is chosen. */
function dayFilter({ on }) {
  const days = [...new Set(figures.table('fund-figures').rows.map((r) => r.asAt).filter((d) => /^\d{4}-\d{2}-\d{2}$/.test(d ?? '')))].sort();
  return h('div', { class: 'filters day-filter', 'data-key': 'day' }, filter('on', 'As at', on, days.map((d) => [d, `The end of ${date(d)}`]), 'Now', date));
}

function flowPanel(now, flow, shown) {
  const table = figures.table('fund-flow');
  const some = flow.links.length > 0;
  return panel('fund-flow', ['Where the money went', table.answer && isMade(flow) ? syntheticBadge() : null],
    some ? [toggle('flow', now.flow, SHAPES, { controls: 'fund-flow-figures' }), h('button', { type: 'button', class: 'button', 'data-action': 'flow-csv' }, 'CSV', h('span', { class: 'visually-hidden' }, ' of the flow, every initiative by itself')), csvLink('/v1/fund/allocations', {}, 'fund-allocations', 'as it stands now, of all years and agencies', 'Every allocation')] : null,
    h('div', { class: 'filters', 'data-key': 'filters' },
      filter('year', 'Approved in', now.year, figures.table('fund-years').rows.map((r) => [r.year, period(r.year)]), 'All years', period),
      filter('agency', 'Saved by', now.agency, figures.table('fund-agencies').rows.map((r) => [r.agency, r.name ?? codes.agencyName(r.agency)]), 'All agencies', codes.agencyName)),
    ...whenThere(table, 'The flow is loading', () => (some ? [
      whole(flow, table.answer),
      h('div', { id: 'fund-flow-figures', 'data-key': 'figures' }, shape(now.flow, shown)),
      groupLine(now, shown),
      legend(flow),
    ] : [empty('No money flowed here.', h('p', {}, now.year || now.agency ? 'Nothing is recorded for this year and agency; choose another.' : 'It appears as soon as a saving is banked and an allocation approved.'))]), { lines: 8 }));
}

function shape(flowShape, shown) {
  if (flowShape === 'table') return flowTable(shown);
  if (flowShape === 'steps') return flowSteps(shown);
  return [h('div', { class: 'chart-scroll', tabindex: '0', role: 'region', 'aria-label': 'The flow as a chart; the table says the same', 'data-key': 'scroll' },
    h('div', { id: 'fund-chart', class: 'chart fund-chart', style: `block-size:${flowHeight(shown)}px`, 'data-keep': true, 'data-key': 'chart' })),
  printing() ? flowTable(shown) : null];
}

/** That every step after the Fund carries the same sum; and if it did not, this would be the place to say so. */
function whole(flow, answer) {
  const steps = sums(flow);
  const net = answer.totals?.netApprovedCents ?? steps[0].cents;
  const same = steps.every((s) => s.cents === net);
  const initiatives = column(flow, 'INITIATIVE').length;
  const agencies = column(flow, 'AGENCY').length;
  return h('div', { class: 'flow-sums', 'data-key': 'sums', 'data-net': net, 'data-whole': same ? 'true' : 'false' },
    h('p', {}, h('strong', {}, money(net)), ` from ${count(agencies, 'agency', 'agencies')} to ${count(initiatives, 'initiative')}. `,
      answer.totals?.availableCents ? `A further ${money(answer.totals.availableCents)} lies in the Fund, not allocated.` : ''),
    same ? h('p', { class: 'quiet' }, 'Net approvals: approved, less what was cancelled or returned. The same to the cent at every step, each traced through the lots of savings it draws on. An initiative in several regions counts in equal parts.')
      : h('p', { class: 'notice-line', role: 'alert' }, `The steps do not add up to the ledger’s ${money(net)}: ${list(steps.map((s) => money(s.cents)))}. Do not rely on this picture.`));
}

function groupLine(now, shown) {
  if (now.others === 'open') {
    return h('p', { class: 'group-line', 'data-key': 'group' }, 'Every initiative is shown by itself. ', h('button', { type: 'button', class: 'button', 'data-action': 'view', 'data-name': 'others', 'data-value': '' }, 'Put the small ones together'));
  }
  if (!shown.others.length) return null;
  const cents = shown.others.reduce((total, n) => total + n.amount, 0);
  return h('p', { class: 'group-line', 'data-key': 'group', 'data-cents': cents }, `${figure(shown.others.length)} initiatives are drawn as one, with exactly ${money(cents)} between them. `,
    h('button', { type: 'button', class: 'button', 'data-action': 'view', 'data-name': 'others', 'data-value': 'open' }, `Show all ${figure(shown.others.length)}`));
}

function legend(flow) {
  const made = flow.links.filter((l) => l.synthetic && flow.nodes.get(l.to).kind === 'INITIATIVE').reduce((total, l) => total + l.cents, 0);
  return isMade(flow) ? h('p', { class: 'notice-line', 'data-key': 'made' }, `Synthetic: ${money(made)} of this rests on generated facts. Which agency saved what, and most of the initiatives, were never published; they are generated so that the published totals hold, and each says so.`) : null;
}

function isMade(flow) {
  return flow.links.some((l) => l.synthetic);
}

function description(flow) {
  if (!flow.links.length) return '';
  const top = (kind) => list(column(flow, kind).slice(0, 5).map((n) => `${n.name} ${moneyAbout(n.amount)}`));
  return `Flow of the Fund's money. Saved by ${top('AGENCY')}. Received by ${top('RECEIVING_AGENCY')}. The largest initiatives: ${top('INITIATIVE')}. Regions: ${top('REGION')}. ${isMade(flow) ? 'Much of it is synthetic. ' : ''}The table says the same to the cent.`;
}
