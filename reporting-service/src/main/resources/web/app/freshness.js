/** How fresh the page is, and that no event is missing. */

import { h, show } from './dom.js';
import { asOf, stale, table } from './figures.js';
import { age, count, figure, label, moment, time } from './words.js';

export function showFreshness(root, { connected }) {
  const continuity = table('continuity');
  const told = asOf();
  const missing = continuity.answer?.missing;
  const stopped = stoppedShards(continuity.answer);
  const whole = missing === 0 && !stopped;
  const state = missing === undefined ? 'unknown' : whole ? 'whole' : 'broken';
  show(root,
    h('button', { type: 'button', class: `freshness freshness-${state}`, popovertarget: 'continuity', 'data-key': 'button', 'data-missing': missing ?? '' },
      h('span', { class: connected ? 'pulse' : 'pulse pulse-off', 'aria-hidden': 'true' }),
      h('span', {}, h('span', { class: 'freshness-when' }, told ? `As of ${time(told.at)}${stale() ? ' (not renewed)' : ''}` : 'Loading'),
        h('span', { class: 'freshness-missing' }, missing === undefined ? (continuity.status === 'failed' ? 'continuity not known' : '…') : count(missing, 'event missing', 'events missing'), stopped ? `, ${count(stopped, 'shard')} stopped` : '')),
      h('span', { class: 'visually-hidden' }, '. Details')),
    h('div', { id: 'continuity', class: 'popover', popover: 'auto', role: 'dialog', 'aria-labelledby': 'continuity-heading', 'data-key': 'popover' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'continuity-heading' }, 'How fresh and whole this is'),
        h('button', { type: 'button', class: 'button', popovertarget: 'continuity', popovertargetaction: 'hide' }, 'Close')),
      told ? h('p', {}, `Read ${moment(told.at)}.`, told.latestRecorded ? ` The latest fact was recorded ${age(told.latestRecorded)} ago.` : '', told.lagging ? ` ${count(told.lagging, 'fact')} still on the way.` : '') : null,
      h('p', { class: 'quiet' }, connected ? 'Changes arrive by themselves.' : 'Live updates are interrupted.'),
      continuity.answer ? details(continuity.answer) : h('p', {}, continuity.error?.message ?? 'Loading'),
      h('p', { class: 'quiet' }, 'Every event has a number in its shard, without holes. A fact is committed when it is stored, published when it is on Kafka, projected when these figures count it.')));
}

function details(answer) {
  return h('div', { class: 'table-scroll' }, h('table', {},
    h('caption', { class: 'visually-hidden' }, 'Events per source'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Source'), ['Committed', 'Published', 'Projected', 'Missing'].map((n) => h('th', { scope: 'col', class: 'number' }, n)))),
    h('tbody', {}, (answer.sources ?? []).map((s) => h('tr', { 'data-key': s.source }, h('th', { scope: 'row' }, sourceName(s.source)),
      [s.committed, s.published, s.projected, s.missing].map((n) => h('td', { class: 'number' }, n === null || n === undefined ? 'not known' : figure(n))))))));
}

function sourceName(code) {
  return label(String(code).replace(/^.*\//, '').replace(/[-_]service$/, ''));
}

function stoppedShards(answer) {
  return (answer?.sources ?? []).flatMap((s) => s.shards ?? []).filter((s) => s.stopped === true || s.state === 'stopped' || s.fault).length;
}
