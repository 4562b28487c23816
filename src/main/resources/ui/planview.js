// A plan on the page: its numbers, and its products, with a filter.

import {changesRow} from './changes.js';
import {h, note} from './dom.js';
import {number, plural, time} from './format.js';
import {KEPT, KINDS} from './plan.js';

const SHOWN_AT_ONCE = 50;
const MOST_NAMED = 20;
const FILTERS = [['all', 'All'], ['since', 'Changed since'], ['removing', 'Remove pictures'], ['changed', 'Change'], ['warned', 'With warnings'], ['failed', 'Would fail']];

const tile = (words, value, bad) => h('div', {class: bad && value ? 'tile tile-bad' : 'tile'}, h('dt', {}, words), h('dd', {}, number(value)));

/** The first of many SKUs, in words. */
export function named(skus, all) {
  const first = skus.slice(0, MOST_NAMED);
  return [...first.flatMap((sku, index) => [index ? ', ' : '', h('bdi', {}, sku)]), all > first.length ? ` and ${number(all - first.length)} more` : ''];
}

function removals(plan) {
  return plan.removed === 0 ? null : h('div', {class: 'banner banner-bad'},
    h('p', {}, h('b', {}, `${plural(plan.removed, 'picture')} would be taken off ${plural(plan.removing, 'product')}.`),
      ' The files stay in the bucket, but labels, positions and roles of these pictures are gone then. They come first at each product, marked ', h('span', {class: 'badge badge-bad'}, 'Removed'), '.'));
}

/**
 * What a file would change, in numbers.
 * @param file    name, said, doubled
 * @param heading gets the focus
 * @param action  what stands below
 */
export function planSummary(plan, file, heading, action) {
  return h('section', {class: 'card', 'aria-labelledby': heading.id},
    h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, heading, h('span', {class: 'badge badge-info'}, 'Nothing is written yet')),
      h('p', {class: 'muted'}, `${file.name} · looked at ${time(plan.at)}`)),
    removals(plan),
    h('dl', {class: 'tiles'}, tile('Products', plan.products), tile('Would change', plan.changed), tile('Would fail', plan.failed, true), tile('With warnings', plan.warned)),
    h('h3', {}, 'Changes by kind'),
    h('dl', {class: 'tiles'}, KINDS.filter(([kind]) => kind === 'removed' || plan.kinds[kind]).map(([kind, words]) => tile(words, plan.kinds[kind], kind === 'removed')),
      plan.leftOut ? tile('Not told', plan.leftOut) : null),
    file.said.length ? h('p', {class: 'said'}, 'The file says of all its products: ', h('code', {}, file.said.join(', '))) : null,
    [...plan.said].map((warning) => h('p', {class: 'warning-text'}, `Of the whole file: ${warning}`)),
    plan.doubled ? h('p', {class: 'said'}, `${plural(plan.doubled, 'item is', 'items are')} left out: a later one of the file is for the same product.`) : null,
    plan.leftOut ? h('p', {class: 'said'}, `${plural(plan.leftOut, 'change')} of products with more than 100 each ${plan.leftOut === 1 ? 'is' : 'are'} counted and not told.`) : null,
    action);
}

/** The products of a plan, fifty at a time. */
export function planList(plan) {
  let shown = SHOWN_AT_ONCE;
  let filter = plan.since ? 'since' : 'all';
  const list = h('ul', {class: 'skus'});
  const hint = h('div', {});
  const more = h('button', {type: 'button', class: 'more', onclick: () => { shown += SHOWN_AT_ONCE; fill(); }}, 'Show more');
  const choices = h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, 'Products to show'), FILTERS.filter(([kind]) => kind === 'all' || plan[kind]).map(([kind, words]) =>
    h('label', {}, h('input', {type: 'radio', name: 'plan-filter', value: kind, checked: kind === filter, onchange: () => { filter = kind; shown = SHOWN_AT_ONCE; list.replaceChildren(); fill(); }}),
      h('span', {}, kind === 'all' ? words : `${words} (${number(plan[kind])})`))));

  function fill() {
    const rows = plan.rows.filter((row) => filter === 'all' || row.is[filter]);
    list.append(...rows.slice(list.childElementCount, shown).map(changesRow));
    more.hidden = rows.length <= shown;
    hint.replaceChildren(...rows.length ? [] : [note('empty', 'Nothing to change', 'The shop has all that the file asks for.')]);
  }

  fill();
  const all = plan.since + plan.changed + plan.failed + plan.warned;
  return h('section', {class: 'card', 'aria-label': 'Products'}, all ? h('div', {class: 'toolbar'}, choices) : null, hint, list, more,
    ['since', 'removing', 'changed', 'warned', 'failed'].some((kind) => plan[kind] > KEPT)
      ? h('p', {class: 'said'}, `Of each kind, at least the first ${number(KEPT)} products are shown; all are counted. `,
        h('code', {}, './nacento sync FILE --dry-run'), ' writes everything to a file.') : null,
    plan.products > plan.rows.length ? h('p', {class: 'muted'}, `${plural(plan.rows.length, 'product')} of ${number(plan.products)} can be looked at here.`) : null);
}
