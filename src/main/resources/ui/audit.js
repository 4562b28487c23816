// The whole gallery against the whole bucket: starting it, watching it, and what the last one has found.

import {blob, get, post} from './api.js';
import {findingsCard, resultCard, started} from './auditview.js';
import {announce, h, note, problemNote, setText} from './dom.js';
import {duration, number} from './format.js';
import {watchReturn} from './live.js';

const ASK_RUNNING = 1000;
/** Somebody else may start one, too. */
const ASK_IDLE = 10_000;

/** A file's name that says when it was found, in any language and on any system. */
const fileName = (millis) => `audit-${new Date(millis).toISOString().slice(0, 16).replace(/\D/g, '-')}.csv`;

function startForm(start) {
  const copies = h('input', {type: 'checkbox', checked: true});
  const button = h('button', {type: 'submit', class: 'primary'}, 'Start an audit');
  const form = h('form', {class: 'audit-form', onsubmit: async (event) => {
    event.preventDefault();
    button.disabled = true;
    await start({copies: copies.checked});
    button.disabled = false;
  }},
  h('label', {}, copies, ' Resized copies, too: of each picture there may be twenty, and then they take most of the time'),
  h('div', {}, button));
  return form;
}

/** How far the one is that is under way. */
function runningPart(cancel) {
  const progress = h('p', {class: 'note-title'});
  const about = h('p', {class: 'muted'});
  const button = h('button', {type: 'button', class: 'small danger', onclick: async () => {
    button.disabled = true;
    await cancel();
  }}, 'Cancel the audit');
  return {
    element: h('div', {class: 'audit-running'}, h('span', {class: 'spinner', 'aria-hidden': 'true'}), h('div', {}, progress, about), button),
    update(run) {
      setText(progress, run.cancelled ? 'Ending: what has been asked for is waited for' : run.progress);
      setText(about, `Started ${started(run)}${run.copies ? '' : ', without resized copies'}`);
      button.disabled = run.cancelled;
    },
  };
}

/** Why the last one did not come to its end. */
function brokenBanner(run) {
  const lasted = duration(run.ended_at - run.started_at);
  return run.why === null
    ? h('div', {class: 'banner banner-warn'}, h('p', {}, h('b', {}, 'Cancelled. '), `The audit started ${started(run)} was cancelled after ${lasted}. What it had found is not kept.`))
    : h('div', {class: 'banner banner-bad', role: 'alert'}, h('p', {}, h('b', {}, 'This audit did not come to its end: '), run.why),
      h('p', {}, `Started ${started(run)}, broken off after ${lasted}. Nothing is known from it.`));
}

export function auditPage(main) {
  let stopped = false;
  let due = null;
  let before = null;
  let shown = null;
  const form = startForm((terms) => act('start', terms, 'The audit has begun'));
  const running = runningPart(() => act('cancel', {}, 'The audit is being cancelled'));
  const said = h('p', {class: 'error-text', role: 'alert'});
  const broken = h('div', {class: 'audit-broken'});
  const place = h('div', {class: 'stack'}, note('loading', 'Looking for the last audit'));
  form.hidden = true;
  running.element.hidden = true;
  main.append(h('section', {class: 'card', 'aria-labelledby': 'audit-title'},
    h('div', {class: 'card-head'}, h('h1', {id: 'audit-title'}, 'Audit'), h('p', {class: 'muted'}, 'One at a time in each process')),
    h('p', {}, 'Holds the whole gallery against the whole bucket and says what is not as it should be. It changes neither; ',
      h('code', {class: 'command'}, './nacento audit --fix'), ' shows what can be put right, and with ', h('code', {class: 'command'}, '--apply'), ' puts it right.'),
    form, running.element, said, broken), place);

  async function act(what, body, words) {
    setText(said, '');
    try {
      const view = await post(`audit/${what}`, body);
      announce(words);
      show(view);
    } catch (problem) {
      setText(said, problem.message);
      await load();
    }
  }

  async function save(begun) {
    const address = URL.createObjectURL(await blob(`audit/findings.csv?started_at=${begun}`));
    h('a', {href: address, download: fileName(begun)}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async function findings(result, card) {
    try {
      const found = await get('audit/findings');
      // a younger one may have ended meanwhile: then this is asked once more for that
      if (!stopped && shown === result.started_at && found.started_at === shown) {
        card.replaceChildren(findingsCard(found.findings, result.rows));
      }
    } catch (problem) {
      if (!stopped && shown === result.started_at) {
        card.replaceChildren(problemNote(problem, () => findings(result, card)));
      }
    }
  }

  function showResult(result) {
    if (!result) {
      shown = null;
      place.replaceChildren(h('section', {class: 'card'}, note('empty', 'No result yet', 'No audit has come to its end since this process was started.')));
    } else if (shown !== result.started_at) {
      shown = result.started_at;
      const card = h('div', {class: 'stack'});
      place.replaceChildren(resultCard(result, () => save(result.started_at)), card);
      if (result.rows.some((row) => row.found)) {
        card.append(note('loading', 'Reading the findings'));
        findings(result, card);
      }
    }
  }

  function show(view) {
    clearTimeout(due);
    due = setTimeout(load, view.running ? ASK_RUNNING : ASK_IDLE);
    form.hidden = Boolean(view.running);
    running.element.hidden = !view.running;
    if (view.running) {
      running.update(view.running);
    }
    const key = view.running ? '' : JSON.stringify(view.broken);
    if (broken.dataset.key !== key) {
      broken.dataset.key = key;
      broken.replaceChildren(...view.running || !view.broken ? [] : [brokenBanner(view.broken)]);
    }
    showResult(view.result);
    if (before?.running && !view.running) {
      announce(view.broken ? 'The audit did not come to its end' : !view.result ? 'The audit was lost: the process was started again'
        : `The audit has ended: ${number(view.result.rows.reduce((sum, row) => sum + row.found, 0))} found`);
    }
    before = view;
  }

  async function load() {
    clearTimeout(due);
    try {
      const view = await get('audit');
      if (!stopped) {
        show(view);
      }
    } catch (problem) {
      if (stopped) {
        return;
      }
      due = setTimeout(load, ASK_IDLE);
      if (!before) {
        place.replaceChildren(problemNote(problem, load));
      }
    }
  }

  load();
  // another process has done others
  const stopReturn = watchReturn(load);
  return () => {
    stopped = true;
    clearTimeout(due);
    stopReturn();
  };
}
