// How far a bulk is: a bar in three colours, and words.

import {h, setText} from './dom.js';
import {number, plural, rate, roughly} from './format.js';
import {ended, failed, millisLeft, open, rateOf} from './live.js';

export function progressBar() {
  const done = h('span', {class: 'seg seg-done'});
  const bad = h('span', {class: 'seg seg-bad'});
  const element = h('div', {class: 'progress', role: 'progressbar', 'aria-valuemin': '0'}, done, bad);
  return {
    element,
    update(bulk, label) {
      const all = Math.max(1, bulk.operations);
      done.style.width = `${(bulk.counts[1] ?? 0) / all * 100}%`;
      bad.style.width = `${failed(bulk) / all * 100}%`;
      element.classList.toggle('progress-open', open(bulk) > 0);
      element.setAttribute('aria-label', label);
      element.setAttribute('aria-valuemax', bulk.operations);
      element.setAttribute('aria-valuenow', ended(bulk));
      element.setAttribute('aria-valuetext', `${number(ended(bulk))} of ${number(bulk.operations)} SKUs, ${number(failed(bulk))} failed`);
    },
  };
}

/** In one line: what is going on with a bulk. */
export function standing(bulk) {
  if (open(bulk) > 0) {
    const speed = rateOf(bulk);
    const left = millisLeft(bulk);
    return speed === null ? 'under way' : speed === 0 ? 'waits'
      : `${rate(speed)} SKUs/s, ${roughly(left)} left`;
  }
  return failed(bulk) > 0 ? `ended, ${plural(failed(bulk), 'SKU')} failed` : 'done';
}

export const badge = (bulk) => open(bulk) > 0 ? ['Working', 'info'] : failed(bulk) > 0 ? ['Failures', 'bad'] : ['Done', 'good'];

export function setBadge(element, [words, kind]) {
  setText(element, words);
  element.className = `badge badge-${kind}`;
}

export const title = (bulk) => bulk.name ?? 'Bulk without a name';
export const share = (bulk) => bulk.operations ? `${Math.floor(ended(bulk) / bulk.operations * 100)} %` : '–';
