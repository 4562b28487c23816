// One direct bulk, as far as this process remembers it.

import {get} from './api.js';
import {h, note, problemNote} from './dom.js';
import {duration, number, time} from './format.js';
import {skuList} from './skulist.js';

const FILTERS = [['all', 'All'], ['changed', 'Changed'], ['warned', 'With warnings'], ['failed', 'Failed'], ['done', 'Done']];

function about({kept, stats}) {
  if (kept >= stats.skus_seen) {
    return null;
  }
  return h('p', {class: 'muted'}, kept === 0
    ? 'What became of each SKU is not remembered any more: younger bulks needed the memory.'
    : `What became of ${number(kept)} of these SKUs is remembered; of a bulk this large the rest is not, but for failures.`);
}

export function callPage(main, id) {
  const place = h('div', {}, note('loading', 'Looking for the bulk'));
  const skus = skuList(`calls/${id}/skus`, FILTERS);
  main.append(h('p', {class: 'back'}, h('a', {href: '#/'}, '← Overview')), place);

  async function load() {
    try {
      const call = await get(`calls/${id}`);
      const stats = [['SKUs', call.stats.skus_seen], ['Done', call.stats.ok], ['Failed', call.stats.error], ['Images inserted', call.stats.inserted],
        ['Images updated', call.stats.updated_value], ['New ETags', call.stats.updated_meta], ['Images unchanged', call.stats.skipped_no_change]];
      place.replaceChildren(
        h('section', {class: 'card'},
          h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, h('h1', {}, call.request_id ?? 'Bulk without a name'),
            h('span', {class: call.stats.error ? 'badge badge-bad' : 'badge badge-good'}, call.stats.error ? 'Failures' : 'Done')),
          h('p', {class: 'muted'}, `Direct bulk · ended ${time(call.ended_at)} · took ${duration(call.millis)}`)),
          h('dl', {class: 'tiles'}, stats.map(([words, value]) => h('div', {class: words === 'Failed' && value ? 'tile tile-bad' : 'tile'}, h('dt', {}, words), h('dd', {}, number(value))))),
          call.stats.error ? h('p', {class: 'said'}, 'Whoever sent the bulk has this answer too, and sends again what failed: direct bulks are not repeated from here.') : null,
          about(call)),
        skus.element);
      skus.load();
    } catch (problem) {
      place.replaceChildren(problem.status === 404
        ? note('empty', 'This bulk is not remembered any more', 'A process remembers its last thirty direct bulks, until it ends.') : problemNote(problem, load));
    }
  }
  load();
  return () => skus.stop();
}
