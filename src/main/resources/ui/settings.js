// The settings in force, and where a picture is looked for.

import {asked, say} from './address.js';
import {get} from './api.js';
import {h, note, problemNote} from './dom.js';
import {watchReturn} from './live.js';
import {picture} from './pictures.js';

function layoutCard(layout) {
  const answer = h('div', {role: 'status'});
  const field = h('input', {type: 'text', id: 'path', value: asked().get('path'), autocomplete: 'off', placeholder: layout.example.file_path, spellcheck: 'false'});
  const form = h('form', {class: 'inline-form', onsubmit: async (event) => {
    event.preventDefault();
    say({path: field.value.trim()}, true);
    await look();
  }}, h('label', {for: 'path'}, 'Where does a path lead?'), h('div', {class: 'field'}, field, h('button', {type: 'submit'}, 'Look')));
  async function look() {
    try {
      const found = await get(`object-key?path=${encodeURIComponent(field.value.trim() || layout.example.file_path)}`);
      answer.replaceChildren(place(found), h('div', {class: 'images'}, picture({file_path: found.magento_value})));
    } catch (problem) {
      answer.replaceChildren(h('p', {class: 'error-text'}, problem.message));
    }
  }
  if (asked().has('path')) {
    look();
  }
  return h('section', {class: 'card', 'aria-labelledby': 'layout-title'},
    h('div', {class: 'card-head'}, h('h2', {id: 'layout-title'}, 'Storage layout'), h('p', {class: 'muted'}, 'As the connector sees the bucket')),
    h('dl', {class: 'pairs'}, pair('Server', layout.endpoint), pair('Bucket', layout.bucket), pair('Prefix', layout.prefix || 'none: media/ is at the top')),
    h('h3', {}, 'For example'), place(layout.example), form, answer);
}

const pair = (name, value) => [h('dt', {}, name), h('dd', {}, h('code', {}, value))];
const place = (found) => h('dl', {class: 'pairs'}, pair('Path in a request', found.file_path), pair('Value in Magento', found.magento_value), pair('Object key', found.object_key));

function settingsCard(settings) {
  const body = h('tbody', {});
  const fill = () => body.replaceChildren(...settings.filter((one) => !onlySet.checked || !one.default).map((one) => h('tr', {},
    h('th', {scope: 'row'}, h('code', {}, one.name)), h('td', {}, one.value ? h('code', {}, one.value) : h('span', {class: 'muted'}, 'empty')),
    h('td', {}, one.default ? h('span', {class: 'muted'}, 'default') : h('span', {class: 'badge badge-info'}, 'set')))));
  const onlySet = h('input', {type: 'checkbox', checked: asked().has('set'), onchange: () => {
    say({set: onlySet.checked ? 1 : null}, true);
    fill();
  }});
  fill();
  return h('section', {class: 'card', 'aria-labelledby': 'settings-title'},
    h('div', {class: 'card-head'}, h('h2', {id: 'settings-title'}, 'Settings in force'), h('label', {class: 'check'}, onlySet, ' only those that differ from the default')),
    h('div', {class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': 'Settings'},
      h('table', {}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Setting'), h('th', {scope: 'col'}, 'Value'), h('th', {scope: 'col'}, 'From'))), body)));
}

export function settingsPage(main) {
  const place = h('div', {class: 'stack'}, note('loading', 'Reading the settings'));
  main.append(h('h1', {class: 'sr-only'}, 'Settings'), place);
  async function load() {
    try {
      const {layout, settings} = await get('settings');
      place.replaceChildren(layoutCard(layout), settingsCard(settings));
    } catch (problem) {
      place.replaceChildren(problemNote(problem, load));
    }
  }
  load();
  // another process may have others
  return watchReturn(load);
}
