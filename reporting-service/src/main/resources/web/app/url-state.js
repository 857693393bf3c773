/** What is chosen lives in the address, so that a view can be shared, bookmarked and gone back to. */

/** The names each page knows, in the order they stand in the address. The page of regions is the one without a name. */
const NAMES = {
  regions: ['region', 'measure', 'view', 'cases'],
  fund: ['on', 'year', 'agency', 'flow', 'others'],
  evidence: ['stage'],
  desk: ['region', 'category', 'status'],
  lineage: [],
};

/** The choice in the address: the page, and what is chosen on it. Another page's names are not read. */
export function chosen() {
  const query = new URLSearchParams(location.search);
  const page = Object.hasOwn(NAMES, query.get('page')) ? query.get('page') : 'regions';
  return { page, ...Object.fromEntries(NAMES[page].map((name) => [name, query.get(name)])) };
}

/** The address of the present choice with some of it changed. */
export function link(change) {
  const { page, ...rest } = chosen();
  return pageLink(page, { ...rest, ...change });
}

/** The address of a page with what is chosen on it. */
export function pageLink(page, choice = {}) {
  const query = new URLSearchParams(page === 'regions' ? {} : { page });
  for (const name of NAMES[page]) {
    if (choice[name]) query.set(name, choice[name]);
  }
  return query.size ? `${location.pathname}?${query}` : location.pathname;
}

/** Changes the choice; a step the reader can go back from. */
export function choose(change) {
  go(link(change));
}

/** Goes to an address of the dashboard without loading it anew. */
export function go(to) {
  if (to !== location.pathname + location.search) history.pushState(null, '', to);
}
