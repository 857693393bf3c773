/** ECharts with the parts the page uses, drawn as SVG, in the colours the style sheet gives. */

import { init, use } from 'echarts/core';
import { BarChart, CustomChart, LineChart, SankeyChart } from 'echarts/charts';
import { AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { mark, marking } from './dom.js';
import { printing } from './paper.js';

use([BarChart, CustomChart, LineChart, SankeyChart, AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();
const still = matchMedia('(prefers-reduced-motion: reduce)');

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) draw(target);
});
for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
  matchMedia(query).addEventListener('change', () => drawn.forEach((_, host) => draw(host)));
}

/**
 * Draws a chart in an element and keeps it drawn when the size or the colour scheme changes. What is drawn already is left
 * alone, and with it the words that somebody has just called up in it.
 *
 * @param option from the width of the element and the colours, an ECharts option
 * @param key says what is drawn: the same key is the same chart
 * @param paper its width and height on paper, where it is scaled to the page
 */
export function chart(host, option, key, paper) {
  if (!host) return;
  for (const [other, { instance }] of drawn) {
    if (!other.isConnected) {
      instance?.dispose();
      resized.unobserve(other);
      drawn.delete(other);
    }
  }
  const known = drawn.get(host);
  if (known) {
    if (known.key !== key && marking()) mark(host);
    Object.assign(known, { option, key, paper });
    draw(host);
  } else {
    drawn.set(host, { option, key, paper, instance: null, shown: null, tip: null });
    resized.observe(host);
    if (printing()) draw(host);
  }
}

function draw(host) {
  const entry = drawn.get(host);
  const size = printing() ? entry?.paper : { width: host.clientWidth, height: host.clientHeight };
  if (!entry || !size?.width || !size.height) return;
  const c = colours();
  const shown = [entry.key, size.width, size.height, c.ink, c.surface, c.muted].join(' ');
  if (shown === entry.shown) return;
  const first = !entry.instance;
  if (first) {
    entry.instance = init(host, null, { renderer: 'svg', ...size });
    entry.instance.on('showTip', ({ seriesIndex, dataIndex, dataType, x, y }) => (entry.tip = dataIndex === undefined ? { x, y } : { seriesIndex, dataIndex, dataType }));
    entry.instance.on('hideTip', () => (entry.tip = null));
  }
  const tip = entry.shown === null ? null : entry.tip;
  entry.shown = shown;
  entry.instance.resize(size);
  entry.instance.setOption({ animation: !still.matches && !printing(), animationDuration: 250, ...entry.option(size.width, c) }, { notMerge: true });
  // On paper a picture is as wide as the page: without this it would be cut at its edge.
  host.querySelector('svg')?.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
  if (tip && !printing()) entry.instance.dispatchAction({ type: 'showTip', ...tip });
}

/** The style sheet's colours by name. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return new Proxy({}, { get: (_, name) => style.getPropertyValue(`--${name}`).trim() });
}

/** What all charts share. */
export function base(c) {
  return {
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.ink },
    tooltip: {
      backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.ink, fontSize: 13 }, confine: true,
      extraCssText: 'max-width:19rem;white-space:normal;border-radius:8px;box-shadow:0 6px 24px rgb(0 0 0 / .18)',
    },
  };
}

/** Text for a tooltip, in which ECharts reads HTML. */
export function plain(text) {
  const holder = document.createElement('span');
  holder.textContent = text;
  return holder.innerHTML;
}
