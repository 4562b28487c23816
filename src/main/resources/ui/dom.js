// Builds elements. Text is always set as text: nothing that comes from a shop or a bucket is ever read as HTML.

import {plural} from './format.js';

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'class') {
      element.className = value;
    } else if (value === true) {
      element.setAttribute(name, '');
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text, if it is another one: what has not changed is not read out again. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** What the window is called, for those who have many open. */
export function entitle(name) {
  document.title = `${name} · Nacento connector`;
}

/** Says something to those who listen to the page. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/**
 * Brings the children of a list to the order of the items, keeping those that are there already: focus and scrolling stay.
 * @param make    makes {element, update} for an item
 */
export function keyed(list, known, items, keyOf, make) {
  const wanted = new Set();
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    wanted.add(key);
    let row = known.get(key);
    if (!row) {
      row = make(item);
      known.set(key, row);
    }
    row.update?.(item);
    if (row.element === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(row.element, place);
    }
  }
  for (const [key, row] of known) {
    if (!wanted.has(key)) {
      row.element.remove();
      known.delete(key);
    }
  }
}

/**
 * Puts the first of many images into a list; answers a button that shows the others as well, and takes them away again, or null if there are none.
 * @param make makes the element of one
 */
export function firstImages(list, images, most, make) {
  list.append(...images.slice(0, most).map(make));
  if (images.length <= most) {
    return null;
  }
  const words = `Show all ${plural(images.length, 'image')}`;
  let rest = [];
  const button = h('button', {type: 'button', class: 'small all-images', onclick: () => {
    rest.forEach((one) => one.remove());
    rest = rest.length ? [] : images.slice(most).map(make);
    list.append(...rest);
    setText(button, rest.length ? 'Show fewer' : words);
  }}, words);
  return button;
}

/** Plain words in place of content: empty, loading, failed. */
export function note(kind, title, detail, action) {
  return h('div', {class: `note note-${kind}`, role: kind === 'failed' ? 'alert' : null},
    kind === 'loading' ? h('span', {class: 'spinner', 'aria-hidden': 'true'}) : null,
    h('p', {class: 'note-title'}, title), detail ? h('p', {}, detail) : null, action ?? null);
}

/** Something in place of a whole page, under the page's name. */
export const instead = (name, element) => h('div', {}, h('h1', {class: 'sr-only'}, name), element);

export function problemNote(problem, again) {
  return note('failed', 'This could not be loaded', problem.message,
    again ? h('button', {type: 'button', onclick: again}, 'Try again') : null);
}
