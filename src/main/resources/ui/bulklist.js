// One list of bulks: those that came through the queue, and the direct ones of this process, the youngest first.

import {asked, askedNumber, say} from './address.js';
import {get} from './api.js';
import {h, keyed, note, problemNote, setText} from './dom.js';
import {duration, number, plural, time} from './format.js';
import {countedLongAgo, ended, failed, keyOf, note as noteProgress, open, rejected, watch, watchReturn} from './live.js';
import {badge, from, progressBar, setBadge, share, standing, title} from './progress.js';

const STATES = {
  all: ['All', () => true],
  open: ['Working', (bulk) => open(bulk) > 0],
  failed: ['Failed or rejected', (bulk) => failed(bulk) + rejected(bulk) > 0],
  done: ['Done', (bulk) => open(bulk) + failed(bulk) + rejected(bulk) === 0],
};
const KINDS = {all: 'All kinds', direct: 'Direct', asynchronous: 'Asynchronous', source: 'Of sources'};
/** So many fit before nothing is looked for further back by itself. */
const ENOUGH = 20;
/** The state of a bulk is known only once its operations are counted, so the page looks back no further by itself. */
const MOST_LOOKS = 5;
const RENEWED_AFTER = 5000;
const MOST_SHOWN = 1000;

/** Bulks of both kinds, alike. */
const ofQueue = (bulk) => ({...bulk, key: keyOf(bulk), address: `#/bulks/${bulk.bulk_uuid}`, started: bulk.started_at * 1000});
const ofCall = (call) => ({...call, kind: 'direct', key: keyOf(call), address: `#/calls/${call.id}`, started: call.started_at,
  ...call.stats ? {operations: call.stats.skus_seen, counts: {1: call.stats.ok, 3: call.stats.error}} : {}});

/** The direct bulks that have ended; they are asked for when another one has. */
function endedCalls(changed) {
  let known = null;
  let stopped = false;
  const its = {
    calls: [],
    problem: null,
    update(view) {
      if (known !== view.ended_calls) {
        known = view.ended_calls;
        its.load();
      }
    },
    async load() {
      try {
        its.calls = await get('calls');
        its.problem = null;
      } catch (problem) {
        its.problem = problem;
      }
      if (!stopped) {
        changed();
      }
    },
    stop() {
      stopped = true;
      stopReturn();
    },
  };
  // another process may count its direct bulks as the one before did
  const stopReturn = watchReturn(() => { known = null; });
  return its;
}

function bulkRow(bulk) {
  const bar = progressBar();
  const state = h('span', {});
  const words = h('span', {class: 'muted'});
  const counts = h('span', {});
  const origin = h('bdi', {class: 'muted'});
  return {
    element: h('li', {class: 'bulk'},
      h('div', {class: 'bulk-name'}, h('a', {href: bulk.address, class: 'bulk-link'}, h('bdi', {}, title(bulk))), origin),
      h('div', {class: 'bulk-progress'}, bar.element, h('div', {class: 'bulk-words'}, counts, words)), state),
    update(now) {
      bar.update(now, title(now));
      setBadge(state, badge(now));
      setText(origin, `${time(now.started)} · ${from(now)}`);
      setText(counts, `${number(ended(now))} of ${plural(now.operations, 'SKU')} · ${share(now)}`);
      setText(words, open(now) > 0 ? standing(now) : [now.millis === undefined ? null : `in ${duration(now.millis)}`,
        failed(now) > 0 ? `${number(failed(now))} failed` : null, rejected(now) > 0 ? `${number(rejected(now))} rejected` : null].filter(Boolean).join(' · '));
    },
  };
}

/** What is chosen: of which state and kind, with which words. */
function fits(bulk, {state, kind, text}) {
  const words = text.toLowerCase();
  return STATES[state][1](bulk) && (kind === 'all' || bulk.kind === kind)
    && (!words || bulk.bulk_uuid === words || [bulk.name, bulk.request_id, bulk.sender].some((one) => one?.toLowerCase().includes(words)));
}

/** Shows something in the place, if it is not there yet: what is said once is not said again each second. */
function putOnce(place, words, make) {
  if (place.dataset.words !== words) {
    place.dataset.words = words;
    place.replaceChildren(...words ? [make()] : []);
  }
}

/**
 * The youngest bulks, as the connector tells of them, and of older ones those that were asked for.
 * @param chosen of which state and kind, with which words
 * @param most   are shown
 */
