/** Lineage as a picture: initiatives in columns by descent, in groups by where they are, with a line from each to its own. */

import { svg } from './dom.js';
import * as codes from './codes.js';
import { collate, list } from './words.js';

const WIDTH = 1180;
const BOX = 400;
const LINE = 19;
const GAP = 14;
const LETTERS = 40;

/** The picture. Nodes by code; links from and to codes. */
export function lineagePicture(nodes, links, description) {
  const columns = placed(nodes, links);
  const height = Math.max(...columns.map((c) => c.height)) + 12;
  const boxes = new Map(columns.flatMap((c) => c.groups.flatMap((g) => g.boxes.map((b) => [b.node.code, b]))));
  return svg('svg', { class: 'lineage-picture', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': description, 'data-key': 'picture' },
    links.map((l) => line(boxes.get(l.from), boxes.get(l.to), l)),
    columns.map((c) => c.groups.map((g) => [
      svg('text', { class: 'lineage-place', x: c.x, y: g.y + 16 }, g.name),
      g.boxes.map(box),
    ])));
}

/** Columns from left to right by the longest way from a beginning; the groups in each follow those they come from. */
function placed(nodes, links) {
  const parents = Map.groupBy(links, (l) => l.to);
  const depths = new Map();
  // There is no cycle: initiative-service refuses one. The limit keeps a mistake from hanging the page.
  const depthOf = (code, limit = 20) => {
    if (!depths.has(code)) depths.set(code, limit && parents.has(code) ? 1 + Math.max(...parents.get(code).map((l) => depthOf(l.from, limit - 1))) : 0);
    return depths.get(code);
  };
  const related = [...new Set(links.flatMap((l) => [l.from, l.to]))].map((code) => nodes.get(code));
  related.forEach((n) => depthOf(n.code));
  const deepest = Math.max(...depths.values());
  const apart = deepest ? (WIDTH - BOX - 2) / deepest : 0;
  const children = Map.groupBy(links, (l) => l.from);
  const order = new Map();
  const columns = [];
  // From the last column backwards: where the descendants stand decides where their origins stand, so few lines cross.
  for (let depth = deepest; depth >= 0; depth--) {
    const below = (n) => (children.get(n.code) ?? []).map((l) => order.get(l.to)).filter((y) => y !== undefined);
    const rank = (n) => (below(n).length ? below(n).reduce((a, b) => a + b, 0) / below(n).length : 1e6);
    const groups = [...Map.groupBy(related.filter((n) => depths.get(n.code) === depth), place)]
      .map(([name, members]) => ({ name, members: members.sort((a, b) => rank(a) - rank(b) || collate(a.title, b.title)) }))
      .sort((a, b) => breadth(a.members[0]) - breadth(b.members[0]) || Math.min(...a.members.map(rank)) - Math.min(...b.members.map(rank)) || collate(a.name, b.name));
    columns.unshift(stacked(groups, 1 + depth * apart, deepest > 2 ? Math.min(BOX, apart - 60) : BOX, order));
  }
  const tallest = Math.max(...columns.map((c) => c.height));
  for (const c of columns) {
    const shift = (tallest - c.height) / 2;
    for (const g of c.groups) {
      g.y += shift;
      for (const b of g.boxes) b.y += shift;
    }
  }
  return columns;
}

/** One area before several, several before the country. */
function breadth(node) {
  return node.regions?.includes('NZ') ? 99 : node.regions?.length ?? 0;
}

function stacked(groups, x, width, order) {
  let y = 0;
  const out = groups.map(({ name, members }) => {
    const group = { name, y, boxes: [] };
    y += 26;
    for (const node of members) {
      const lines = wrapped(node.title, Math.floor((width * LETTERS) / BOX));
      const notes = [evidence(node)].filter(Boolean);
      const height = 18 + (lines.length + notes.length) * LINE;
      group.boxes.push({ node, lines, notes, x, y, width, height });
      order.set(node.code, y);
      y += height + GAP;
    }
    y += 12;
    return group;
  });
  return { x, groups: out, height: y };
}

function place(node) {
  return list((node.regions ?? []).map(codes.regionName)) || 'No region';
}

/** Where it stands. Of what is only known to have been proposed, no beginning was published: that is not the same as never begun. */
export function standing({ lifecycle }) {
  return lifecycle === 'PROPOSED' ? 'start not published' : String(lifecycle ?? 'not told').toLowerCase().replace(/[_-]/g, ' ');
}

function evidence(node) {
  const words = [standing(node), node.evidence && !/^none$/i.test(node.evidence) ? `evidence ${node.evidence}` : null, node.synthetic ? 'synthetic' : null].filter(Boolean);
  return words.join(' · ').toLowerCase().replace(/[_-]/g, ' ');
}

function box({ node, lines, notes, x, y, width, height }) {
  return svg('g', { class: `lineage-box${node.synthetic ? ' lineage-made' : ''}`, 'data-code': node.code },
    svg('rect', { x, y, width, height, rx: 9 }),
    lines.map((text, i) => svg('text', { x: x + 14, y: y + 24 + i * LINE }, text)),
    notes.map((text, i) => svg('text', { class: 'lineage-note', x: x + 14, y: y + 24 + (lines.length + i) * LINE }, text)));
}

function line(from, to, { inferred }) {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x - 9, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return svg('g', { class: inferred ? 'lineage-line lineage-inferred' : 'lineage-line', 'data-from': from.node.code, 'data-to': to.node.code },
    svg('path', { d: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }),
    svg('path', { class: 'lineage-head', d: `M${x2 + 8} ${y2} l-9 -5 v10 z` }));
}

/** Lines of at most so many letters; SVG does not wrap. */
function wrapped(text, most) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
