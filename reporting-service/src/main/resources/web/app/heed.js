/** What an address may ask for, and how a page says what it could not have. */

import { h, show } from './dom.js';
import { table } from './figures.js';
import { list } from './words.js';

/** The first year of which the service takes a day. */
const FIRST_YEAR = '1840';

/** A day of the calendar, written as such, that the service takes. */
export function isDay(text) {
  return isOfCalendar(text) && text >= FIRST_YEAR;
}

/** A day that has begun in New Zealand: of a later one nothing is known. */
export function hasBegun(text) {
  return isDay(text) && text <= new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland', year: 'numeric', month: '2-digit', day: '2-digit' }).format();
}

/** Why something is no such day. */
export function notADay(text) {
  if (isDay(text)) return 'is still to come, and nothing is known of it';
  return isOfCalendar(text) ? `is before ${FIRST_YEAR}, and no earlier day is taken` : 'is no day of the calendar (a day is written 2017-03-08)';
}

function isOfCalendar(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * One of the codes of a list, in whatever case; not known while the list is on its way. What `waits` is not asked for until
 * then, since its spelling is not known either.
 */
export function codeIn(name, { why, instead, column = 'code', waits = false }) {
  return {
    why, instead, waits: () => waits && table(name).status === 'loading',
    known: (value) => (table(name).status === 'ready' ? table(name).rows.some((r) => r[column] === value) : null),
    spelt: (value) => table(name).rows.find((r) => r[column] === value || String(r[column]).toUpperCase() === value.toUpperCase())?.[column],
  };
}

/** One of a few values. */
export function oneOf(values, { why, instead }) {
  return { why, instead, known: (value) => values.includes(value), spelt: (value) => values.find((v) => v.toUpperCase() === value.toUpperCase()) };
}

/** Says which parts of the address could not be had, and what is shown instead. */
export function showRefused(root, refused) {
  show(root, refused.length ? h('div', { class: 'banner', role: 'status', 'data-key': 'refused' },
    h('ul', {}, refused.map((r) => h('li', { 'data-key': `${r.name}=${r.value}`, 'data-refused': r.name },
      'The address asks for ', h('strong', {}, `${r.name}=${cut(r.value)}`), `, which ${r.why}. Shown instead: ${r.instead}.`))),
    h('button', { type: 'button', class: 'button', 'data-action': 'tidy' }, `Take ${list(refused.map((r) => (r.again ? `${r.name}=${cut(r.value)}` : r.name)))} out of the address`)) : null);
}

function cut(text) {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
