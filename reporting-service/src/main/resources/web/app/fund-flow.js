/**
 * The Fund's flow, made ready to be looked at: which initiatives are drawn by themselves, which are put together, and
 * that every step adds up. Amounts are whole cents throughout.
 */
import { collate, figure } from './words.js';

/** The columns, from the agency that saved to the region that is served. */
export const STEPS = [
  { kind: 'AGENCY', name: 'Saved by' },
  { kind: 'FUND', name: 'The Fund' },
  { kind: 'RECEIVING_AGENCY', name: 'Received by' },
  { kind: 'INITIATIVE', name: 'For the initiative' },
  { kind: 'REGION', name: 'In the region' },
];

/** The node that stands for the initiatives put together. */
export const OTHERS = 'others';
const DRAWN = 12;

/** Nodes by their id, each with its step and what flows through it: the larger of what comes in and what goes out. */
export function readFlow(answer) {
  const steps = new Map(STEPS.map(({ kind }, i) => [kind, i]));
  const nodes = new Map((answer?.nodes ?? []).filter((n) => steps.has(n.kind)).map((n) => [n.id, { ...n, step: steps.get(n.kind), into: 0, out: 0 }]));
  const links = (answer?.links ?? []).filter((l) => l.cents > 0 && nodes.has(l.from) && nodes.has(l.to));
  for (const { from, to, cents } of links) {
    nodes.get(from).out += cents;
    nodes.get(to).into += cents;
  }
  for (const node of nodes.values()) node.amount = Math.max(node.into, node.out);
  return { nodes: new Map([...nodes].filter(([, n]) => n.amount > 0)), links };
}

/**
 * The same flow with the small initiatives as one. Those that are known from publications stay by themselves before those
 * that were invented, also where their money was, the large before the small. One that would be alone in the group stays as well.
 */
export function grouped({ nodes, links }, isInvented, drawn = DRAWN) {
  const initiatives = [...nodes.values()].filter((n) => n.kind === 'INITIATIVE')
    .sort((a, b) => Number(isInvented(a)) - Number(isInvented(b)) || b.amount - a.amount || collate(a.id, b.id));
  const own = Math.max(drawn, initiatives.filter((n) => !isInvented(n)).length);
  const others = initiatives.slice(own);
  if (others.length < 2) return { nodes, links, others: [] };
  const inGroup = new Set(others.map((n) => n.id));
  const sum = (field) => others.reduce((total, n) => total + n[field], 0);
  const group = {
    id: OTHERS, kind: 'INITIATIVE', code: null, step: others[0].step, name: `${figure(others.length)} other initiatives`, synthetic: others.some((n) => n.synthetic),
    into: sum('into'), out: sum('out'), amount: sum('amount'),
  };
  const merged = new Map();
  for (const link of links) {
    const from = inGroup.has(link.from) ? OTHERS : link.from;
    const to = inGroup.has(link.to) ? OTHERS : link.to;
    const key = `${from} ${to}`;
    const there = merged.get(key);
    merged.set(key, { from, to, cents: (there?.cents ?? 0) + link.cents, synthetic: Boolean(there?.synthetic || link.synthetic) });
  }
  const kept = new Map([...nodes].filter(([id]) => !inGroup.has(id)));
  kept.set(OTHERS, group);
  return { nodes: kept, links: [...merged.values()], others };
}

/** What flows from each column to the next: four sums, each the ledger's net approvals. */
export function sums({ nodes, links }) {
  return STEPS.slice(0, -1).map(({ kind }, i) => ({ kind, cents: links.filter((l) => nodes.get(l.from).step === i).reduce((total, l) => total + l.cents, 0) }));
}

/** The nodes of a column, the largest first; the group last. A kind that no step has is a mistake here, not an empty column. */
export function column({ nodes }, kind) {
  if (!STEPS.some((s) => s.kind === kind)) throw new Error(`The flow has no step ${kind}`);
  return [...nodes.values()].filter((n) => n.kind === kind)
    .sort((a, b) => Number(a.id === OTHERS) - Number(b.id === OTHERS) || b.amount - a.amount || collate(a.id, b.id));
}
