// One product: its gallery as it stands in Magento's tables, and what requests have done to it.

import {askedNumber, say} from './address.js';
import {get} from './api.js';
import {noteChanges} from './changes.js';
import {announce, entitle, h, note, problemNote} from './dom.js';
import {number, plural, time} from './format.js';
import {watchReturn} from './live.js';
import {forgetPictures, picture} from './pictures.js';
import {skuRow} from './skus.js';

/** Of so many requests at the most, the last one that was shown is found again. */
const MOST_AGAIN = 500;
const FIELDS = {image: 'the image itself', label: 'label', position: 'position', disabled: 'whether it is hidden'};

export const productAddress = (sku) => `#/products/${encodeURIComponent(sku)}`;

function broughtBy(sources) {
  const names = Object.entries(sources);
  return names.length === 0 ? 'nobody: no request has named it'
    : names.map(([name, slots]) => slots.length ? `${name} (${slots.join(', ')})` : name).join(', ');
}

const fact = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

function storeLine({store, label, position, disabled, roles}) {
  const words = [];
  if (position !== null) {
    words.push(`position ${number(position)}`);
  }
  if (label !== null) {
    words.push(['“', h('bdi', {}, label), '”']);
  }
  if (disabled) {
    words.push('hidden');
  }
  if (roles.length) {
    words.push(roles.join(', '));
  }
  return fact(store === '' ? 'All stores' : ['Store ', h('code', {}, store)],
    words.length ? words.flatMap((one, i) => i ? [' · ', one] : [one]) : h('span', {class: 'muted'}, 'no label, no role'));
}

function imageCard(image) {
  return h('li', {class: 'change'},
    h('div', {class: 'change-pictures'}, h('figure', {}, picture({file_path: image.file_path}))),
    h('div', {class: 'change-words'},
      h('p', {}, h('bdi', {class: 'path'}, image.file_path), ' ',
        image.hidden ? h('span', {class: 'badge badge-warn'}, 'Hidden everywhere') : null,
        image.media_type === 'image' ? null : h('span', {class: 'badge badge-plain'}, image.media_type)),
      h('dl', {class: 'facts'},
        image.stores.map(storeLine),
        fact('Brought by', h('bdi', {}, broughtBy(image.sources))),
        fact('ETag', image.etag === null ? h('span', {class: 'muted'}, 'not seen yet') : h('code', {}, image.etag)),
        fact('Object', h('code', {}, image.object_key)),
        image.links > 1 ? fact('Shared', `${plural(image.links, 'product')} show this row`) : null)));
}

/** Roles that no image of the gallery has, since they name another. */
const otherRoles = (roles) => h('div', {class: 'other-roles'}, h('h3', {}, 'Roles that name no image of this gallery'),
  h('ul', {class: 'lines'}, roles.map(({role, store, value}) => h('li', {},
    h('span', {class: 'what'}, 'Role ', h('code', {}, role), store === '' ? '' : [' in ', h('code', {}, store)], ': '), h('bdi', {}, value)))));

function from(entry) {
  const who = entry.from ? [h('bdi', {}, entry.from), ' · '] : [];
  const way = entry.direct ? 'direct call' : entry.bulk_uuid ? h('a', {href: `#/bulks/${entry.bulk_uuid}`}, 'bulk') : 'message';
  return h('p', {class: 'muted'}, who, way, ` · source ${entry.source}`, entry.replaces ? ' · replaces' : '');
}

function historyRow(entry) {
  const row = skuRow({...entry.sku, sku: time(entry.submitted_at), millis: entry.direct ? null : entry.sku.millis}, null);
  row.querySelector('.sku-head').after(from(entry));
  const notes = entry.notes.filter((one) => one.changes?.length || one.masked?.length);
  if (notes.length) {
    row.querySelector('.images-part')?.remove();
  }
  for (const one of notes) {
    if (one.masked?.length) {
      row.append(h('p', {class: 'warning-text'}, `Does not show, since younger requests have decided it: ${
        one.masked.map(({image, field}) => `${FIELDS[field] ?? field.replace(':', ' ')} of ${image}`).join('; ')}`));
    }
    row.append(noteChanges(one.changes ?? [], one.changes_left_out ?? 0));
  }
  if (entry.sku.status === 1 && notes.length === 0) {
    row.querySelector('.images-part')?.remove();
    row.append(h('p', {class: 'muted'}, `Named ${plural(entry.sku.images.length, 'image')}; what it has changed was not noted, or it has changed nothing.`));
  }
  return row;
}

