/** What is chosen lives in the address, so that a view can be shared, bookmarked and gone back to. */

const NAMES = ['region', 'measure', 'view', 'cases'];

/** The choice in the address. */
export function chosen() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)]));
}

/** The address of the present choice with some of it changed. */
export function link(change) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...chosen(), ...change })) {
    if (value) query.set(name, value);
  }
  return `${location.pathname}?${query}`;
}

/** Changes the choice; a step the reader can go back from. */
export function choose(change) {
  const to = link(change);
  if (to !== location.pathname + location.search) history.pushState(null, '', to);
}
