// Pictures from the bucket, through the connector. Small ones are asked for when they come into view, a large one when its small one is pressed.

import {blob} from './api.js';
import {h} from './dom.js';

const KEPT = 400;
const known = new Map();
let round = 0;

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) {
      observer.unobserve(entry.target);
      show(entry.target);
    }
  }
}, {rootMargin: '200px'});

/** A picture, by its path as Magento has it, with what became of it; pressed, it is shown large. */
export function picture(image) {
  const words = image.label ? `${image.label} (${image.file_path})` : image.file_path;
  const frame = h('span', {class: 'thumb', title: words, 'data-path': image.file_path, 'data-words': words, role: 'img', 'aria-label': words});
  observer.observe(frame);
  return frame;
}

/** From now on pictures are as the bucket has them now: one may be another under its old name. */
export function forgetPictures() {
  round++;
}

const read = async (path, size) => URL.createObjectURL(await blob(`image?path=${encodeURIComponent(path)}&size=${size}`, round ? 'reload' : 'default'));

async function show(frame) {
  const {path, words} = frame.dataset;
  const key = `${round} ${path}`;
  if (!known.has(key)) {
    known.set(key, read(path, 'small'));
    if (known.size > KEPT) {
      const [oldest, address] = known.entries().next().value;
      known.delete(oldest);
      address.then(URL.revokeObjectURL, () => {});
    }
  }
  try {
    const address = await known.get(key);
    frame.replaceChildren(h('button', {type: 'button', class: 'enlarge', 'aria-label': `Enlarge ${words}`, onclick: () => enlarge(frame)},
      h('img', {src: address, alt: words, decoding: 'async'})));
    frame.removeAttribute('role');
    frame.removeAttribute('aria-label');
  } catch (problem) {
    known.delete(key);
    frame.classList.add('thumb-missing');
    frame.title = `${words}: ${problem.message}`;
    frame.setAttribute('aria-label', `${words}: no picture, ${problem.message}`);
  }
}

/** Over the page, until somebody closes it, presses beside it, or goes elsewhere; until the large one is there, the small one is seen. */
async function enlarge(frame) {
  const {path, words} = frame.dataset;
  const shown = h('img', {src: frame.querySelector('img').src, alt: words});
  const said = h('p', {class: 'error-text', role: 'status'});
  let address = null;
  const dialog = h('dialog', {class: 'large', 'aria-label': words, onclick: ({target}) => target === dialog && dialog.close()},
    h('figure', {}, shown, h('figcaption', {}, h('bdi', {class: 'path'}, path), h('button', {type: 'button', onclick: () => dialog.close()}, 'Close')), said));
  dialog.addEventListener('close', () => {
    dialog.remove();
    URL.revokeObjectURL(address);
  });
  document.body.append(dialog);
  dialog.showModal();
  try {
    address = await read(path, 'large');
    if (dialog.open) {
      shown.src = address;
    } else {
      URL.revokeObjectURL(address);
    }
  } catch (problem) {
    said.textContent = problem.message;
  }
}
