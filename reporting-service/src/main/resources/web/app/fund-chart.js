/** The Fund's flow as a Sankey: widths are money, columns are steps. */

import { base, plain } from './charts.js';
import { column, OTHERS, STEPS } from './fund-flow.js';
import { money, moneyAbout } from './words.js';

const ROW = 36;
/** Where each column stands: the names of initiatives are long, so they have the room of two. */
const PLACES = [0, 1, 2, 3, 5];
const LAST = PLACES.at(-1);
const MARGIN = 170;
const COLOURS = { AGENCY: 'series-1', FUND: 'kowhai-strong', RECEIVING_AGENCY: 'series-1', INITIATIVE: 'series-2', REGION: 'series-3' };

/** How high the chart must be for the fullest column to be readable. */
export function flowHeight(flow) {
  return Math.max(440, 100 + ROW * Math.max(...STEPS.map(({ kind }) => column(flow, kind).length)));
}

/** An ECharts option for a flow. */
export function flowOption(flow, description) {
  return (width, c) => {
    const apart = (width - MARGIN - 16) / LAST;
    const room = apart - 26;
    const label = (node) => {
      const amount = `{${node.synthetic ? 'made' : 'amount'}|${moneyAbout(node.amount)}${node.synthetic ? ' · synthetic' : ''}}`;
      return node.kind === 'INITIATIVE' ? `{name|${cut(node.name, Math.floor((2 * apart - 190) / 6.6))}}  ${amount}` : `{name|${cut(node.name, Math.floor(room / 6.6))}}\n${amount}`;
    };
    return {
      ...base(c),
      aria: { enabled: true, label: { description } },
      tooltip: {
        ...base(c).tooltip, trigger: 'item',
        formatter: ({ dataType, data }) => {
          const made = data.made ? '<br>Synthetic: rests on generated facts' : '';
          if (dataType === 'node') return `<strong>${plain(flow.nodes.get(data.name).name)}</strong><br>${money(flow.nodes.get(data.name).amount)}${made}`;
          return `${plain(flow.nodes.get(data.source).name)} → ${plain(flow.nodes.get(data.target).name)}<br><strong>${money(data.value)}</strong>${made}`;
        },
      },
      series: [{
        type: 'sankey', left: 4, right: MARGIN, top: 38, bottom: 12, nodeWidth: 12, nodeGap: 27, draggable: false, layoutIterations: 48, nodeAlign: 'left',
        emphasis: { focus: 'adjacency' }, lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        label: { color: c.ink, fontSize: 12, lineHeight: 15, rich: { name: { fontWeight: 600, fontSize: 12 }, amount: { color: c.muted, fontSize: 11.5 }, made: { color: c.synthetic, fontSize: 11.5 } } },
        data: STEPS.flatMap(({ kind }, depth) => column(flow, kind).map((node) => ({
          name: node.id, value: node.amount, depth: PLACES[depth], made: node.synthetic,
          label: { formatter: () => label(node) },
          itemStyle: { color: node.id === OTHERS ? c.plain : c[COLOURS[kind]], borderWidth: node.synthetic ? 1.5 : 0, borderType: 'dashed', borderColor: c.synthetic },
        }))),
        links: flow.links.map((l) => ({ source: l.from, target: l.to, value: l.cents, made: l.synthetic })),
      }],
      graphic: STEPS.map(({ name }, i) => ({ type: 'text', left: 4 + PLACES[i] * apart, top: 4, silent: true, style: { text: name, fill: c.muted, font: `600 12px ${getComputedStyle(document.body).fontFamily}` } })),
    };
  };
}

/** Braces would be read as markup by the label. */
function cut(text, most) {
  const safe = text.replace(/[{}|]/g, ' ');
  return safe.length > most ? `${safe.slice(0, most - 1).trimEnd()}…` : safe;
}
