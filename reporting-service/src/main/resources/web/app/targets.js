/** Targets: each version with the time it was in force, and how far the latest figure has come. */

import { h } from './dom.js';
import * as codes from './codes.js';
import { badge, isSynthetic, syntheticBadge } from './parts.js';
import { bar } from './pictures.js';
import { amount, collate, date, figure, label, period } from './words.js';

const STANDINGS = { exceeded: 'better', met: 'better', 'on track': 'better', behind: 'worse', 'worse than base': 'worse' };
const EVENTS = { TargetSet: 'Set', TargetRevised: 'Revised', TargetSuperseded: 'Superseded', TargetDiscontinued: 'Discontinued' };

/** The versions of a target that had a level, each until the next event or the day it was for. */
export function versions(events, measure) {
  const inOrder = [...events].sort((a, b) => collate(a.announcedOn, b.announcedOn));
  return inOrder.flatMap((event, i) => {
    if (event.value === null || event.value === undefined) return [];
    const next = inOrder[i + 1]?.announcedOn;
    const until = [next, event.by].filter(Boolean).sort()[0] ?? event.announcedOn;
    return [{ ...event, from: event.announcedOn, until, base: ['PERCENT', 'CHANGE'].includes(measure?.kind) ? 0 : null }];
  });
}

/** The standing of the latest figure that has a target, and the history of the target. */
export function targetView(events, rows) {
  if (!events.length) return null;
  const measured = rows.filter((r) => r.target).sort((a, b) => collate(b.lastDay, a.lastDay))[0];
  const inOrder = [...events].sort((a, b) => collate(a.announcedOn, b.announcedOn));
  return h('div', { class: 'card', 'data-key': 'target' },
    h('h3', {}, 'Target'),
    measured ? standing(measured) : h('p', { class: 'quiet' }, 'No figure was published while the target was in force.'),
    h('ol', { class: 'history' }, inOrder.map((t) => h('li', {},
      h('span', { class: 'history-when' }, date(t.announcedOn)),
      h('span', {}, EVENTS[t.event] ?? label(t.event), t.value === null || t.value === undefined ? '' : `: ${amount(t.value, t.unit)}${t.by ? ` by ${date(t.by)}` : ''}`,
        t.provenance?.note ? h('span', { class: 'quiet block' }, t.provenance.note) : null)))));
}

function standing(row) {
  const { value, unit, by, progress, reason, synthetic } = row.target;
  const words = String(row.target.standing ?? '').toLowerCase().replace(/[_-]/g, ' ');
  const percent = progress === null || progress === undefined ? null : Math.round(progress * 100);
  const made = synthetic || isSynthetic(row) ? h('span', { class: 'badges' }, syntheticBadge()) : null;
  return h('div', { class: 'standing' },
    h('p', {}, row.value === null || row.value === undefined ? 'No figure shown' : h('strong', {}, amount(row.value, row.unit)), ` in the ${lower(period(row.period))}, against `, h('strong', {}, amount(value, unit)), by ? ` by ${date(by)}` : '', made ? [' ', made] : null),
    percent === null ? null : h('div', { class: 'meter', role: 'img', 'aria-label': `${figure(percent)}% of the way to the target` }, bar(percent / 100, 'target')),
    words ? h('p', {}, badge(STANDINGS[words] ?? 'plain', label(words)), percent === null ? '' : ` ${figure(percent)}% of the way, by the target in force at the time`)
      : h('p', { class: 'not-comparable' }, badge('plain', 'Not comparable'), ` ${codes.spelt(reason) ?? 'How it stands to the target cannot be reckoned'}`.replace(/[.]?$/, '.')));
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
