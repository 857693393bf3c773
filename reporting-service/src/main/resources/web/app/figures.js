/** The tables on the page: each is asked for once, kept while it is on the screen, and asked for again when it changed. */

import { address, get, getAll } from './api.js';

/** How long after a failure the page asks again by itself, in milliseconds: soon, then ever later. */
const SOONEST = 4_000;
const LATEST = 60_000;

const tables = new Map();
let changed = () => {};

/** Calls back whenever a table arrived, changed or failed, with whether figures that stood there are others now. */
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
  drop(name);
  tables.set(name, { key, path, query, whole, status: 'loading', answer: null, error: null, abort: new AbortController(), failures: 0 });
  ask(tables.get(name));
}

/** Asks again for a table that is there; what is on the screen stays until the answer has come. */
export function refresh(name) {
  const table = tables.get(name);
  return table ? ask(table) : Promise.resolve();
}

/** Forgets a table that is no longer wanted. */
export function drop(name) {
  const table = tables.get(name);
  table?.abort.abort();
  clearTimeout(table?.later);
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
  const { status = 'loading', answer = null, error = null, asking = null } = tables.get(name) ?? {};
  return { status, answer, error, asking: Boolean(asking), rows: answer?.rows ?? [] };
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

/** Whether something that is wanted under one of these names could not be had, so that nothing of it is shown. */
export function lacking(names) {
  return names.some((name) => tables.get(name)?.status === 'failed');
}

/** One asking at a time for each table, so that an older answer never comes after a younger one; another is made after it. */
function ask(table) {
  clearTimeout(table.later);
  if (table.asking) {
    table.again = true;
    return table.asking;
  }
  table.asking = answer(table).then((moved) => {
    table.asking = null;
    if (table.abort.signal.aborted) return undefined;
    changed({ moved });
    if (!table.again) return undefined;
    table.again = false;
    return ask(table);
  });
  return table.asking;
}

/** Whether what stood there before is something else now. */
async function answer(table) {
  try {
    const signal = table.abort.signal;
    const said = table.whole ? await get(address(table.path, table.query), signal) : await getAll(table.path, table.query, signal);
    const before = table.content;
    table.content = content(said);
    table.answer = said;
    table.status = 'ready';
    table.checked = Date.now();
    table.error = null;
    table.failures = 0;
    return before !== undefined && before !== table.content;
  } catch (error) {
    if (table.abort.signal.aborted) return false;
    table.error = error;
    table.failures += 1;
    if (!table.answer) table.status = 'failed';
    // A refusal stays one however often it is asked; everything else may pass.
    if (error.passing !== false) {
      const wait = Math.max(Math.min(LATEST, SOONEST * 2 ** (table.failures - 1)), 1000 * (error.retryAfter ?? 0));
      table.later = setTimeout(() => ask(table), wait);
    }
    return false;
  }
}

/** What an answer says, without when it was said. */
function content({ asOf: _, ...said }) {
  return JSON.stringify(said);
}
