// What a file would change, before it does; and then, only that.

import {token} from './api.js';
import {cut, send} from './bulks.js';
import {announce, h, note} from './dom.js';
import {number, plural} from './format.js';
import {readItems, Unreadable} from './items.js';
import {forgetPictures} from './pictures.js';
import {newPlan} from './plan.js';
import {named, planList, planSummary} from './planview.js';
import {IMAGES, progressBar} from './progress.js';

const MOST_BYTES = 64 << 20;
const COUNTS = [['ok', 'Done'], ['error', 'Failed'], ...IMAGES];

/** Who leaves this page finds it as it was; another user does not. */
let kept = null;
let applying = false;

window.addEventListener('beforeunload', (event) => {
  if (applying) {
    event.preventDefault();
  }
});

export function previewPage(main) {
  if (kept?.whose !== token()) {
    kept = {whose: token(), element: build()};
  }
  main.append(kept.element);
  return () => {};
}

/** The text of a file; another encoding than UTF-8 is not guessed at. */
async function textOf(file) {
  if (file.size > MOST_BYTES) {
    throw new Unreadable(`It is larger than ${number(MOST_BYTES >> 20)} MiB: ./nacento sync takes files of any size, with --dry-run too.`);
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(await file.arrayBuffer());
  } catch (problem) {
    throw new Unreadable(problem instanceof TypeError ? 'It is not text in UTF-8.' : `The browser cannot read it: ${problem.message}`);
  }
}

