/** The reporting service's answers. */

/** How long an answer is waited for, in milliseconds. Most come in less than a tenth of a second. */
const PATIENCE = 10_000;

/** What went wrong, with what the reader can do about it, and whether it may be mended by asking again. */
export class Unanswered extends Error {
  constructor(message, advice, { passing = true, retryAfter = null } = {}) {
    super(message);
    this.advice = advice;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }
}

/** The address of a table, for fetching or as a link. */
export function address(path, query = {}) {
  const parameters = Object.entries(query).filter(([, value]) => value);
  return parameters.length ? `${path}?${new URLSearchParams(parameters)}` : path;
}

/**
 * One JSON answer. The browser revalidates with the ETag, so asking again for what has not changed costs little. An
 * answer that does not come is an error too: nobody is to look at grey bars for ever.
 */
export async function get(url, signal) {
  const waited = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, { headers: { Accept: 'application/json' }, cache: 'no-cache', signal: signal ? AbortSignal.any([signal, waited]) : waited });
    if (!response.ok) throw await problem(response);
    return await whole(response);
  } catch (cause) {
    if (signal?.aborted || cause instanceof Unanswered) throw cause;
    if (waited.aborted) throw new Unanswered(`The reporting service did not answer within ${PATIENCE / 1000} seconds.`, 'The page asks again by itself. Trying again now does no harm.');
    throw new Unanswered('The reporting service cannot be reached.', 'The page asks again by itself. If it stays so, check the connection.');
  }
}

/** An answer that began and did not come to its end is not a service that cannot be reached. */
async function whole(response) {
  try {
    return await response.json();
  } catch (cause) {
    if (cause.name === 'AbortError' || cause.name === 'TimeoutError' || !/json/.test(response.headers.get('Content-Type') ?? '')) throw cause;
    throw new Unanswered('The answer of the reporting service broke off before its end.', 'The page asks again by itself. Trying again now does no harm.');
  }
}

/** A whole table: all its pages as one answer. */
export async function getAll(path, query, signal) {
  const first = await get(address(path, { ...query, limit: 1000 }), signal);
  const rows = [...first.rows];
  for (let next = first.next; next; ) {
    const page = await get(address(path, { ...query, limit: 1000, after: next }), signal);
    rows.push(...page.rows);
    next = page.next;
  }
  return { ...first, rows };
}

async function problem(response) {
  const told = await response.json().catch(() => ({}));
  const server = response.status >= 500;
  return new Unanswered(
    told.title ?? `The reporting service answered ${response.status}.`,
    told.mend ?? (server ? 'Try again in a minute. If it stays so, tell whoever runs the service.' : 'Choose something else, or go back to what worked.'),
    { passing: server || [408, 425, 429].includes(response.status), retryAfter: Number(response.headers.get('Retry-After')) || null },
  );
}
