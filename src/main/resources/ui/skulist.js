// The SKUs of a bulk, fifty at a time, with a filter by state, by reason and by words.

import {asked, askedNumber, say} from './address.js';
import {get} from './api.js';
import {h, keyed, note, problemNote, setText} from './dom.js';
import {number, time} from './format.js';
import {watchReturn} from './live.js';
import {productAddress} from './product.js';
import {reasonsPart} from './reasons.js';
import {meanings, skuRow} from './skus.js';

const PAGE = 50;
/** More are not read again by themselves. */
const MOST_RENEWED = 500;
const LEAST_PAUSE = 3000;
const EMPTY = {open: 'No SKU waits', changed: 'No SKU was changed', warned: 'No SKU has warnings', failed: 'No SKU has failed', done: 'No SKU is done'};

/**
 * @param path    of the bulk
 * @param filters state and words of each
 * @param failed  how what has failed is read to be saved, and tried again if it can be: {path, retry, action}
 * @param counted is told how many there are of each kind, each time that they are counted
 */
export function skuList(path, filters, failed, counted) {
  let state = filters.some(([value]) => value === asked().get('state')) ? asked().get('state') : 'all';
  let text = asked().get('text')?.slice(0, 100) ?? '';
  let reason = state === 'failed' ? asked().get('reason') : null;
  /** So many are loaded again that somebody has gone on to. */
  let wanted = askedNumber('shown', PAGE, MOST_RENEWED);
  let items = [];
  let next = null;
  let round = 0;
  let typing = null;
  let stopped = false;
  let shown = null;
  let summaryDue = null;
  let summaryFrom = 0;
  let readAt = null;
  let whole = true;
  const list = h('ul', {class: 'skus'});
  const known = new Map();
  const hint = h('div', {});
  const steps = h('ul', {class: 'reasons', 'aria-label': 'What these warnings mean', hidden: true});
  const age = h('p', {class: 'muted age', hidden: true});
  const more = h('button', {type: 'button', class: 'more', hidden: true, onclick: async () => {
    await load(items.length + PAGE, true);
    if (!stopped) {
      say({shown: Math.min(items.length, MOST_RENEWED)}, false);
    }
  }}, 'Show more');
  const search = h('input', {type: 'search', id: 'text', value: text, placeholder: 'SKU, file name or message', maxlength: '100', autocomplete: 'off'});
  const counts = new Map();
  const radios = new Map();
  const choices = h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, 'Show'), filters.map(([value, words]) => {
    const label = h('span', {}, words);
    counts.set(value, label);
    radios.set(value, h('input', {type: 'radio', name: 'state', value, checked: value === state, onchange: () => choose(value, null)}));
    return h('label', {}, radios.get(value), label);
  }));
  const reasons = reasonsPart(path, failed, (chosen) => choose(chosen === null ? state : 'failed', chosen));
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      text = search.value.trim();
      begin(false);
    }, 250);
  });

  function choose(value, chosen) {
    state = value;
    reason = chosen;
    radios.get(value).checked = true;
    reasons.choose(chosen);
    begin(true);
  }

  /** Something else is asked for, from its begin. */
  function begin(step) {
    wanted = PAGE;
    say({state: state === 'all' ? null : state, reason, text, shown: null}, step);
    load(PAGE);
  }

  const query = () => `state=${state}&text=${encodeURIComponent(text)}${reason === null ? '' : `&reason=${encodeURIComponent(reason)}`}`;

  /**
   * So many of the SKUs that are asked for, from the first one on.
   * @param further those that are shown stay as they are
   */
  async function load(count, further) {
    const mine = ++round;
    const filter = query();
    if (shown !== filter) {
      // these rows are not what is asked for now
      show([], null);
      hint.replaceChildren(note('loading', 'Looking for SKUs'));
      age.hidden = true;
    }
    more.disabled = true;
    try {
      let found = further ? items : [];
      let after = further ? next : null;
      do {
        const page = await get(`${path}/skus?${filter}${after === null ? '' : `&after=${after}`}`);
        if (mine !== round || stopped) {
          return;
        }
        found = found.concat(page.skus);
        after = page.next;
      } while (after !== null && found.length < count);
      shown = filter;
      show(found, after);
      hint.replaceChildren(...found.length ? [] : [nothing()]);
      age.hidden = true;
    } catch (problem) {
      if (mine !== round || stopped) {
        return;
      }
      hint.replaceChildren(problemNote(problem, () => load(count, further)));
      if (items.length) {
        tellAge();
      }
    }
    more.disabled = false;
    summarize();
  }

  function show(found, after) {
    items = found;
    next = after;
    readAt = Date.now();
    keyed(list, known, items, (sku) => JSON.stringify(sku), (sku) => ({element: skuRow(sku, failed.action?.(sku), sku.sku ? productAddress(sku.sku) : null)}));
    more.hidden = next === null;
    steps.replaceChildren(...state === 'warned' ? meanings(items) : []);
    steps.hidden = !steps.children.length;
  }

  function tellAge() {
    age.replaceChildren(`These SKUs are as they were at ${time(readAt)}. `,
      h('button', {type: 'button', class: 'small', onclick: () => load(items.length)}, 'Look again'));
    age.hidden = false;
  }

  /** How many there are of each kind: the database counts all of them for that, so it is not asked all the time. */
  async function summarize() {
    if (summaryDue !== null || stopped) {
      return;
    }
    summaryDue = setTimeout(async () => {
      const begun = Date.now();
      try {
        const summary = await get(`${path}/summary`);
        for (const [value, label] of counts) {
          if (whole) {
            label.dataset.count = number(summary.counts[value] ?? 0);
          } else {
            label.removeAttribute('data-count');
          }
        }
        reasons.show(summary.reasons, whole);
        counted(summary);
      } catch {
        // a count that is not known is not shown; the list says what is the matter
        counts.forEach((label) => label.removeAttribute('data-count'));
      }
      summaryFrom = Date.now() + Math.max(LEAST_PAUSE, 9 * (Date.now() - begun));
      summaryDue = null;
    }, Math.max(0, summaryFrom - Date.now()));
  }

  function nothing() {
    const any = text || reason !== null;
    if (!whole && (any || state !== 'all')) {
      return note('empty', 'None of those that are remembered', 'What became of the others is not known any more.');
    }
    if (any) {
      return note('empty', 'No SKU fits', 'Try another filter, or other words.');
    }
    return state === 'all' ? note('empty', 'No SKU to be shown', 'The bulk has none, or it is not known any more what became of them.') : note('empty', EMPTY[state]);
  }

  reasons.choose(reason);
  const stopReturn = watchReturn(() => load(Math.max(wanted, items.length)));

  return {
    element: h('section', {class: 'card', 'aria-labelledby': 'skus-title'},
      reasons.element, h('h2', {class: 'sr-only', id: 'skus-title'}, 'SKUs'), h('div', {class: 'toolbar'}, choices, h('label', {class: 'search', for: 'text'}, h('span', {class: 'sr-only'}, 'Search'), search)),
      steps, hint, age, list, more),
    /** Whether some were rejected: they stand among those that have failed. */
    setRejected(any) {
      setText(counts.get('failed'), any ? 'Failed or rejected' : 'Failed');
      reasons.setRejected(any);
    },
    /** Whether of all SKUs it is known what became of them; if not, those that are known are not counted as if they were all. */
    setWhole(now) {
      whole = now;
    },
    /** Looks again; where somebody has gone on to very many, it is said how old they are. */
    renew() {
      if (items.length <= MOST_RENEWED) {
        load(Math.max(wanted, items.length));
      } else {
        tellAge();
        summarize();
      }
    },
    stop() {
      stopped = true;
      clearTimeout(typing);
      clearTimeout(summaryDue);
      reasons.stop();
      stopReturn();
    },
  };
}