// what somebody has typed into the address may be encoded badly: then it is looked for as it stands
function decoded(encoded) {
  try {
    return decodeURIComponent(encoded);
  } catch (e) {
    return encoded;
  }
}

export function productPage(main, encoded) {
  const sku = decoded(encoded);
  let stopped = false;
  let next = null;
  const wanted = askedNumber('shown', 1, MOST_AGAIN);
  const heading = h('h1', {}, h('bdi', {}, sku));
  const facts = h('p', {class: 'muted'});
  const age = h('p', {class: 'muted age', hidden: true});
  const gallery = h('div', {}, note('loading', 'Looking for the product'));
  const requests = h('ul', {class: 'skus'});
  const hint = h('div', {}, note('loading', 'Looking for requests'));
  const more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => load(true)}, 'Show older ones');
  entitle(sku);
  main.append(
    h('section', {class: 'card'}, h('div', {class: 'card-head'}, heading, facts), age, gallery),
    h('section', {class: 'card', 'aria-labelledby': 'history-title'},
      h('div', {class: 'card-head'}, h('h2', {id: 'history-title'}, 'What requests have done'),
        h('p', {class: 'muted'}, 'Asynchronous requests, direct calls that changed something, and those that failed')),
      hint, requests, more));

  async function show() {
    try {
      const product = await get(`products/${encoded}`);
      if (stopped) {
        return;
      }
      age.replaceChildren(`Read at ${time(Date.now())}. `, h('button', {type: 'button', class: 'small', onclick: again}, 'Look again'));
      age.hidden = false;
      heading.replaceChildren(h('bdi', {}, product.sku));
      facts.replaceChildren(...product.product_id === null ? [] : [`Product ${product.product_id} · ${plural(product.images.length, 'image')}`,
        ...product.admin_url ? [' · ', h('a', {href: product.admin_url, rel: 'noreferrer', target: '_blank'}, 'In Magento’s admin')] : []]);
      gallery.replaceChildren(product.product_id === null ? note('empty', 'There is no such product now', product.problem)
        : product.images.length ? h('ul', {class: 'changes'}, product.images.map(imageCard)) : note('empty', 'The product has no image'),
      ...product.other_roles.length ? [otherRoles(product.other_roles)] : []);
    } catch (problem) {
      if (!stopped) {
        age.hidden = true;
        gallery.replaceChildren(problemNote(problem, show));
      }
    }
  }

  /** What stands there stays until what is now has come. */
  async function again({target}) {
    target.disabled = true;
    forgetPictures();
    await Promise.all([show(), load(false)]);
    age.querySelector('button')?.focus();
    announce('Read again');
  }

  async function load(further) {
    more.disabled = true;
    try {
      const page = await get(`products/${encoded}/history${further ? `?before=${next}` : ''}`);
      if (stopped) {
        return;
      }
      next = page.next;
      const rows = page.requests.map(historyRow);
      if (further) {
        requests.append(...rows);
      } else {
        requests.replaceChildren(...rows);
      }
      more.hidden = next === null;
      if (further) {
        say({shown: requests.children.length}, false);
      }
      hint.replaceChildren(...requests.children.length ? [] : [note('empty', 'No request is known', 'What is older than the connector keeps, and what has changed nothing by a direct call, is not shown.')]);
    } catch (problem) {
      if (!stopped) {
        hint.replaceChildren(problemNote(problem, () => load(further)));
      }
    }
    more.disabled = false;
  }

  const all = async () => {
    show();
    await load(false);
    while (!stopped && next !== null && requests.children.length < wanted) {
      const before = next;
      await load(true);
      if (next === before) {
        return;
      }
    }
  };
  all();
  const stopReturn = watchReturn(all);
  return () => {
    stopped = true;
    stopReturn();
  };
}
