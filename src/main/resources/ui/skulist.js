// The SKUs of a bulk, fifty at a time, with a filter by state and by words.

import {get} from './api.js';
import {h, keyed, note, problemNote} from './dom.js';
import {skuRow} from './skus.js';

const FIRST_PAGE = 50;
const EMPTY = {open: 'No SKU waits', changed: 'No SKU was changed', warned: 'No SKU has warnings', failed: 'No SKU has failed', done: 'No SKU is done'};

/**
 * @param path    where the SKUs are asked for
 * @param filters state and words of each
 * @param action  makes a button for a SKU, or null
 */
export function skuList(path, filters, action = () => null) {
  let state = 'all';
  let text = '';
  let items = [];
  let next = null;
  let round = 0;
  let typing = null;
  let stopped = false;
  const list = h('ul', {class: 'skus'});
  const known = new Map();
  const hint = h('div', {});
  const more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => load(true)}, 'Show more');
  const search = h('input', {type: 'search', id: 'text', placeholder: 'SKU, file name or message', maxlength: '100', autocomplete: 'off'});
  const choices = h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, 'Show'), filters.map(([value, words]) =>
    h('label', {}, h('input', {type: 'radio', name: 'state', value, checked: value === state, onchange: () => { state = value; load(false); }}), h('span', {}, words))));
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => { text = search.value.trim(); load(false); }, 250);
  });

  /** The first page of SKUs, or the next one. */
  async function load(further) {
    const mine = ++round;
    if (!further && !items.length) {
      hint.replaceChildren(note('loading', 'Looking for SKUs'));
    }
    more.disabled = true;
    try {
      const found = await get(`${path}?state=${state}&text=${encodeURIComponent(text)}${further && next ? `&after=${next}` : ''}`);
      if (mine !== round || stopped) {
        return;
      }
      items = further ? items.concat(found.skus) : found.skus;
      next = found.next;
      hint.replaceChildren(...items.length ? [] : [nothing()]);
      keyed(list, known, items, (sku) => JSON.stringify(sku), (sku) => ({element: skuRow(sku, action(sku))}));
      more.hidden = next === null;
    } catch (problem) {
      if (mine === round && !stopped) {
        hint.replaceChildren(problemNote(problem, () => load(further)));
      }
    }
    more.disabled = false;
  }

  function nothing() {
    if (text) {
      return note('empty', 'No SKU fits', 'Try another filter, or other words.');
    }
    return state === 'all' ? note('empty', 'No SKU to be shown', 'The bulk has none, or it is not known any more what became of them.') : note('empty', EMPTY[state]);
  }

  return {
    element: h('section', {class: 'card', 'aria-label': 'SKUs'},
      h('div', {class: 'toolbar'}, choices, h('label', {class: 'search', for: 'text'}, h('span', {class: 'sr-only'}, 'Search'), search)),
      hint, list, more),
    load: () => load(false),
    /** Looks again, unless somebody has gone on to further pages: what they read would be gone. */
    renew() {
      if (items.length <= FIRST_PAGE) {
        load(false);
      }
    },
    stop() {
      stopped = true;
      clearTimeout(typing);
    },
  };
}
