// How far a bulk is: a bar in four colours, and words.

import {h, setText} from './dom.js';
import {number, plural, rate, roughly} from './format.js';
import {ended, failed, millisLeft, open, rateOf, rejected} from './live.js';

export function progressBar() {
  const done = h('span', {class: 'seg seg-done'});
  const bad = h('span', {class: 'seg seg-bad'});
  const refused = h('span', {class: 'seg seg-rejected'});
  const element = h('div', {class: 'progress', role: 'progressbar', 'aria-valuemin': '0'}, done, bad, refused);
  return {
    element,
    update(bulk, label) {
      const all = Math.max(1, bulk.operations);
      done.style.width = `${(bulk.counts[1] ?? 0) / all * 100}%`;
      bad.style.width = `${failed(bulk) / all * 100}%`;
      refused.style.width = `${rejected(bulk) / all * 100}%`;
      element.classList.toggle('progress-open', open(bulk) > 0);
      element.setAttribute('aria-label', label);
      element.setAttribute('aria-valuemax', bulk.operations);
      element.setAttribute('aria-valuenow', ended(bulk));
      element.setAttribute('aria-valuetext', `${number(ended(bulk))} of ${number(bulk.operations)} SKUs, ${number(failed(bulk))} failed${rejected(bulk) ? `, ${number(rejected(bulk))} rejected` : ''}`);
    },
  };
}

/** How far a bulk is, in numbers. */
export function progressTiles() {
  const tiles = Object.fromEntries([['ended', 'SKUs ended'], ['good', 'Done'], ['bad', 'Failed'], ['rejected', 'Rejected'], ['open', 'Waiting'], ['rate', 'SKUs a second'], ['left', 'Time left']]
    .map(([key, words]) => [key, {words, value: h('dd', {}, '–')}]));
  Object.values(tiles).forEach((one) => { one.element = h('div', {class: 'tile'}, h('dt', {}, one.words), one.value); });
  return {
    element: h('dl', {class: 'tiles'}, Object.values(tiles).map((one) => one.element)),
    update(bulk) {
      const waiting = open(bulk);
      const speed = waiting ? rateOf(bulk) : null;
      const left = waiting ? millisLeft(bulk) : null;
      setText(tiles.ended.value, `${number(ended(bulk))} of ${number(bulk.operations)} (${share(bulk)})`);
      setText(tiles.good.value, number(bulk.counts[1] ?? 0));
      setText(tiles.bad.value, number(failed(bulk)));
      tiles.bad.element.classList.toggle('tile-bad', failed(bulk) > 0);
      setText(tiles.rejected.value, number(rejected(bulk)));
      tiles.rejected.element.hidden = rejected(bulk) === 0;
      setText(tiles.open.value, number(waiting));
      setText(tiles.rate.value, speed === null ? '–' : rate(speed));
      setText(tiles.left.value, !waiting ? 'none' : left === null ? 'not known yet' : roughly(left));
    },
  };
}

/** What may have been done to images, by the names of the API. */
export const IMAGES = [['inserted', 'Images inserted'], ['updated_value', 'Images updated'], ['updated_meta', 'New ETags'], ['skipped_no_change', 'Images unchanged'],
  ['removed', 'Images removed']];

/** What was done to the images of a bulk, and how many of its SKUs have warnings, as its summary tells. */
export function imageTiles() {
  const values = new Map([...IMAGES, ['warned', 'With warnings']].map(([key, words]) => [key, {words, value: h('dd', {})}]));
  const element = h('dl', {class: 'tiles', hidden: true}, [...values.values()].map(({words, value}) => h('div', {class: 'tile'}, h('dt', {}, words), value)));
  return {
    element,
    update({images, counts}) {
      element.hidden = false;
      values.forEach(({value}, key) => {
        const times = key === 'warned' ? counts.warned : images[key];
        setText(value, typeof times === 'number' ? number(times) : '–');
      });
    },
  };
}

/** Which way a bulk came, and from whom. */
export const from = ({kind, sender}) => kind === 'source' ? `Events of ${sender}` : `${kind === 'direct' ? 'Direct' : 'Asynchronous'}${sender ? ` · from ${sender}` : ''}`;

/** In one line: what is going on with a bulk that is open. */
export function standing(bulk) {
  const speed = rateOf(bulk);
  // a direct bulk never waits: what it needs is looked up before its first SKUs end
  return speed > 0 ? `${rate(speed)} SKUs/s, ${roughly(millisLeft(bulk))} left` : speed === 0 && bulk.bulk_uuid ? 'waits' : 'under way';
}

export const badge = (bulk) => open(bulk) > 0 ? ['Working', 'info'] : failed(bulk) > 0 ? ['Failures', 'bad'] : rejected(bulk) > 0 ? ['Rejected', 'warn'] : ['Done', 'good'];

export function setBadge(element, [words, kind]) {
  setText(element, words);
  element.className = `badge badge-${kind}`;
}

export const title = (bulk) => bulk.name ?? bulk.request_id ?? 'Bulk without a name';
export const share = (bulk) => bulk.operations ? `${Math.floor(ended(bulk) / bulk.operations * 100)}\u00a0%` : '–';
