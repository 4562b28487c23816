// One SKU: how it ended, what was done to its images, and the images.

import {firstImages, h} from './dom.js';
import {duration} from './format.js';
import {picture} from './pictures.js';

const MOST_IMAGES = 12;
const STATES = {1: ['Done', 'good'], 2: ['Failed, may be tried again', 'bad'], 3: ['Failed', 'bad'], 4: ['Waiting', 'info'], 5: ['Rejected', 'warn']};

function chips(counts) {
  if (!counts) {
    return [];
  }
  const found = [];
  const add = (count, words, kind) => count > 0 && found.push(h('li', {class: `chip chip-${kind}`}, `${count} ${words}`));
  add(counts.inserted, 'inserted', 'good');
  add(counts.updated_value, 'updated', 'info');
  add(counts.updated_meta, counts.updated_meta === 1 ? 'new ETag' : 'new ETags', 'info');
  add(counts.skipped_no_change, 'unchanged', 'plain');
  add(counts.removed, 'removed', 'info');
  return found;
}

/** What a warning means and what is to be done, where its own words do not say it. */
const WARNINGS = {
  file_not_found: 'The image is not in the bucket and was left out. Put it there, then have the SKU sent again.',
  removal_withheld: 'Images that were to be taken off stay. Mend why, then have the SKU sent again.',
  unknown_store: 'The shop has no such store view. All else is written.',
  unknown_role: 'The product cannot have this role. All else is written.',
  duplicate_sku: 'It was sent more than once, and the last one stands.',
  duplicate_image: 'It was sent more than once, and the last one stands.',
  unknown_field: 'Nobody knows this field. All else is written.',
  store_override: 'A store view has a value of its own, which hides the one that was written.',
};

/** What the kinds of warnings that these SKUs have mean. */
export function meanings(skus) {
  const kinds = new Set(skus.flatMap((sku) => sku.warnings ?? []).map((warning) => warning.split(':', 1)[0]));
  return Object.keys(WARNINGS).filter((kind) => kinds.has(kind)).map((kind) => h('li', {}, h('code', {}, kind), h('span', {class: 'muted'}, WARNINGS[kind])));
}

const imageItem = (image) => h('li', {}, picture(image), h('span', {class: 'path'}, image.file_path),
  image.roles?.length ? h('span', {class: 'muted roles'}, image.roles.join(', ')) : null);

/**
 * @param action  a button, or null
 * @param address of the product's page, if there is a link to it
 */
export function skuRow(sku, action, address) {
  const [words, kind] = STATES[sku.status];
  const done = chips(sku.image_stats);
  const images = h('ul', {class: 'images'});
  // what has failed is known by one picture, which stands beside its words
  const one = sku.error && sku.images?.length === 1;
  const all = firstImages(images, one ? [] : sku.images ?? [], sku.error ? 0 : MOST_IMAGES, imageItem);
  const head = h('div', {class: 'sku-head'},
    h('h3', {}, sku.sku && address ? h('a', {href: address, class: 'sku-link'}, sku.sku) : sku.sku || 'no SKU'),
    h('span', {class: `badge badge-${kind}`}, words),
    sku.millis !== null && sku.millis !== undefined ? h('span', {class: 'muted', title: 'From submission to its end'}, `after ${duration(sku.millis)}`) : null,
    sku.error ? all : null,
    action ?? null);
  const warnings = (sku.warnings ?? []).map((warning) => h('p', {class: 'warning-text'}, warning));
  if (sku.error) {
    return h('li', {class: 'sku sku-failed'},
      sku.images?.length ? h('span', {class: 'small-picture'}, picture(sku.images[0])) : h('span', {}),
      h('div', {}, head, h('p', {class: 'error-text'}, sku.error), warnings, all ? images : null));
  }
  return h('li', {class: 'sku'}, head,
    done.length ? h('ul', {class: 'chips'}, done) : null,
    warnings,
    sku.images?.length ? h('div', {class: 'images-part'}, images, all) : null);
}
