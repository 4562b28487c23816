// One asynchronous bulk: how far it is, and its SKUs.

import {get, post} from './api.js';
import {announce, h, keyed, note, problemNote, setText} from './dom.js';
import {duration, number, plural, rate, roughly, time} from './format.js';
import {ended, failed, millisLeft, note as noteProgress, open, rateOf, watch} from './live.js';
import {badge, progressBar, setBadge, share, title} from './progress.js';
import {skuRow} from './skus.js';

const FILTERS = [['all', 'All'], ['open', 'Waiting'], ['changed', 'Changed'], ['warned', 'With warnings'], ['failed', 'Failed'], ['done', 'Done']];
const ASK_AGAIN = 3000;

function tile(words) {
  const value = h('dd', {}, '–');
  return {element: h('div', {class: 'tile'}, h('dt', {}, words), value), value};
}

export function bulkPage(main, uuid) {
  let bulk = null;
  let state = 'all';
  let text = '';
  let stopped = false;
  let asked = null;
  let askUntil = 0;

  const heading = h('h1', {}, 'Bulk');
  const mark = h('span', {});
  const when = h('p', {class: 'muted'});
  const bar = progressBar();
  const tiles = Object.fromEntries([['ended', 'SKUs ended'], ['good', 'Done'], ['bad', 'Failed'], ['open', 'Waiting'], ['rate', 'SKUs a second'], ['left', 'Time left']]
    .map(([key, words]) => [key, tile(words)]));
  const retryAll = h('button', {type: 'button', class: 'small', hidden: true, onclick: () => retry({all: true}, retryAll)}, 'Retry all that failed');
  const said = h('p', {class: 'said', role: 'status'});
  const place = h('div', {}, note('loading', 'Looking for the bulk'));
  const body = h('div', {hidden: true});
  const list = h('ul', {class: 'skus'});
  const known = new Map();
  const hint = h('div', {});
  const more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => load(true)}, 'Show more');
  const search = h('input', {type: 'search', id: 'text', placeholder: 'SKU, file name or message', maxlength: '100', autocomplete: 'off'});
  const filters = h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, 'Show'), FILTERS.map(([value, words]) =>
    h('label', {}, h('input', {type: 'radio', name: 'state', value, checked: value === state, onchange: () => { state = value; load(false); }}), h('span', {}, words))));
  let typing = null;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { text = search.value.trim(); load(false); }, 250);
  });

  body.append(
    h('section', {class: 'card'},
      h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, heading, mark, retryAll), when),
      bar.element, h('dl', {class: 'tiles'}, Object.values(tiles).map((one) => one.element)), said),
    h('section', {class: 'card', 'aria-label': 'SKUs'},
      h('div', {class: 'toolbar'}, filters, h('label', {class: 'search', for: 'text'}, h('span', {class: 'sr-only'}, 'Search'), search)),
      hint, list, more));
  main.append(h('p', {class: 'back'}, h('a', {href: '#/'}, '← Overview')), place, body);

  let items = [];
  let next = null;
  let round = 0;

  function retryButton(sku) {
    if (sku.status !== 2 && sku.status !== 3) {
      return null;
    }
    const button = h('button', {type: 'button', class: 'small', 'aria-label': `Retry ${sku.sku}`, onclick: () => retry({operations: [sku.id]}, button)}, 'Retry');
    return button;
  }

  async function retry(chosen, button) {
    button.disabled = true;
    try {
      const {retried} = await post(`bulks/${uuid}/retry`, chosen);
      said.textContent = `${plural(retried, 'SKU')} handed in once more; what becomes of ${retried === 1 ? 'it' : 'them'} shows up here in a moment.`;
      button.textContent = 'Tried again';
      askUntil = Date.now() + 30_000;
      asked = setTimeout(ask, 1000);
    } catch (problem) {
      said.textContent = problem.message;
      button.disabled = false;
    }
  }

  /** The first page of SKUs, or the next one. */
  async function load(further) {
    const mine = ++round;
    if (!further && !items.length) {
      hint.replaceChildren(note('loading', 'Looking for SKUs'));
    }
    more.disabled = true;
    try {
      const found = await get(`bulks/${uuid}/skus?state=${state}&text=${encodeURIComponent(text)}${further && next ? `&after=${next}` : ''}`);
      if (mine !== round || stopped) {
        return;
      }
      items = further ? items.concat(found.skus) : found.skus;
      next = found.next;
      hint.replaceChildren(...items.length ? [] : [note('empty', state === 'failed' && !text ? 'No SKU has failed' : 'No SKU fits', state === 'all' && !text ? 'The bulk has no SKUs.' : 'Try another filter, or other words.')]);
      keyed(list, known, items, (sku) => JSON.stringify(sku), (sku) => ({element: skuRow(sku, retryButton(sku))}));
      more.hidden = next === null;
    } catch (problem) {
      if (mine === round && !stopped) {
        hint.replaceChildren(problemNote(problem, () => load(further)));
      }
    }
    more.disabled = false;
  }

  function show(now) {
    const before = bulk;
    bulk = now;
    body.hidden = false;
    place.replaceChildren();
    setText(heading, title(now));
    setBadge(mark, badge(now));
    setText(when, `${now.bulk_uuid} · handed in ${time(now.started_at * 1000)}${now.finished_at ? ` · took ${duration((now.finished_at - now.started_at) * 1000)}` : ''}`);
    bar.update(now, title(now));
    setText(tiles.ended.value, `${number(ended(now))} of ${number(now.operations)} (${share(now)})`);
    setText(tiles.good.value, number(now.counts[1] ?? 0));
    setText(tiles.bad.value, number(failed(now)));
    retryAll.hidden = !((now.counts[2] ?? 0) + (now.counts[3] ?? 0)) || open(now) > 0;
    if (!retryAll.hidden && Date.now() > askUntil) {
      retryAll.disabled = false;
      retryAll.textContent = 'Retry all that failed';
    }
    tiles.bad.element.classList.toggle('tile-bad', failed(now) > 0);
    setText(tiles.open.value, number(open(now)));
    const speed = open(now) ? rateOf(now) : null;
    const left = open(now) ? millisLeft(now) : null;
    setText(tiles.rate.value, speed === null ? '–' : rate(speed));
    setText(tiles.left.value, !open(now) ? 'none' : left === null ? 'not known yet' : roughly(left));
    if (before && open(before) > 0 && open(now) === 0) {
      announce(`${title(now)} has ended: ${plural(now.counts[1] ?? 0, 'SKU')} done, ${number(failed(now))} failed.`);
      ask();
    } else if (before && Math.floor(ended(before) / before.operations * 10) !== Math.floor(ended(now) / now.operations * 10)) {
      announce(`${share(now)} of ${title(now)}.`);
    }
    if (!before || JSON.stringify(before.counts) !== JSON.stringify(now.counts)) {
      if (items.length <= 50) {
        load(false);
      }
    }
  }

  /** For bulks that are too old to be told of, and for what is told of once only. */
  async function ask() {
    clearTimeout(asked);
    try {
      const now = await get(`bulks/${uuid}`);
      if (stopped) {
        return;
      }
      noteProgress(now, Date.now());
      show(now);
      if (Date.now() < askUntil) {
        asked = setTimeout(ask, 2000);
        if (items.length <= 50) {
          load(false);
        }
      }
    } catch (problem) {
      if (!stopped && !bulk) {
        place.replaceChildren(problem.status === 404
          ? note('empty', 'There is no such bulk', 'Magento removes bulks after some weeks, and only those of this connector are shown.') : problemNote(problem, ask));
      }
    }
  }

  const stop = watch((view) => {
    const told = view.bulks?.find((one) => one.bulk_uuid === uuid);
    if (told && bulk) {
      show({...told, finished_at: open(told) ? null : bulk.finished_at});
    } else if (bulk && open(bulk) > 0 && view.bulks) {
      clearTimeout(asked);
      asked = setTimeout(ask, ASK_AGAIN);
    }
  });
  ask();
  return () => {
    stopped = true;
    clearTimeout(asked);
    clearTimeout(typing);
    stop();
  };
}