function build() {
  const place = h('div', {class: 'stack'});
  const file = h('input', {type: 'file', id: 'plan-file', accept: '.json,.ndjson,.jsonl,.txt,application/json', onchange: () => { pasted.value = ''; }});
  const pasted = h('textarea', {id: 'plan-text', rows: '6', spellcheck: 'false', autocomplete: 'off', oninput: () => { file.value = ''; },
    placeholder: '{"items": [{"sku": "…", "images": [{"file_path": "/…"}]}]}'});
  const button = h('button', {type: 'submit', class: 'primary'}, 'Preview');
  const form = h('form', {class: 'card file-form', onsubmit: (event) => {
    event.preventDefault();
    look();
  }},
  h('h1', {}, 'Preview a file'),
  h('p', {class: 'muted'}, 'What would it change? Nothing is written until you have seen that, and apply it.'),
  h('label', {for: 'plan-file'}, 'A file, as ', h('code', {}, './nacento sync'), ' takes it (JSON, or an item a line)'), file,
  h('label', {for: 'plan-text'}, 'or paste it'), pasted,
  h('div', {}, button));

  /** Shows something in place of what was there, and goes there. */
  function show(heading, ...elements) {
    heading.tabIndex = -1;
    place.replaceChildren(...elements);
    heading.focus();
  }

  const heading = (words) => h('h2', {id: 'plan-title'}, words);

  function refused(title, words, action) {
    const card = h('section', {class: 'card', tabindex: '-1'}, note('failed', title, words, action));
    place.replaceChildren(card);
    card.focus();
  }

  /** Shows how far something is while it is done; the form rests. What is done is told whether to go on. */
  async function busy(words, items, work) {
    let stopped = false;
    let done = 0;
    const bar = progressBar();
    const told = h('p', {class: 'muted'});
    const title = heading(words);
    const step = (more, why) => {
      done += more;
      bar.update({operations: items, counts: {1: done, 4: items - done}}, words);
      told.textContent = `${number(done)} of ${plural(items, 'product')}${why ? ` · waits: ${why}` : ''}`;
    };
    step(0);
    show(title, h('section', {class: 'card', 'aria-labelledby': 'plan-title'}, h('div', {class: 'card-head'}, title, told), bar.element,
      h('button', {type: 'button', class: 'small stop', onclick: (event) => { stopped = true; event.target.disabled = true; }}, 'Stop')));
    button.disabled = true;
    try {
      await work({goesOn: () => !stopped, waits: (why) => step(0, why)}, step);
    } finally {
      button.disabled = false;
    }
    return done === items;
  }

  async function look() {
    place.replaceChildren(h('section', {class: 'card'}, note('loading', 'Reading the file')));
    button.disabled = true;
    const name = file.files[0]?.name ?? 'pasted text';
    try {
      // that this is seen before a large file is read
      await new Promise((resolve) => setTimeout(resolve));
      const text = file.files[0] ? await textOf(file.files[0]) : pasted.value;
      const {items, said, doubled} = readItems(text);
      if (!items.length) {
        throw new Unreadable('It has no items.');
      }
      await preview({name, said, doubled, items, bulks: cut(items)});
    } catch (problem) {
      if (!(problem instanceof Unreadable)) {
        throw problem;
      }
      refused(`${name === 'pasted text' ? 'The pasted text' : name} cannot be used`, problem.message);
    } finally {
      button.disabled = false;
    }
  }

  /** A dry run of all of it: its plan, or nothing if it did not come to its end, which has been said then. */
  async function dryRun(its, words) {
    forgetPictures();
    const plan = newPlan();
    const before = its.items.map((item) => item.plan);
    const places = new Map(its.items.map((item, index) => [item, index]));
    const again = h('button', {type: 'button', onclick: () => preview(its)}, 'Try again');
    its.items.forEach((item) => { item.plan = undefined; });
    try {
      const whole = await busy(words, its.items.length, (run, step) => send(its, true, run, (bulk, answer, pairs) => {
        answer.warnings?.forEach((warning) => plan.said.add(warning));
        for (const [item, result] of pairs) {
          if (item) {
            item.plan = result.plan ?? null;
          }
          plan.add(result, item ? before[places.get(item)] : undefined);
        }
        step(bulk.length);
      }));
      plan.doubled = its.doubled + its.items.filter((item) => item.plan === undefined).length;
      if (whole) {
        return plan;
      }
      refused('Stopped', 'Nothing was written.', again);
    } catch (problem) {
      refused('This could not be looked at to its end', `${problem.message} Nothing was written.`, again);
    }
    return null;
  }

  async function preview(its) {
    its.items.forEach((item) => { item.plan = undefined; });
    const plan = await dryRun(its, 'Looking at what would change');
    if (plan) {
      showPlan(its, plan);
    }
  }

  function showPlan(its, plan, refusal) {
    const title = heading(plan.changed ? `${plural(plan.changed, 'product')} would change` : plan.failed ? 'Nothing can be done' : 'Nothing would change');
    const words = `Apply: change ${plural(plan.changed, 'product')}${plan.removed ? `, remove ${plural(plan.removed, 'picture')}` : ''}`;
    const action = plan.changed ? h('div', {class: 'apply'},
      h('button', {type: 'button', class: plan.removed ? 'primary primary-danger' : 'primary', onclick: () => apply(its)}, words),
      h('p', {class: 'muted'}, `It is looked at once more first: if anything would change otherwise than shown here, nothing is written.${plan.failed ? ' What would fail is left out.' : ''}`)) : null;
    show(title, ...refusal ? [refusal] : [], planSummary(plan, its, title, action), planList(plan));
    announce(`${title.textContent}${plan.removed ? `, ${plural(plan.removed, 'picture')} removed` : ''}, ${number(plan.failed)} would fail.`);
  }

  /** Looks once more; only if all would be done as it was shown, it is sent, and then each product is done only if that still holds. */
  async function apply(its) {
    const plan = await dryRun(its, 'Looking whether that still holds');
    if (plan?.since) {
      const skus = plan.rows.filter((row) => row.is.since).map((row) => row.sku);
      showPlan(its, plan, h('div', {class: 'banner banner-warn', role: 'alert'},
        h('p', {}, h('b', {}, 'Nothing was applied. '), `What would be done at ${plural(plan.since, 'product')} is no longer what you have seen: `,
          ...named(skus, plan.since), '. Below is what would change now: look at it, and apply again.')));
    } else if (plan) {
      await carryOut(its);
    }
  }

  async function carryOut(its) {
    const sums = Object.fromEntries(COUNTS.map(([key]) => [key, 0]));
    const failed = [];
    let end = null;
    let whole = false;
    applying = true;
    try {
      whole = await busy('Applying', its.items.length, (run, step) => send(its, false, run, (bulk, answer, pairs) => {
        COUNTS.forEach(([key]) => { sums[key] += answer?.stats[key] ?? 0; });
        pairs.filter(([, result]) => result.error).forEach(([, result]) => failed.push(result));
        step(bulk.length);
      }));
    } catch (problem) {
      end = problem;
    }
    applying = false;
    showEnd(its, sums, failed, whole ? null : end?.message ?? 'It was stopped.');
  }

  function showEnd(its, sums, failed, broken) {
    const others = failed.filter((result) => result.error.startsWith('plan_changed: '));
    const title = heading(broken ? 'Broken off' : failed.length ? 'Applied, with failures' : 'Applied');
    show(title, h('section', {class: 'card', 'aria-labelledby': 'plan-title'},
      h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, title, h('span', {class: `badge badge-${broken || failed.length ? 'bad' : 'good'}`}, broken ? 'Not all of it' : failed.length ? 'Failures' : 'Done')),
        h('p', {class: 'muted'}, its.name)),
      broken ? h('div', {class: 'banner banner-bad', role: 'alert'}, h('p', {}, h('b', {}, broken), ' What is counted here is written; a part that was under way may be as well. Preview the file again: what is done shows as unchanged.')) : null,
      others.length ? h('div', {class: 'banner banner-warn', role: 'alert'}, h('p', {}, h('b', {}, `${plural(others.length, 'product was', 'products were')} left as ${others.length === 1 ? 'it is' : 'they are'}`),
        ', since in the last moment something changed there: ', ...named(others.map((result) => result.sku), others.length), '.')) : null,
      h('dl', {class: 'tiles'}, COUNTS.map(([key, words]) => h('div', {class: key === 'error' && sums[key] ? 'tile tile-bad' : 'tile'}, h('dt', {}, words), h('dd', {}, number(sums[key]))))),
      failed.length ? h('ul', {class: 'skus'}, failed.slice(0, 50).map((result) => h('li', {class: 'sku'}, h('h3', {}, h('bdi', {}, result.sku || 'no SKU')), h('p', {class: 'error-text'}, result.error)))) : null,
      failed.length > 50 ? h('p', {class: 'said'}, `and ${number(failed.length - 50)} more`) : null,
      h('p', {class: 'said'}, 'What was done to each product is among the ', h('a', {href: '#/bulks?kind=direct'}, 'direct bulks'), '.'),
      h('div', {class: 'apply'}, h('button', {type: 'button', onclick: () => preview(its)}, 'Preview it again'))));
    announce(`${title.textContent}: ${plural(sums.ok, 'product')} done, ${number(sums.error)} failed.`);
  }

  return h('div', {}, form, place);
}
