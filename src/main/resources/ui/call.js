// One direct bulk, as far as this process remembers it.

import {get} from './api.js';
import {announce, entitle, h, instead, note, problemNote} from './dom.js';
import {duration, number, plural, time} from './format.js';
import {ended, failed, watch} from './live.js';
import {from, imageTiles, progressBar, progressTiles, share, title} from './progress.js';
import {skuList} from './skulist.js';

const FILTERS = [['all', 'All'], ['changed', 'Changed'], ['warned', 'With warnings'], ['failed', 'Failed'], ['done', 'Done']];

function about({kept, stats}) {
  if (kept >= stats.skus_seen) {
    return null;
  }
  return h('p', {class: 'muted'}, kept === 0
    ? 'What became of each SKU is not remembered any more: younger bulks needed the memory.'
    : `What became of ${number(kept)} of these SKUs is remembered. Of a bulk this large the rest is not: failures are kept longest, but of very many not all.`);
}

const tenths = (call) => Math.ceil(ended(call) / Math.max(1, call.operations) * 10);

export function callPage(main, id) {
  let running = null;
  let stopped = false;
  const bar = progressBar();
  const tiles = progressTiles();
  const place = h('div', {}, instead('Direct bulk', note('loading', 'Looking for the bulk')));
  const images = imageTiles();
  let whole = null;
  let forgotten = false;
  const skus = skuList(`calls/${id}`, FILTERS, {path: 'skus?state=failed', list: 'skus'}, (summary) => images.update(
    // of a large bulk not every SKU is remembered, but the sums are; of warnings there is none
    {...summary, images: whole ?? (forgotten ? {} : summary.images), counts: forgotten ? {...summary.counts, warned: null} : summary.counts}));
  main.append(h('p', {class: 'back'}, h('a', {href: '#/bulks'}, '← Bulks')), place);

  function remember(all) {
    forgotten = !all;
    skus.setWhole(all);
  }

  function showRunning(call) {
    const before = running;
    running = call;
    remember(call.whole);
    entitle(title(call));
    bar.update(call, title(call));
    tiles.update(call);
    if (!before) {
      place.replaceChildren(h('section', {class: 'card'},
        h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, h('h1', {}, title(call)), h('span', {class: 'badge badge-info'}, 'Working')),
          h('p', {class: 'muted'}, `${from({...call, kind: 'direct'})} · came in ${time(call.started_at)}`)), bar.element, tiles.element, images.element));
    }
    // not each second: to find the few that have failed, the connector looks through all that it remembers
    if (ended(call) > 0 && (!before || tenths(before) !== tenths(call) || !failed(before) !== !failed(call))) {
      announce(`${share(call)} of ${title(call)}.`);
      place.append(skus.element);
      skus.renew();
    }
  }

  function showEnded(call) {
    const stats = [['SKUs', call.stats.skus_seen], ['Done', call.stats.ok], ['Failed', call.stats.error]];
    whole = call.stats;
    remember(call.kept >= call.stats.skus_seen);
    entitle(title(call));
    place.replaceChildren(
      h('section', {class: 'card'},
        h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, h('h1', {}, title(call)),
          h('span', {class: call.stats.error ? 'badge badge-bad' : 'badge badge-good'}, call.stats.error ? 'Failures' : 'Done')),
        h('p', {class: 'muted'}, `${from({...call, kind: 'direct'})} · ended ${time(call.ended_at)} · took ${duration(call.millis)}`)),
        h('dl', {class: 'tiles'}, stats.map(([words, value]) => h('div', {class: words === 'Failed' && value ? 'tile tile-bad' : 'tile'}, h('dt', {}, words), h('dd', {}, number(value))))), images.element,
        call.stats.error ? h('p', {class: 'said'}, 'Whoever sent the bulk has this answer too, and sends again what failed: direct bulks are not repeated from here.') : null,
        about(call)),
      skus.element);
    skus.renew();
  }

  async function load() {
    const before = running;
    running = null;
    try {
      const call = await get(`calls/${id}`);
      if (stopped) {
        return;
      }
      if (!call.ended_at) {
        showRunning(call);
        return;
      }
      showEnded(call);
      if (before) {
        announce(`${title(call)} has ended: ${plural(call.stats.ok, 'SKU')} done, ${number(call.stats.error)} failed.`);
      }
    } catch (problem) {
      if (!stopped) {
        place.replaceChildren(instead('Direct bulk', problem.status !== 404 ? problemNote(problem, load)
          : before ? note('empty', 'This bulk has ended without a result', 'Its caller was told why.')
            : note('empty', 'This bulk is not remembered any more', 'A process remembers its last thirty direct bulks, until it ends.')));
      }
    }
  }

  const stop = watch((view) => {
    const told = view.calls.find((call) => call.id === Number(id));
    if (told) {
      showRunning(told);
    } else if (running) {
      load();
    }
  });
  if (!running) {
    load();
  }
  return () => {
    stopped = true;
    skus.stop();
    stop();
  };
}