function bulkRows(chosen, most) {
  const list = h('ul', {class: 'bulks'});
  const known = new Map();
  const place = h('div', {'data-words': 'loading'}, note('loading', 'Looking for bulks'));
  let seen = null;
  let renewed = 0;
  const its = {
    elements: [place, list],
    view: null,
    youngest: [],
    older: [],
    /** Where those begin that were not looked at; undefined: nothing is known yet, null: there are none. */
    next: undefined,
    /** Answers how many there are. */
    show() {
      const {view} = its;
      if (!view) {
        return 0;
      }
      // direct ones stand among those that were looked at, not below a gap
      const oldest = its.next && chosen().kind !== 'direct' ? (its.older.at(-1) ?? its.youngest.at(-1))?.started_at * 1000 || 0 : 0;
      const here = new Map([...calls.calls, ...view.calls].map(ofCall).filter((call) => call.started >= oldest).map((call) => [call.key, call]));
      const shown = [...its.youngest, ...its.older].map(ofQueue).concat(...here.values()).filter((bulk) => fits(bulk, chosen()))
        .sort((one, other) => other.started - one.started).slice(0, most);
      keyed(list, known, shown, (bulk) => bulk.key, bulkRow);
      if (view.bulks === null && !seen && view.bulks_at === null) {
        putOnce(place, view.problem, () => h('p', {class: 'muted'}, view.problem));
      } else if (view.bulks === null) {
        const words = seen ? `${view.problem} What is shown here is from ${time(seen)}.` : view.problem;
        putOnce(place, words, () => note('failed', 'The bulks are not known', words));
      } else if (countedLongAgo(view)) {
        const words = `The database takes long to count: asynchronous bulks are shown as they were at ${time(countedLongAgo(view))}.`;
        putOnce(place, words, () => h('p', {class: 'muted'}, words));
      } else {
        putOnce(place, calls.problem?.message ?? '', () => problemNote(calls.problem, () => calls.load()));
      }
      return shown.length;
    },
    /** What is known of older ones is forgotten. */
    forget() {
      its.older = [];
      its.next = its.view?.bulks ? its.view.older_bulks : undefined;
    },
    stop() {
      stop();
      stopReturn();
      calls.stop();
    },
    changed: () => its.show(),
  };

  /** Of bulks that are not told of any more, one after the other is asked for as long as it is open. */
  async function renew() {
    const at = its.older.findIndex((bulk) => open(bulk) > 0 && !(bulk.renewed > Date.now() - 2 * RENEWED_AFTER));
    if (at < 0 || Date.now() - renewed < RENEWED_AFTER) {
      return;
    }
    renewed = Date.now();
    const {bulk_uuid: uuid} = its.older[at];
    try {
      const now = await get(`bulks/${uuid}`);
      noteProgress(now, its.view.time);
      its.older = its.older.map((bulk) => bulk.bulk_uuid === uuid ? {...now, renewed: Date.now()} : bulk);
    } catch {
      // the next one may be had
      its.older = its.older.map((bulk) => bulk.bulk_uuid === uuid ? {...bulk, renewed: Date.now()} : bulk);
    }
  }

  function take(view) {
    seen = view.bulks_at ?? view.time;
    const before = its.youngest;
    its.youngest = view.bulks;
    const last = view.bulks.at(-1)?.id ?? Infinity;
    if (its.next === undefined || before.length && before[0].id < last) {
      its.forget();
    } else {
      // those that are not among the youngest any more are not lost
      const older = [...before, ...its.older].filter((bulk) => bulk.id < last);
      // but a page that is left open does not keep more and more of them, but for those that somebody has looked for
      its.older = older.slice(0, Math.max(most, its.older.length));
      its.next = its.older.length < older.length ? its.older.at(-1)?.id ?? last : its.next;
    }
  }

  const calls = endedCalls(() => its.changed());
  const stop = watch((view) => {
    its.view = view;
    if (view.bulks !== null) {
      take(view);
      renew();
    }
    calls.update(view);
    its.changed();
  });
  // what was not told meanwhile is not known
  const stopReturn = watchReturn(() => { its.next = undefined; });
  return its;
}

/** Whether others have submitted so much that not all of the youngest bulks of this connector were looked at. */
export const areOlder = (view) => view?.bulks?.length < ENOUGH && view.older_bulks !== null;
export const AMONG_THE_LAST = 'among the last thousand of Magento\u2019s';

const nothingYet = () => note('empty', 'No bulk yet', 'What is sent to …/products/media/bulk, with or without /async, shows up here, as it is processed.');

/** On the overview. */
export function bulksCard(most) {
  const rows = bulkRows(() => ({state: 'all', kind: 'all', text: ''}), most);
  const none = h('div', {});
  rows.changed = () => putOnce(none, rows.show() || rows.view?.bulks === null ? '' : areOlder(rows.view) ? 'so far' : 'none', () => areOlder(rows.view)
    ? note('empty', `No bulk of this connector ${AMONG_THE_LAST}`, 'Older ones are in the list of all bulks.')
    : nothingYet());
  rows.changed();
  return {
    element: h('section', {class: 'card', 'aria-labelledby': 'bulks-title'},
      h('div', {class: 'card-head'}, h('h2', {id: 'bulks-title'}, 'Bulks'), h('p', {}, h('a', {href: '#/bulks'}, 'All bulks, search and filters'))),
      none, rows.elements),
    stop: () => rows.stop(),
  };
}

