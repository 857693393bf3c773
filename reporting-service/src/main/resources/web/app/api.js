/** The reporting service's answers. */

/** What went wrong, with what the reader can do about it. */
export class Unanswered extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/** The address of a table, for fetching or as a link. */
export function address(path, query = {}) {
  const parameters = Object.entries(query).filter(([, value]) => value);
  return parameters.length ? `${path}?${new URLSearchParams(parameters)}` : path;
}

/** One JSON answer. The browser revalidates with the ETag, so asking again for what has not changed costs little. */
export async function get(url, signal) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' }, cache: 'no-cache', signal });
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Unanswered('The reporting service cannot be reached.', 'Check the connection, then try again.');
  }
  if (!response.ok) throw await problem(response);
  return response.json();
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
  );
}
