/** What is chosen lives in the address, so that a view can be shared, bookmarked and gone back to. */

/** What goes along from view to view, also through those that show every region. */
const CARRIED = ['region', 'measure'];

/** The names each page knows, in the order they stand in the address. The page of regions is the one without a name. */
const NAMES = {
  regions: ['region', 'measure', 'view', 'cases'],
  fund: [...CARRIED, 'on', 'year', 'agency', 'flow', 'others'],
  evidence: [...CARRIED, 'stage'],
  desk: [...CARRIED, 'category', 'status'],
  lineage: CARRIED,
};

/** What the address asks for and cannot have; the next step leaves it out. */
let refusedNames = [];

/** The choice in the address: the page, and what is chosen on it. Another page's names are not read. */
export function chosen() {
  const query = new URLSearchParams(location.search);
  const page = Object.hasOwn(NAMES, query.get('page')) ? query.get('page') : 'regions';
  return { page, ...Object.fromEntries(NAMES[page].map((name) => [name, query.get(name) || null])) };
}

/**
 * The choice with what cannot be had left out, and what that is: one wrong date must not empty a page that is right in
 * all else.
 *
 * @param rules by name: `known` says whether a value can be had (null while that is not known yet), `waits` whether it is left out until it is, `why` says why not,
 *     (words, or a function of the value), `instead` what is shown then, and `spelt` how a value is written
 */
export function heeded(choice, rules) {
  const kept = { ...choice };
  const refused = [];
  for (const [name, rule] of Object.entries(rules)) {
    if (choice[name] === null || choice[name] === undefined) continue;
    const value = rule.spelt?.(choice[name]) ?? choice[name];
    const wrong = rule.known(value) === false;
    kept[name] = wrong || rule.waits?.() ? null : value;
    if (wrong) refused.push({ name, value: choice[name], why: typeof rule.why === 'function' ? rule.why(value) : rule.why, instead: rule.instead });
  }
  const query = new URLSearchParams(location.search);
  const page = query.get('page');
  if (page !== null && page !== '' && !Object.hasOwn(NAMES, page)) refused.push({ name: 'page', value: page, why: 'is no view here', instead: 'the view of regions' });
  const names = new Set(Object.values(NAMES).flat());
  for (const name of new Set(query.keys())) {
    const [first, ...others] = query.getAll(name);
    const here = name === 'page' || NAMES[choice.page].includes(name);
    if (!here) refused.push({ name, value: first, why: names.has(name) ? 'means nothing in this view' : 'means nothing here', instead: 'the view without it' });
    else if (first === '') refused.push({ name, value: first, why: 'says nothing', instead: name === 'page' ? 'the view of regions' : rules[name]?.instead ?? 'the view without it' });
    else for (const value of new Set(others.filter((v) => v !== first))) refused.push({ name, value, again: true, why: `comes after another ${name}, and one can be shown`, instead: first || 'the view without it' });
  }
  // Of what is asked for more than once the first stays.
  refusedNames = refused.filter((r) => !r.again).map((r) => r.name);
  return { kept, refused };
}

/** The address of the present choice with some of it changed. */
export function link(change) {
  const { page, ...rest } = chosen();
  for (const name of refusedNames) rest[name] = null;
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

/** The address of another page, with what goes along. */
export function otherPage(page) {
  const here = chosen();
  return pageLink(page, Object.fromEntries(CARRIED.filter((name) => !refusedNames.includes(name)).map((name) => [name, here[name]])));
}

/** Changes the choice; a step the reader can go back from. */
export function choose(change) {
  go(link(change));
}

/** Goes to an address of the dashboard without loading it anew. */
export function go(to) {
  if (to !== location.pathname + location.search) history.pushState(null, '', to);
}
