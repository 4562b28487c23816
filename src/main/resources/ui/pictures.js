// Small pictures from the bucket, through the connector. They are asked for when they come into view.

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

/** A picture with what became of it. */
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

async function show(frame) {
  const {path, words} = frame.dataset;
  const key = `${round} ${path}`;
  if (!known.has(key)) {
    known.set(key, blob(`image?path=${encodeURIComponent(path)}`, round ? 'reload' : 'default').then((content) => URL.createObjectURL(content)));
    if (known.size > KEPT) {
      const [oldest, address] = known.entries().next().value;
      known.delete(oldest);
      address.then(URL.revokeObjectURL, () => {});
    }
  }
  try {
    const address = await known.get(key);
    frame.replaceChildren(h('img', {src: address, alt: words, decoding: 'async'}));
    frame.removeAttribute('role');
    frame.removeAttribute('aria-label');
  } catch (problem) {
    known.delete(key);
    frame.classList.add('thumb-missing');
    frame.title = `${words}: ${problem.message}`;
    frame.setAttribute('aria-label', `${words}: no picture, ${problem.message}`);
  }
}
