/** The page of lineage: what the pilot tried, what the areas made of it, and what they kept and adapted. */

import { h, show } from './dom.js';
import * as figures from './figures.js';
import * as codes from './codes.js';
import { lineagePicture, standing } from './lineage-picture.js';
import { badge, csvLink, empty, isSynthetic, pageHead, panel, syntheticBadge, whenThere } from './parts.js';
import { collate, count, label, list } from './words.js';

export const code = 'lineage';
export const name = 'Lineage';
export const tables = ['lineage'];

export function want() {
  figures.want('lineage', '/v1/initiatives/lineage', {}, { whole: true });
}

export function concerned(kind) {
  return kind === 'initiative' ? { lineage: 'Lineage was updated' } : {};
}

export { showLineage as show };

function showLineage(root) {
  const lineage = figures.table('lineage');
  const nodes = new Map((lineage.answer?.nodes ?? []).map((n) => [n.code, n]));
  const links = (lineage.answer?.links ?? []).filter((l) => nodes.has(l.from) && nodes.has(l.to));
  const related = new Set(links.flatMap((l) => [l.from, l.to]));
  const alone = [...nodes.values()].filter((n) => !related.has(n.code));
  show(root,
    pageHead('Lineage', 'The Hutt Valley pilot was not copied but tailored: each area took what had been tried there and fitted it to its own problem. What it kept, what it adapted and why is shown where it was published.'),
    panel('lineage-picture', 'From the pilot to the areas', null,
      ...whenThere(lineage, 'Lineage is loading', () => (links.length
        ? [h('div', { class: 'chart-scroll lineage-scroll', tabindex: '0', role: 'region', 'aria-label': 'The lineage as a picture; the list beneath says the same', 'data-key': 'scroll' }, lineagePicture(nodes, links, describe(nodes, links))),
          h('p', { class: 'quiet', 'data-key': 'key' }, 'A full line: published. A dashed line: inferred by us from what was published.')]
        : [empty('No initiative was tailored from another.', h('p', {}, 'A line appears as soon as one names what it was tailored from.'))]), { lines: 8 })),
    links.length ? panel('lineage-list', 'Kept, adapted and why', [csvLink('/v1/initiatives', {}, 'initiatives', 'with what it was tailored from, what it kept and adapted, and why', 'Every initiative')], h('ol', { class: 'descents', 'data-key': 'list' }, inOrder(nodes, links).map((l) => descent(nodes, l)))) : null,
    links.length && alone.length ? h('p', { class: 'quiet', 'data-key': 'alone' }, `${count(alone.length, 'other initiative')} ${alone.length === 1 ? 'names' : 'name'} nothing that ${alone.length === 1 ? 'it was' : 'they were'} tailored from, and nothing was tailored from ${alone.length === 1 ? 'it' : 'them'}.`) : null);
}

/** By what they come from, as the picture has them. */
function inOrder(nodes, links) {
  return [...links].sort((a, b) => collate(a.from, b.from) || collate(title(nodes, a.to), title(nodes, b.to)));
}

function title(nodes, code) {
  return nodes.get(code)?.title ?? code;
}

function where(node) {
  return list((node.regions ?? []).map(codes.regionName));
}

function descent(nodes, link) {
  const [from, to] = [nodes.get(link.from), nodes.get(link.to)];
  const told = [['Kept', link.kept], ['Adapted', link.adapted], ['Why', link.why]].filter(([, text]) => text);
  return h('li', { class: 'descent', 'data-key': `${link.from} ${link.to}`, 'data-from': link.from, 'data-to': link.to },
    h('p', { class: 'descent-head' }, h('strong', {}, to.title), h('span', { class: 'quiet' }, ` ${where(to)}`)),
    h('p', {}, h('span', { class: 'lineage-arrow', 'aria-hidden': 'true' }, '↳ '), 'tailored from ', h('strong', {}, from.title), h('span', { class: 'quiet' }, ` ${where(from)}`)),
    h('p', { class: 'badges' }, badge('plain', label(standing(to))), to.evidence && !/^none$/i.test(to.evidence) ? badge('plain', `Evidence: ${label(to.evidence).toLowerCase()}`) : null,
      link.inferred ? badge('status', 'Inferred', 'Not published as such; inferred from what was') : null, isSynthetic(to) || isSynthetic(link) ? syntheticBadge() : null),
    told.length ? h('dl', {}, told.map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, words(text)))))
      : h('p', { class: 'quiet' }, 'What was kept and adapted was not published.'));
}

function words(text) {
  return Array.isArray(text) ? list(text) : text;
}

function describe(nodes, links) {
  return `Lineage. ${[...Map.groupBy(links, (l) => l.from)].map(([from, own]) => `From ${title(nodes, from)} (${where(nodes.get(from))}): ${list(own.map((l) => `${title(nodes, l.to)} (${where(nodes.get(l.to))})`))}`).join('. ')}.`;
}
