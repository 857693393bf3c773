/**
 * Builds elements and changes a part of the page into what it should be, keeping every element that stays: so an update
 * that arrives while somebody reads or types moves neither focus nor scroll.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Attributes that are null, undefined or false are left out; true is the empty string. */
export function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ''));
  return element;
}

/** How long what a live update changed stays marked, in milliseconds. */
const MARKED_FOR = 12_000;
let live = false;

/** Marks, for a while, what is changed meanwhile: so that whoever looks sees what a live update brought. */
export function marked(change) {
  live = true;
  try {
    change();
  } finally {
    live = false;
  }
}

/** Whether what is changed now is marked. */
export function marking() {
  return live;
}

/** Marks the smallest thing with a name of its own (a row, a tile, a line of a list) around what changed. */
export function mark(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const around = element?.closest('tr, li, .stat, .tile, .headline, .chart') ?? element;
  if (!around || around.closest('header, form, [popover]')) return;
  clearTimeout(fading.get(around));
  around.setAttribute('data-changed', '');
  fading.set(around, setTimeout(() => around.removeAttribute('data-changed'), MARKED_FOR));
}
const fading = new WeakMap();

/** Makes the content of an element what is wanted. Children with `data-key` are recognised wherever they stand. */
export function show(root, ...content) {
  const wanted = document.createElement(root.nodeName);
  wanted.append(...content.flat(Infinity).filter(Boolean));
  morphChildren(root, wanted);
}

function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) {
      from.nodeValue = to.nodeValue;
      if (live) mark(from);
    }
    return;
  }
  morphAttributes(from, to);
  // What a chart draws is its own.
  if (from.hasAttribute('data-keep')) return;
  morphChildren(from, to);
  if (from.nodeName === 'SELECT') {
    const chosen = [...from.options].findIndex((o) => o.hasAttribute('selected'));
    if (chosen >= 0 && from.selectedIndex !== chosen) from.selectedIndex = chosen;
  }
}

function morphAttributes(from, to) {
  const keep = from.hasAttribute('data-keep');
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    const readersOwn = name === 'open' && from.nodeName === 'DETAILS';
    const chartsOwn = keep && (name.startsWith('aria-') || name.startsWith('_') || ['role', 'style'].includes(name));
    if (!to.hasAttribute(name) && !readersOwn && !chartsOwn && name !== 'data-changed') from.removeAttribute(name);
  }
}

function morphChildren(from, to) {
  const keyed = new Map();
  for (const child of from.children) {
    if (child.dataset.key) keyed.set(child.dataset.key, child);
  }
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = wanted.dataset?.key;
    const same = key ? keyed.get(key) : at && alike(at, wanted) ? at : null;
    if (same && same.nodeName === wanted.nodeName) {
      if (same === at) at = at.nextSibling;
      else from.insertBefore(same, at);
      morph(same, wanted);
    } else {
      from.insertBefore(wanted, at);
      if (live && key) mark(wanted);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function alike(a, b) {
  return a.nodeName === b.nodeName && !a.dataset?.key && (a.id ?? '') === (b.id ?? '');
}
