/** The Fund's balances with what each means, per agency, and beside what was published of them. */

import { h } from './dom.js';
import * as codes from './codes.js';
import { table } from './figures.js';
import { csvLink, empty, isSynthetic, panel, stackTable, stats, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { collate, date, figure, money, moneyAbout } from './words.js';

const BALANCES = [
  ['availableCents', 'Available', 'Banked, less reversed and approved, with what was cancelled and returned. May be allocated.'],
  ['netApprovedCents', 'Reinvested', 'Approved, less what was cancelled or returned: what the initiatives have had or may still have.'],
  ['bankedCents', 'Banked', 'Savings the Minister of Finance agreed may be kept for other use.'],
  ['reversedCents', 'Reversed', 'Savings taken back before they were allocated.'],
  ['approvedCents', 'Approved', 'Allocated to initiatives with the endorsement of two approvers.'],
  ['cancelledCents', 'Cancelled', 'Allocations given up before they were paid out.'],
  ['transferredCents', 'Transferred', 'Paid to the agency that receives an allocation.'],
  ['drawnCents', 'Drawn', 'Spent by the agency that received it.'],
  ['returnedCents', 'Returned', 'Not spent, and given back to the lots it came from.'],
];

/** The balances as they stand. */
export function balancePanel({ on }) {
  const balances = table('fund-balances');
  const row = balances.rows.find((r) => r.bankedCents > 0);
  return panel('fund-balances', [on ? `Balances at the end of ${date(on)}` : 'Balances', row && isSynthetic(row) ? syntheticBadge() : null],
    row ? [csvLink('/v1/fund/balances', day(on), 'fund-balances', 'the balances'), csvLink('/v1/fund/entries', {}, 'fund-entries', 'of all days', 'Every entry')] : null,
    ...whenThere(balances, 'The balances are loading', () => (row
      ? [stats(BALANCES.filter(([field]) => row[field] !== undefined && row[field] !== null)
        .filter(([field]) => row[field] !== 0 || !['reversedCents', 'cancelledCents', 'returnedCents'].includes(field))
        .map(([key, name, words]) => ({ key, name, figure: moneyAbout(row[key]), exact: money(row[key]), value: row[key], words, strong: key === 'availableCents' }))),
      h('p', { class: 'quiet', 'data-key': 'rule' }, 'Available = banked − reversed − approved + cancelled + returned, never below nothing; drawn + returned ≤ transferred ≤ approved − cancelled. It holds for each lot, each agency and in all.')]
      : [empty('The Fund is empty.', h('p', {}, 'It begins with the first saving that is banked.'))]), { lines: 4 }));
}

/** What each agency saved, and what became of it. */
export function agencyPanel({ on }) {
  const agencies = table('fund-agencies');
  const rows = [...agencies.rows].sort((a, b) => (b.bankedCents ?? 0) - (a.bankedCents ?? 0) || collate(a.agency, b.agency));
  const fields = BALANCES.filter(([field]) => rows.some((r) => r[field]));
  return panel('fund-agencies', ['By the agency that saved', sumBadge(rows)],
    rows.length ? [csvLink('/v1/fund/agencies', day(on), 'fund-agencies', 'agencies'), csvLot(on)] : null,
    ...whenThere(agencies, 'The agencies are loading', () => (rows.length
      ? [stackTable('Balances of each agency that saved', [
        { name: 'Agency', cell: (r) => r.name ?? codes.agencyName(r.agency) },
        ...fields.map(([field, name]) => ({ name, number: true, cell: (r) => money(r[field] ?? 0) })),
      ], rows, {
        key: (r) => r.agency, data: (r) => ({ 'data-agency': r.agency }),
        foot: [h('th', { scope: 'row', role: 'rowheader' }, 'All agencies'), fields.map(([field, name]) => h('td', { role: 'cell', class: 'number', 'data-label': name }, money(rows.reduce((sum, r) => sum + (r[field] ?? 0), 0))))],
      })]
      : [empty('No agency has banked a saving.')]), { lines: 4 }));
}

function day(on) {
  return on ? { on } : {};
}

function csvLot(on) {
  return csvLink('/v1/fund/lots', day(on), 'fund-lots', on ? `as at the end of ${date(on)}` : 'as they stand now', 'Lots');
}

/** The published figures, and the ledger's own of the same day. */
export function publishedPanel() {
  const published = table('fund-figures');
  const rows = published.rows;
  return panel('fund-figures', 'What was published, and what the ledger says',
    rows.length ? [csvLink('/v1/fund/figures', {}, 'fund-figures', 'published figures')] : null,
    ...whenThere(published, 'The published figures are loading', () => (rows.length
      ? [stackTable('Published figures beside the ledger', [
        { name: 'What', cell: (r) => [capital(r.what), r.asAt ? h('span', { class: 'quiet block' }, `as at ${date(r.asAt)}`) : null] },
        { name: 'Published', number: true, cell: (r) => inUnit(r.published, r.unit) },
        { name: 'The ledger', number: true, cell: (r) => [r.ledger === null || r.ledger === undefined ? 'not in the ledger' : inUnit(r.ledger, r.unit), isSynthetic(r) ? h('span', { class: 'badges' }, syntheticBadge()) : null] },
        { name: 'The same?', cell: (r) => sameOrNot(r) },
        { name: 'Source', cell: (r) => codes.source(r.source)?.citation ?? r.source ?? '' },
      ], rows, { key: (r) => `${r.what} ${r.asAt}`, data: (r) => ({ 'data-what': r.what, 'data-published': r.published, 'data-ledger': r.ledger }) })]
      : [empty('No figure of the Fund is published here.')]), { lines: 4 }));
}

function inUnit(value, unit) {
  if (value === null || value === undefined) return 'no figure';
  if (unit === 'cents') return money(value);
  if (unit === 'NZD') return money(Math.round(value * 100));
  return unit ? `${figure(value)} ${unit}` : figure(value);
}

function sameOrNot({ published, ledger, unit, agrees }) {
  if (published === null || published === undefined || ledger === null || ledger === undefined) return h('span', { class: 'quiet' }, 'Not compared');
  if (agrees ?? published === ledger) return h('span', {}, h('span', { 'aria-hidden': 'true' }, '✓ '), 'Same');
  return `Differs by ${inUnit(Math.abs(published - ledger), unit)}`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
