/** The tables on the page: each is asked for once, kept while it is on the screen, and asked for again when it changed. */

import { get, getAll } from './api.js';

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

/** The freshest instant any answer on the page speaks for. */
export function asOf() {
  const all = [...tables.values()].map((t) => t.answer?.asOf).filter(Boolean);
  return all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}

/** Whether anything on the page is older than it should be because asking again failed. */
export function stale() {
  return [...tables.values()].some((t) => t.error && t.answer);
}

async function ask(table) {
  try {
    const signal = table.abort.signal;
    table.answer = table.whole ? await get(table.path, signal) : await getAll(table.path, table.query, signal);
    table.status = 'ready';
    table.error = null;
  } catch (error) {
    if (table.abort.signal.aborted) return;
    table.error = error;
    if (!table.answer) table.status = 'failed';
  }
  changed();
}
