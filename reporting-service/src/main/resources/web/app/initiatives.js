/** The initiatives of a region: who leads them, what they were tailored from, and each account of their dates. */

import { h, show } from './dom.js';
import { table } from './figures.js';
import * as codes from './codes.js';
import { badge, csvLink, empty, isSynthetic, sumBadge, syntheticBadge, whenThere } from './parts.js';
import { collate, date, figure, label, list } from './words.js';

export function showInitiatives(root, { region }) {
  const initiatives = table('initiatives');
  const rows = initiatives.rows.filter((r) => r.regions.includes(region)).sort(ownFirst);
  show(root,
    h('div', { class: 'panel-head' }, h('h2', { id: 'initiatives-heading' }, 'Initiatives', rows.length ? h('span', { class: 'heading-count' }, figure(rows.length)) : null, sumBadge(rows)),
      rows.length ? csvLink('/v1/initiatives', { region }, 'initiatives', 'initiatives') : null),
    ...whenThere(initiatives, 'Initiatives are loading', () => (rows.length
      ? [h('ul', { class: 'initiatives', 'data-key': 'list' }, rows.map((row) => initiative(row)))]
      : [empty('No initiative is recorded for this region.', h('p', {}, 'Initiatives are recorded for the programme areas, some police districts and New Zealand.'))]), { lines: 5 }));
}

/** Those of this region alone before those it shares, then by their beginning; what has no date comes last. */
function ownFirst(a, b) {
  return a.regions.length - b.regions.length || (a.startedOn ?? '9').localeCompare(b.startedOn ?? '9') || collate(a.title, b.title);
}

function initiative(row) {
  const milestones = row.milestones ?? {};
  const counts = ['reached', 'planned', 'missed'].filter((name) => milestones[name])
    .map((name) => `${figure(milestones[name])} ${name}${name === 'reached' && milestones.late ? ` (${figure(milestones.late)} late)` : ''}`);
  const inferred = new Set((row.provenance?.inferred ?? []).map((n) => n.replace(/_/g, '').toLowerCase()));
  return h('li', { class: 'initiative', 'data-key': row.code },
    h('div', { class: 'initiative-head' }, h('h3', {}, row.title), badge('plain', label(row.status)), isSynthetic(row) ? syntheticBadge() : null),
    h('p', { class: 'quiet' }, [list((row.themes ?? []).map(codes.themeName)), row.leadAgency ? `led by ${codes.agencyName(row.leadAgency)}${inferred.has('leadagency') ? ' (inferred)' : ''}` : null].filter(Boolean).join(' · ')),
    row.regions.length > 1 ? h('p', { class: 'quiet' }, `In ${list(row.regions.map(codes.regionName))}`) : null,
    row.tailoredFrom ? lineage(row, inferred.has('tailoredfrom')) : null,
    windows(row),
    counts.length ? h('p', { class: 'quiet' }, `Milestones: ${counts.join(', ')}${milestones.rescheduled ? `; ${figure(milestones.rescheduled)} rescheduled` : ''}`) : null,
    row.provenance?.note && !row.windows?.length ? h('p', { class: 'quiet' }, row.provenance.note) : null);
}

function lineage(row, inferred) {
  const from = table('all-initiatives').rows.find((r) => r.code === row.tailoredFrom);
  const told = [['Kept', row.kept], ['Adapted', row.adapted], ['Why', row.why]].filter(([, text]) => text);
  return h('div', { class: 'lineage' },
    h('p', {}, h('span', { class: 'lineage-arrow', 'aria-hidden': 'true' }, '↳ '), 'Tailored from ', h('strong', {}, from?.title ?? row.tailoredFrom),
      from ? ` (${list(from.regions.map(codes.regionName))})` : '', inferred ? ', inferred' : ''),
    told.length
      ? h('dl', {}, told.map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text))))
      : h('p', { class: 'quiet' }, 'What was kept and adapted was not published.'));
}

/** One account of the dates in a line; several that differ each with its source. */
function windows(row) {
  const accounts = row.windows ?? [];
  const differ = new Set(accounts.map((w) => `${w.from}..${w.to}`)).size > 1;
  if (!differ) {
    const from = row.startedOn ?? accounts[0]?.from;
    const to = row.endedOn ?? accounts[0]?.to;
    return h('p', { class: 'quiet' }, !from ? 'Dates not published' : to ? `${date(from)} to ${date(to)}` : `Since ${date(from)}`);
  }
  return h('div', { class: 'accounts' },
    h('p', {}, badge('status', 'Accounts differ', 'The sources give different dates; each is kept')),
    h('ul', {}, accounts.map((w) => h('li', { 'data-key': w.source }, h('strong', {}, `${date(w.from)} to ${date(w.to)}`),
      h('span', { class: 'quiet block' }, codes.source(w.source)?.citation ?? w.source)))));
}
