// Signs in, and shows the page that the address names.

import {goToPlace, path as shownPath} from './address.js';
import * as api from './api.js';
import {auditPage} from './audit.js';
import {bulkPage} from './bulk.js';
import {bulksPage} from './bulklist.js';
import {callPage} from './call.js';
import {entitle, h, instead, note, problemNote, setText} from './dom.js';
import {deadLetters, lettersPage} from './letters.js';
import {number, time} from './format.js';
import * as live from './live.js';
import {overview} from './overview.js';
import {previewPage} from './preview.js';
import {productAddress, productPage} from './product.js';
import {settingsPage} from './settings.js';

const main = document.getElementById('main');
const bar = document.getElementById('bar');
const PAGES = [
  {at: /^\/$/, name: 'Overview', address: '#/', show: overview},
  {at: /^\/bulks$/, name: 'Bulks', address: '#/bulks', show: bulksPage},
  {at: /^\/bulks\/([0-9a-zA-Z-]+)$/, name: 'Bulk', show: bulkPage},
  {at: /^\/calls\/(\d+)$/, name: 'Direct bulk', show: callPage},
  {at: /^\/products\/([^/]+)$/, name: 'Product', show: productPage},
  {at: /^\/preview$/, name: 'Preview', address: '#/preview', show: previewPage},
  {at: /^\/audit$/, name: 'Audit', address: '#/audit', show: auditPage},
  {at: /^\/dead-letters$/, name: 'Dead letters', address: '#/dead-letters', show: lettersPage},
  {at: /^\/settings$/, name: 'Settings', address: '#/settings', show: settingsPage},
];
let leave = () => {};
let signedIn = false;

const links = PAGES.filter((page) => page.address).map((page) => h('a', {href: page.address}, page.name));
const lettersCount = h('span', {class: 'nav-count', hidden: true});
links.find((link) => link.hash === '#/dead-letters').append(lettersCount);
document.getElementById('nav').append(...links);

/** What lies over a view goes with it. */
function leaveView() {
  document.querySelectorAll('dialog').forEach((dialog) => dialog.close());
  leave();
  leave = () => {};
}

function show(moved) {
  if (!signedIn) {
    return;
  }
  leaveView();
  main.replaceChildren();
  const path = shownPath();
  if (!path.startsWith('/')) {
    return;
  }
  const page = PAGES.find((one) => one.at.test(path));
  links.forEach((link) => link.toggleAttribute('aria-current', link.getAttribute('href') === `#${path}`));
  links.filter((link) => link.hasAttribute('aria-current')).forEach((link) => link.setAttribute('aria-current', 'page'));
  entitle(page ? page.name : 'Not found');
  if (page) {
    leave = page.show(main, ...path.match(page.at).slice(1));
  } else {
    main.append(instead('Not found', note('empty', 'There is no such page', '', h('a', {href: '#/'}, 'To the overview'))));
  }
  if (moved) {
    main.focus({preventScroll: true});
  }
  goToPlace();
}

function signInPage(words) {
  signedIn = false;
  live.stop();
  leaveView();
  bar.hidden = true;
  entitle('Sign in');
  const problem = h('p', {class: 'error-text', role: 'alert'}, words ?? '');
  const field = h('input', {type: 'password', id: 'token', autocomplete: 'off', required: true, spellcheck: 'false', 'aria-describedby': 'token-help'});
  const button = h('button', {type: 'submit', class: 'primary'}, 'Sign in');
  const form = h('form', {class: 'card sign-in', onsubmit: async (event) => {
    event.preventDefault();
    button.disabled = true;
    api.signIn(field.value.trim());
    await enter(() => 'This token is not accepted.');
    button.disabled = false;
  }},
  h('img', {src: 'icon.svg', alt: '', width: '44', height: '44'}),
  h('h1', {}, 'Nacento connector'),
  h('label', {for: 'token'}, 'Access token'), field,
  h('p', {class: 'muted', id: 'token-help'}, 'One of those that may call the API. It is kept for this tab only.'),
  problem, button);
  main.replaceChildren(form);
  field.focus();
}

/** Looks whether the connector lets this page in, with the token that there is or without one. */
async function enter(wordsIfRefused) {
  try {
    api.onSignedOut(() => {});
    await api.get('calls');
  } catch (problem) {
    if (problem.status === 401) {
      const words = api.token() ? wordsIfRefused() : '';
      api.signOut();
      signInPage(words);
    } else if (problem.status === 404) {
      main.replaceChildren(instead('Nacento connector', note('failed', 'The page is switched off', 'nacento.ui.enabled is false.')));
    } else {
      main.replaceChildren(instead('Nacento connector', problemNote(problem, () => enter(wordsIfRefused))));
    }
    return;
  }
  api.onSignedOut(() => {
    api.signOut();
    signInPage('The token is not accepted any more.');
  });
  signedIn = true;
  bar.hidden = false;
  document.getElementById('sign-out').hidden = !api.token();
  live.start();
  show(false);
}

document.getElementById('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const sku = event.target.elements.sku.value.trim();
  if (sku) {
    const before = location.hash;
    location.hash = productAddress(sku);
    if (location.hash === before) {
      show(true);
    }
    event.target.reset();
  }
});
document.getElementById('sign-out').addEventListener('click', () => {
  api.signOut();
  location.hash = '#/';
  signInPage('');
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
live.watch((view) => {
  const letters = deadLetters(view);
  setText(lettersCount, letters ? ` ${number(letters)}` : '');
  lettersCount.hidden = !letters;
  const away = view.parts.filter((part) => part.up === false).map((part) => part.name).join(', ');
  const element = document.getElementById('live');
  const state = live.connection();
  const words = [view.consumption.paused && 'paused', away && `${away} away`].filter(Boolean).join(', ') || 'live';
  setText(element, state !== 'live' ? 'Offline' : `${words[0].toUpperCase()}${words.slice(1)}`);
  element.className = `live live-${state !== 'live' ? state : away ? 'away' : view.consumption.paused ? 'paused' : 'live'}`;
});
live.watchState((state) => {
  const lost = document.getElementById('lost');
  const seen = live.now();
  document.body.classList.toggle('offline', state !== 'live');
  if (!seen) {
    setText(document.getElementById('live'), 'Offline');
  }
  setText(lost, state === 'live' ? '' : `${live.refused() ? `${live.refused()} Trying again.` : 'Connection lost, trying again.'}${seen ? ` Live figures are from ${time(seen.time)}.` : ''}`);
  lost.hidden = state === 'live';
});
window.addEventListener('hashchange', () => show(true));
main.append(instead('Nacento connector', note('loading', 'One moment')));
enter(() => 'The token is not accepted any more.');
