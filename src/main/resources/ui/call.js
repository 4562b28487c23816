// One direct bulk, as far as this process keeps it.

import {get} from './api.js';
import {h, note, problemNote} from './dom.js';
import {duration, number, plural, time} from './format.js';
import {skuRow} from './skus.js';

export function callPage(main, id) {
  const place = h('div', {}, note('loading', 'Looking for the bulk'));
  main.append(h('p', {class: 'back'}, h('a', {href: '#/'}, '← Overview')), place);

  async function load() {
    try {
      const {call, results} = await get(`calls/${id}`);
      const stats = [['SKUs', call.stats.skus_seen], ['Done', call.stats.ok], ['Failed', call.stats.error], ['Images inserted', call.stats.inserted],
        ['Images updated', call.stats.updated_value], ['New ETags', call.stats.updated_meta], ['Images unchanged', call.stats.skipped_no_change]];
      place.replaceChildren(
        h('section', {class: 'card'},
          h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, h('h1', {}, call.request_id ?? 'Bulk without a name'),
            h('span', {class: call.stats.error ? 'badge badge-bad' : 'badge badge-good'}, call.stats.error ? 'Failures' : 'Done')),
          h('p', {class: 'muted'}, `Direct bulk, ended ${time(call.ended_at)} after ${duration(call.millis)}`)),
          h('dl', {class: 'tiles'}, stats.map(([words, value]) => h('div', {class: words === 'Failed' && value ? 'tile tile-bad' : 'tile'}, h('dt', {}, words), h('dd', {}, number(value)))))),
        h('section', {class: 'card', 'aria-label': 'SKUs'},
          results.length < call.stats.skus_seen ? h('p', {class: 'muted'}, `${plural(results.length, 'result')} of ${number(call.stats.skus_seen)} are kept: failures, warnings and changes first.`) : null,
          h('ul', {class: 'skus'}, results.map((result) => skuRow(result, null)))));
    } catch (problem) {
      place.replaceChildren(problem.status === 404
        ? note('empty', 'This bulk is not kept any more', 'A process keeps its last thirty direct bulks, until it ends.') : problemNote(problem, load));
    }
  }
  load();
  return () => {};
}
