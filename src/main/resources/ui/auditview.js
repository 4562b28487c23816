// What an audit has found: its counts, as the command prints them, and the first findings of each kind.

import {asked, askedNumber, say} from './address.js';
import {h, setText} from './dom.js';
import {duration, number, plural, time} from './format.js';
import {picture} from './pictures.js';
import {productAddress} from './product.js';

const SHOWN_AT_ONCE = 50;
const OF_EACH_KIND = 5;
/** As many as the connector keeps. */
const MOST_OF_A_KIND = 100;
/** Of these there is nothing to be seen. */
const WITHOUT_PICTURE = new Set(['missing_object', 'orphaned_copy']);

/** When it was started, and whose token it was; where nobody is asked for one, nobody is named. */
export const started = ({started_at: begun, by}) => `${time(begun)}${by ? ` by ${by}` : ''}`;

/**
 * The counts.
 * @param save hands all findings over as a file
 */
export function resultCard(result, save) {
  const all = result.rows.reduce((sum, row) => sum + row.found, 0);
  const said = h('p', {class: 'said', role: 'status'});
  const button = h('button', {type: 'button', class: 'small', onclick: async () => {
    button.disabled = true;
    setText(said, 'Reading the file.');
    try {
      await save();
      setText(said, `${plural(all, 'finding')} saved.`);
    } catch (problem) {
      setText(said, problem.message);
    }
    button.disabled = false;
  }}, 'Save all as CSV');
  return h('section', {class: 'card', 'aria-labelledby': 'result-title'},
    h('div', {class: 'card-head'},
      h('div', {class: 'title-line'}, h('h2', {id: 'result-title'}, all ? plural(all, 'finding') : 'Nothing was found'),
        h('span', {class: `badge badge-${all ? 'warn' : 'good'}`}, all ? 'Look at it' : 'All is right')),
      h('p', {class: 'muted'}, `Started ${started(result)} · took ${duration(result.millis)}${result.copies ? '' : ' · without resized copies'}`)),
    h('p', {class: 'audit-summary'}, result.summary),
    h('div', {class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': 'Counts'},
      h('table', {class: 'counts'}, h('thead', {}, h('tr', {}, ['Kind', 'Found', 'Brought', 'What'].map((name) => h('th', {scope: 'col'}, name)))),
        h('tbody', {}, result.rows.map((row) => h('tr', {class: row.found ? 'found' : null},
          h('th', {scope: 'row'}, h('code', {}, row.kind)), h('td', {'data-name': 'found'}, number(row.found)), h('td', {'data-name': 'brought'}, number(row.brought)), h('td', {}, row.what)))))),
    h('p', {class: 'muted'}, 'Brought are images that a request has ever named; an admin’s, another module’s and videos are not.'),
    h('div', {class: 'audit-save'}, all ? button : null, said,
      h('p', {class: 'muted'}, 'This result is kept until the process ends, or the next audit has come to its end.')));
}

function findingRow(finding) {
  const role = finding.role === null ? null : ['role ', h('code', {}, finding.role), finding.store === 'admin' ? ' ' : [' in ', h('code', {}, finding.store), ' ']];
  const path = finding.path === null ? null : h('bdi', {class: 'finding-path'}, finding.path);
  return h('li', {class: 'finding'},
    path === null || WITHOUT_PICTURE.has(finding.kind) ? null : h('span', {class: 'small-picture'}, picture({file_path: finding.path})),
    h('div', {class: 'finding-words'},
      h('p', {}, finding.sku === null ? null : [h('a', {href: productAddress(finding.sku), class: 'sku-link finding-sku'}, h('bdi', {}, finding.sku)), ' '], path ?? 'gallery row without a path',
        finding.brought ? [' ', h('span', {class: 'badge badge-info'}, 'brought')] : null,
        finding.confirmed ? null : [' ', h('span', {class: 'badge badge-warn'}, 'only by the listing')]),
      h('p', {class: 'muted'}, role, h('bdi', {}, finding.detail))));
}

/** The first findings of a kind. */
function kindPart({kind, found}, findings, words) {
  return h('section', {class: 'audit-kind', 'aria-label': kind},
    h('div', {class: 'card-head'}, h('h3', {}, h('code', {}, kind)), h('p', {class: 'muted'}, findings.length === found ? number(found) : `the first ${number(findings.length)} of ${number(found)}`, ` · ${words}`)),
    h('ul', {class: 'skus'}, findings.map(findingRow)));
}

/**
 * The first findings of each kind, with a filter.
 * @param rows the counts, which are of all of them
 */
export function findingsCard(findings, rows) {
  const found = rows.filter((row) => row.found);
  let kind = found.find((row) => row.kind === asked().get('kind'))?.kind ?? null;
  let most = askedNumber('shown', SHOWN_AT_ONCE, MOST_OF_A_KIND);
  const parts = h('div', {});
  const hint = h('p', {class: 'said'});
  const more = h('button', {type: 'button', class: 'more', onclick: () => {
    most += SHOWN_AT_ONCE;
    say({shown: most}, false);
    fill();
  }}, 'Show more');
  const choice = (value, name, count) => h('label', {}, h('input', {type: 'radio', name: 'audit-kind', checked: value === kind, onchange: () => {
    kind = value;
    most = SHOWN_AT_ONCE;
    say({kind, shown: null}, true);
    fill();
  }}), h('span', {'data-count': number(count)}, name));

  function fill() {
    const shown = found.filter((row) => kind === null || row.kind === kind);
    const of = (row) => findings.filter((finding) => finding.kind === row.kind);
    const limit = kind === null ? OF_EACH_KIND : most;
    parts.replaceChildren(...shown.map((row) => kindPart(row, of(row).slice(0, limit), row.what)));
    more.hidden = kind === null || of(shown[0]).length <= most;
    hint.hidden = shown.every((row) => row.found <= limit);
    setText(hint, kind === null ? 'Choose a kind to see more of it. The CSV has all of them.' : `The first ${MOST_OF_A_KIND} of each kind can be looked at here. The CSV has all of them.`);
  }

  fill();
  return h('section', {class: 'card', 'aria-labelledby': 'findings-title'},
    h('div', {class: 'card-head'}, h('h2', {id: 'findings-title'}, 'The first findings')),
    h('div', {class: 'toolbar'}, h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, 'Kind'),
      choice(null, 'All', found.reduce((sum, row) => sum + row.found, 0)), found.map((row) => choice(row.kind, row.kind, row.found)))),
    parts, more, hint);
}
