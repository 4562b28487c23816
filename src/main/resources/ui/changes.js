// What would change at one product: each of its images before and after.

import {firstImages, h} from './dom.js';
import {plural} from './format.js';
import {picture} from './pictures.js';
import {kindOf} from './plan.js';

const WORDS = {new: ['New', 'good'], removed: ['Removed', 'bad'], repointed: ['Another file', 'info'], changed: ['Changed', 'info']};
const FIELDS = {label: 'Label', position: 'Position', disabled: 'Hidden'};
const ALL_STORES = 'admin';
const MOST_IMAGES = 24;

const tidied = (path) => `/${path}`.replace(/[\\/]+/g, '/');

/** Texts of a shop run from right to left, too: they must not turn what stands beside them. */
function value(one) {
  return one === null || one === undefined ? h('span', {class: 'muted'}, 'none')
    : typeof one === 'boolean' ? h('b', {}, one ? 'yes' : 'no') : one === '' ? h('span', {class: 'muted'}, 'empty') : h('bdi', {}, String(one));
}

const arrow = () => [h('span', {class: 'arrow', 'aria-hidden': 'true'}, ' → '), h('span', {class: 'sr-only'}, ' becomes ')];

function line({field, store, from, to}, words = [value(from), arrow(), value(to)]) {
  const [name, code] = field.split(/:(.*)/s);
  const what = name === 'role' ? ['Role ', h('code', {}, code)] : name === 'role_label' ? ['Label of the role ', h('code', {}, code)] : FIELDS[name] ?? name;
  return h('li', {}, h('span', {class: 'what'}, what, store === ALL_STORES ? '' : [' in ', h('code', {}, store)], ': '), words);
}

/** The picture that has a role now, and the one that gets it. */
function roleLine(change, path) {
  const who = (one) => one === null ? value(null) : one === path ? 'this picture'
    : h('span', {class: 'small-picture'}, picture({file_path: one}), h('bdi', {class: 'path'}, one));
  return line(change, [who(change.from), arrow(), who(change.to)]);
}

const contentLine = ({from, to}) => h('li', {title: `ETag ${from ?? 'none'} → ${to ?? 'none'}`}, h('span', {class: 'what'}, 'Content: '),
  from === null ? 'noted for the first time' : 'the picture in the bucket is not the one that it was');

/** What a new image is to be, or one that goes has been. */
function facts({label, position, disabled, roles}) {
  const all = [['Label', label], ['Position', position], ['Hidden', disabled || null], ['Roles', roles?.length ? roles.join(', ') : null]];
  return all.filter(([, one]) => one !== null && one !== undefined).map(([name, one]) => h('li', {}, h('span', {class: 'what'}, `${name}: `), value(one)));
}

const figure = (path, label, words) => h('figure', {}, picture({file_path: path, label}), words ? h('figcaption', {}, words) : null);

function imageCard(path, changes) {
  const about = changes.find((change) => change.field === 'image' && !(typeof change.from === 'string' && tidied(change.from) === change.to));
  const kind = about ? kindOf(about) : 'changed';
  const whole = kind === 'new' ? about.to : kind === 'removed' ? about.from : {};
  const [words, tone] = WORDS[kind];
  // with its file the content of an image is another one, and its roles hold the new path: that needs no words
  const rest = changes.filter((change) => change !== about && !(kind === 'repointed' && (change.field === 'etag' || change.from === about.from && change.to === path)));
  return h('li', {class: `change change-${kind}`},
    h('div', {class: 'change-pictures'}, kind === 'repointed' ? [figure(about.from, null, 'before'), figure(about.to, null, 'after')] : figure(path, whole.label)),
    h('div', {class: 'change-words'},
      h('p', {}, h('span', {class: `badge badge-${tone}`}, words), ' ', h('bdi', {class: 'path'}, path)),
      h('ul', {class: 'lines'},
        kind === 'repointed' ? line({field: 'File', store: ALL_STORES, from: about.from, to: about.to}) : null,
        facts(whole),
        rest.map((change) => change.field.startsWith('role:') ? roleLine(change, path)
          : change.field === 'etag' ? contentLine(change) : change.field === 'image' ? line({...change, field: 'Path'}) : line(change)))));
}

/** What there is to each image, in a list, with a button if there are many. */
function imageCards(changes, order) {
  const images = new Map();
  changes.forEach((change) => images.set(change.image, [...images.get(change.image) ?? [], change]));
  const list = h('ul', {class: 'changes'});
  const all = firstImages(list, [...images].sort(order), MOST_IMAGES, ([path, its]) => imageCard(path, its));
  return images.size ? [list, all] : [];
}

/** What a request has changed at one product. */
export function noteChanges(changes, leftOut) {
  return h('div', {class: 'noted'}, imageCards(changes, () => 0),
    leftOut ? h('p', {class: 'muted'}, `and ${plural(leftOut, 'more change')}, which the connector has counted and not noted`) : null);
}

function badges(row) {
  const badge = (tone, words) => h('span', {class: `badge badge-${tone}`}, words);
  return [row.is.since ? badge('warn', 'Changed since the preview') : null,
    row.is.removing ? badge('bad', `Removes ${plural(row.removed, 'picture')}`) : null,
    row.error ? badge('bad', 'Would fail') : row.is.changed ? badge('info', 'Would change') : badge('plain', 'Unchanged')];
}

/** A product with all that would change. */
export function changesRow(row) {
  return h('li', {class: 'sku'},
    h('div', {class: 'sku-head'}, h('h3', {}, row.sku ? h('bdi', {}, row.sku) : 'no SKU'), badges(row)),
    row.error ? h('p', {class: 'error-text'}, row.error) : null,
    row.warnings.map((warning) => h('p', {class: 'warning-text'}, warning)),
    imageCards(row.changes, ([, one], [, other]) => isRemoved(other) - isRemoved(one)),
    row.leftOut ? h('p', {class: 'muted'}, `and ${plural(row.leftOut, 'more change')} at this product, which the connector has counted and not told`) : null);
}

const isRemoved = (changes) => changes.some((change) => kindOf(change) === 'removed');
