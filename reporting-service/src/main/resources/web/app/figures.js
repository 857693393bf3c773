/** The tables on the page: each is asked for once, kept while it is on the screen, and asked for again when it changed. */

import { address, get, getAll } from './api.js';

const tables = new Map();
let changed = () => {};

/** Calls back whenever a table arrived, changed or failed. */
export function onChange(callback) {
  changed = callback;
}

/**
 * Says which table is wanted under a name; asks for it unless it is the one that is there.
 * A single document, not a table of rows, is wanted with `whole: true`.
 */
export function want(name, path, query = {}, { whole = false } = {}) {
  const key = `${path}?${new URLSearchParams(query)}`;
  if (tables.get(name)?.key === key) return;
  tables.get(name)?.abort.abort();
  tables.set(name, { key, path, query, whole, status: 'loading', answer: null, error: null, abort: new AbortController() });
  ask(tables.get(name));
}

/** Asks again for a table that is there; what is on the screen stays until the answer has come. */
export function refresh(name) {
  const table = tables.get(name);
  return table ? ask(table) : Promise.resolve();
}

/** Forgets a table that is no longer wanted. */
export function drop(name) {
  tables.get(name)?.abort.abort();
  tables.delete(name);
}

/** Asks again for whatever failed. */
export function retry() {
  for (const table of tables.values()) {
    if (table.error) ask(table);
  }
}

/** A table as it stands: `status` is loading, ready or failed; `rows` is empty until there are some. */
export function table(name) {
  const { status = 'loading', answer = null, error = null } = tables.get(name) ?? {};
  return { status, answer, error, rows: answer?.rows ?? [] };
}

/**
 * What the page speaks for: `at` is when an answer was last got or found unchanged, `latestRecorded` the youngest fact
 * behind any answer.
 */
export function asOf() {
  const answered = [...tables.values()].filter((t) => t.answer?.asOf);
  if (!answered.length) return null;
  const recorded = answered.map((t) => t.answer.asOf.latestRecorded).filter(Boolean).sort();
  return {
    at: new Date(Math.max(...answered.map((t) => t.checked))).toISOString(),
    latestRecorded: recorded.at(-1) ?? null,
    lagging: Math.max(...answered.map((t) => t.answer.asOf.lagging ?? 0)),
  };
}

/** Whether anything on the page is older than it should be because asking again failed. */
export function stale() {
  return [...tables.values()].some((t) => t.error && t.answer);
}

async function ask(table) {
  try {
    const signal = table.abort.signal;
    table.answer = table.whole ? await get(address(table.path, table.query), signal) : await getAll(table.path, table.query, signal);
    table.status = 'ready';
    table.checked = Date.now();
    table.error = null;
  } catch (error) {
    if (table.abort.signal.aborted) return;
    table.error = error;
    if (!table.answer) table.status = 'failed';
  }
  changed();
}
