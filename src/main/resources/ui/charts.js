// Throughput and requests to S3, sampled while the page is open.

import uPlot from './uPlot.esm.js';
import {h, setText} from './dom.js';
import {rate} from './format.js';
import {connection, samples} from './live.js';

const LEAST_SECONDS = 60;
const MOST_SECONDS = 300;
const HALF_LABEL = 36;

const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The last minute at first, the last five when there are so many samples. */
function span() {
  const end = samples.time.at(-1) ?? Date.now() / 1000;
  const seconds = end - (samples.time[0] ?? end);
  return [end - Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds)), end];
}

/**
 * A card with a chart.
 * @param series [{key, label, color}] of the samples
 */
export function chart(title, unit, series) {
  const box = h('div', {class: 'plot', 'aria-hidden': 'true'});
  const summary = h('p', {class: 'plot-summary'});
  const legend = h('ul', {class: 'legend', 'aria-label': 'Now'}, series.map((one) => {
    const value = h('b', {}, '0');
    one.value = value;
    return h('li', {}, h('i', {class: `swatch swatch-${one.color}`, 'aria-hidden': 'true'}), `${one.label} `, value);
  }));
  const element = h('section', {class: 'card chart', 'aria-label': title},
    h('div', {class: 'card-head'}, h('h2', {}, title), legend), box, summary);
  let plot = null;

  /** But for one that the edge would cut off. */
  function times(u, ticks) {
    return ticks.map((tick) => u.valToPos(tick, 'x') > u.bbox.width / devicePixelRatio - HALF_LABEL ? '' : clock.format(new Date(tick * 1000)));
  }

  function build() {
    plot?.destroy();
    const axis = {stroke: color('--muted'), grid: {stroke: color('--line'), width: 1}, ticks: {show: false}, font: '12px system-ui'};
    plot = new uPlot({
      width: Math.max(200, box.clientWidth), height: 160, padding: [10, 4, 0, 0],
      cursor: {show: false}, legend: {show: false},
      scales: {x: {time: true, range: span},
        y: {range: (u, low, high) => [0, Math.max(1, high * 1.15 || 1)]}},
      axes: [{...axis, grid: {show: false}, space: 90, size: 26, gap: 6, values: times},
        {...axis, size: 44, space: 36, values: (u, ticks) => ticks.map((tick) => rate(tick))}],
      series: [{}, ...series.map((one) => ({label: one.label, stroke: color(`--${one.color}`), fill: `${color(`--${one.color}`)}22`, width: 2, points: {show: false}}))],
    }, data(), box);
  }

  function data() {
    return [samples.time, ...series.map((one) => samples[one.key])];
  }

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const resize = new ResizeObserver(() => plot?.setSize({width: Math.max(200, box.clientWidth), height: 160}));

  return {
    element,
    start() {
      build();
      resize.observe(box);
      dark.addEventListener('change', build);
    },
    update() {
      plot?.setData(data());
      for (const one of series) {
        setText(one.value, connection() === 'live' ? rate(samples[one.key].at(-1) ?? 0) : '–');
      }
      const highest = Math.max(0, ...series.flatMap((one) => samples[one.key]));
      setText(summary, samples.time.length < 2 ? 'Sampled while this page is open: the first values come in a moment.'
        : `${unit}, last five minutes at most; highest ${rate(highest)}.`);
    },
    stop() {
      resize.disconnect();
      dark.removeEventListener('change', build);
      plot?.destroy();
    },
  };
}
