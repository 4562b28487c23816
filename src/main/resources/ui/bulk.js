// One asynchronous bulk: how far it is, and its SKUs.

import {get, post} from './api.js';
import {announce, h, note, problemNote, setText} from './dom.js';
import {duration, number, plural, time} from './format.js';
import {ended, failed, note as noteProgress, open, watch} from './live.js';
import {badge, progressBar, progressTiles, setBadge, share, title} from './progress.js';
import {skuList} from './skulist.js';

const FILTERS = [['all', 'All'], ['open', 'Waiting'], ['changed', 'Changed'], ['warned', 'With warnings'], ['failed', 'Failed'], ['done', 'Done']];
const ASK_AGAIN = 3000;

export function bulkPage(main, uuid) {
  let bulk = null;
  let stopped = false;
  let asked = null;
  let askUntil = 0;

  const heading = h('h1', {}, 'Bulk');
  const mark = h('span', {});
  const when = h('p', {class: 'muted'});
  const bar = progressBar();
  const tiles = progressTiles();
  const retryAll = h('button', {type: 'button', class: 'small', hidden: true, onclick: () => retry({all: true}, retryAll)}, 'Retry all that failed');
  const said = h('p', {class: 'said', role: 'status'});
  const place = h('div', {}, note('loading', 'Looking for the bulk'));
  const body = h('div', {hidden: true});
  const skus = skuList(`bulks/${uuid}/skus`, FILTERS, retryButton);

  body.append(
    h('section', {class: 'card'},
      h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, heading, mark, retryAll), when),
      bar.element, tiles.element, said),
    skus.element);
  main.append(h('p', {class: 'back'}, h('a', {href: '#/'}, '← Overview')), place, body);

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
      said.textContent = `${plural(retried, 'SKU')} submitted once more; what becomes of ${retried === 1 ? 'it' : 'them'} shows up here in a moment.`;
      button.textContent = 'Tried again';
      askUntil = Date.now() + 30_000;
      asked = setTimeout(ask, 1000);
    } catch (problem) {
      said.textContent = problem.message;
      button.disabled = false;
    }
  }

  function show(now) {
    const before = bulk;
    bulk = now;
    body.hidden = false;
    place.replaceChildren();
    place.hidden = true;
    setText(heading, title(now));
    setBadge(mark, badge(now));
    setText(when, `${now.bulk_uuid} · submitted ${time(now.started_at * 1000)}${now.finished_at ? ` · took ${duration((now.finished_at - now.started_at) * 1000)}` : ''}`);
    bar.update(now, title(now));
    tiles.update(now);
    retryAll.hidden = !((now.counts[2] ?? 0) + (now.counts[3] ?? 0)) || open(now) > 0;
    if (!retryAll.hidden && Date.now() > askUntil) {
      retryAll.disabled = false;
      retryAll.textContent = 'Retry all that failed';
    }
    if (before && open(before) > 0 && open(now) === 0) {
      said.textContent = '';
      announce(`${title(now)} has ended: ${plural(now.counts[1] ?? 0, 'SKU')} done, ${number(failed(now))} failed.`);
      ask();
    } else if (before && Math.floor(ended(before) / before.operations * 10) !== Math.floor(ended(now) / now.operations * 10)) {
      announce(`${share(now)} of ${title(now)}.`);
    }
    if (!before || JSON.stringify(before.counts) !== JSON.stringify(now.counts)) {
      skus.renew();
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
        skus.renew();
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
    skus.stop();
    stop();
  };
}
