/** ECharts with the parts the page uses, drawn as SVG, in the colours the style sheet gives. */

import { init, use } from 'echarts/core';
import { BarChart, CustomChart, LineChart, SankeyChart } from 'echarts/charts';
import { AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, LineChart, SankeyChart, AriaComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();
const still = matchMedia('(prefers-reduced-motion: reduce)');

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) draw(target);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach((_, host) => draw(host)));

/**
 * Draws a chart in an element and keeps it drawn when the size or the colour scheme changes.
 *
 * @param option from the width of the element and the colours, an ECharts option
 */
export function chart(host, option) {
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
    known.option = option;
    draw(host);
  } else {
    drawn.set(host, { option, instance: null });
    resized.observe(host);
  }
}

function draw(host) {
  const entry = drawn.get(host);
  if (!entry || host.clientWidth === 0) return;
  entry.instance ??= init(host, null, { renderer: 'svg' });
  entry.instance.resize();
  entry.instance.setOption({ animation: !still.matches, animationDuration: 250, ...entry.option(host.clientWidth, colours()) }, { notMerge: true });
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