/** All of them. */
export function bulksPage(main) {
  const choice = {
    state: Object.hasOwn(STATES, asked().get('state')) ? asked().get('state') : 'all',
    kind: Object.hasOwn(KINDS, asked().get('kind')) ? asked().get('kind') : 'all',
    text: asked().get('text')?.slice(0, 100) ?? '',
  };
  let wanted = askedNumber('shown', ENOUGH, MOST_SHOWN);
  let round = 0;
  let looking = false;
  let looks = 0;
  let typing = null;
  const hint = h('div', {});
  const place = h('div', {});
  const more = h('button', {type: 'button', class: 'more', hidden: true, onclick: () => {
    wanted = Math.max(wanted, shown) + ENOUGH;
    looks = 0;
    say({shown: wanted}, false);
    look();
  }}, 'Show older ones');
  let shown = 0;
  const rows = bulkRows(() => choice, MOST_SHOWN);

  const radios = (name, legend, words) => h('fieldset', {class: 'filters'}, h('legend', {class: 'sr-only'}, legend), Object.entries(words).map(([value, text]) =>
    h('label', {}, h('input', {type: 'radio', name, value, checked: value === choice[name], onchange: () => choose({[name]: value}, true)}), h('span', {}, text))));
  const search = h('input', {type: 'search', id: 'text', value: choice.text, placeholder: 'Name, sender or id', maxlength: '100', autocomplete: 'off', spellcheck: 'false',
    oninput: () => {
      clearTimeout(typing);
      typing = setTimeout(() => choose({text: search.value.trim()}, false), 250);
    }});

  function choose(what, step) {
    Object.assign(choice, what);
    wanted = ENOUGH;
    looks = 0;
    say({state: choice.state === 'all' ? null : choice.state, kind: choice.kind === 'all' ? null : choice.kind, text: choice.text, shown: null}, step);
    round++;
    looking = false;
    more.disabled = false;
    place.replaceChildren();
    rows.forget();
    rows.changed();
  }

  /** Looks further back, until so many fit as are wanted, or enough was looked at. */
  async function look() {
    if (looking || !rows.next || choice.kind === 'direct') {
      return;
    }
    const mine = round;
    looking = true;
    more.disabled = true;
    try {
      while (shown < wanted && rows.next && looks++ < MOST_LOOKS) {
        const {next} = rows;
        const page = await get(`bulks?before=${next}&kind=${choice.kind}&text=${encodeURIComponent(choice.text)}`);
        if (mine !== round) {
          return;
        }
        if (rows.next !== next) {
          // the connection was lost meanwhile, and the list begins anew
          continue;
        }
        rows.older = rows.older.concat(page.bulks);
        rows.next = page.next;
        shown = rows.show();
      }
      place.replaceChildren();
      tell();
    } catch (problem) {
      if (mine !== round) {
        return;
      }
      looks = MOST_LOOKS;
      place.replaceChildren(problemNote(problem, () => {
        looks = 0;
        look();
      }));
    }
    looking = false;
    more.disabled = false;
  }

  function tell() {
    more.hidden = !rows.next || choice.kind === 'direct' || shown >= MOST_SHOWN;
    const any = choice.state !== 'all' || choice.kind !== 'all' || choice.text;
    putOnce(hint, shown > 0 ? '' : !more.hidden ? 'so far' : any ? 'none' : 'no bulk', () => !more.hidden
      ? note('empty', 'No bulk fits among those that were looked at', 'Older ones may.')
      : any ? note('empty', 'No bulk fits', 'Try another filter, or other words.') : nothingYet());
  }

  rows.changed = () => {
    shown = rows.show();
    if (rows.view?.bulks === null || looking) {
      return;
    }
    if (rows.view) {
      tell();
      if (shown < wanted && looks < MOST_LOOKS) {
        look();
      }
    }
  };

  main.append(h('h1', {}, 'Bulks'), h('section', {class: 'card', 'aria-label': 'Bulks'},
    h('div', {class: 'toolbar'}, radios('state', 'Of which state', Object.fromEntries(Object.entries(STATES).map(([value, [words]]) => [value, words]))),
      radios('kind', 'Of which kind', KINDS), h('label', {class: 'search', for: 'text'}, h('span', {class: 'sr-only'}, 'Search'), search)),
    rows.elements, place, hint, more,
    h('p', {class: 'muted said'}, 'Of direct bulks, there are those under way and the last thirty of the process that answers here, kept in memory until it ends.')));
  rows.changed();
  return () => {
    round++;
    clearTimeout(typing);
    rows.stop();
  };
}
