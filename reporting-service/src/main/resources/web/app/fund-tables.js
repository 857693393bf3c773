/** The Fund's flow without a picture: step by step with bars, and as a table to the cent. */

import { h } from './dom.js';
import { column, STEPS } from './fund-flow.js';
import { stackTable, syntheticBadge } from './parts.js';
import { bar } from './pictures.js';
import { collate, money, percent } from './words.js';

/** Each step as a list of bars; this is the shape a phone begins with. */
export function flowSteps(flow) {
  return h('ol', { class: 'flow-steps', 'data-key': 'steps' }, STEPS.map(({ kind, name }) => {
    const nodes = column(flow, kind);
    const total = nodes.reduce((sum, n) => sum + n.amount, 0);
    const widest = Math.max(...nodes.map((n) => n.amount), 1);
    return h('li', { class: 'flow-step', 'data-key': kind, 'data-kind': kind },
      h('h3', {}, name, h('span', { class: 'flow-total' }, money(total))),
      h('ul', {}, nodes.map((n) => h('li', { 'data-key': n.id },
        h('p', { class: 'flow-name' }, h('span', {}, n.name, n.synthetic ? [' ', syntheticBadge()] : null), h('span', { class: 'number' }, money(n.amount))),
        bar(Math.max(0.006, n.amount / widest), n.synthetic ? 'made' : 'plain'),
        nodes.length > 1 ? h('span', { class: 'quiet' }, `${percent((100 * n.amount) / total)} of the step`) : null))));
  }));
}

/** Every link of the flow, the largest first within its step, with the step's sum. */
export function flowTable(flow) {
  return h('div', { class: 'flow-tables', 'data-key': 'tables' }, STEPS.slice(0, -1).map(({ name }, i) => {
    const links = flow.links.filter((l) => flow.nodes.get(l.from).step === i).sort((a, b) => b.cents - a.cents || collate(a.from, b.from) || collate(a.to, b.to));
    if (!links.length) return null;
    const next = STEPS[i + 1].name;
    return h('div', { 'data-key': name, 'data-step': STEPS[i].kind }, h('h3', {}, `${name} → ${lower(next)}`),
      stackTable(`${name}, ${lower(next)}`, [
        { name: 'From', cell: (l) => flow.nodes.get(l.from).name },
        { name: 'To', cell: (l) => [flow.nodes.get(l.to).name, l.synthetic ? [' ', syntheticBadge()] : null] },
        { name: 'Amount', number: true, cell: (l) => money(l.cents) },
      ], links, {
        key: (l) => `${l.from} ${l.to}`, data: (l) => ({ 'data-from': l.from, 'data-to': l.to, 'data-cents': l.cents }),
        foot: [h('th', { scope: 'row', role: 'rowheader' }, 'Together'), h('td', { role: 'cell', class: 'foot-gap' }), h('td', { role: 'cell', class: 'number', 'data-label': 'Amount' }, money(links.reduce((sum, l) => sum + l.cents, 0)))],
      }));
  }));
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
