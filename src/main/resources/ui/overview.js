// The first page: what a person must do, then what answers and what is being worked on, then how fast.

import {AMONG_THE_LAST, areOlder, bulksCard} from './bulklist.js';
import {chart} from './charts.js';
import {consumptionButton, pausedMatter} from './consumption.js';
import {h, keyed, setText} from './dom.js';
import {duration, minutes, number, plural, time} from './format.js';
import {deadLetters} from './letters.js';
import {connection, failed, rejected, watch} from './live.js';
import {title} from './progress.js';

const QUEUES = {bulk: 'Bulk messages', events: 'Events of sources', bucket: 'Events of the bucket'};
const PARTS = {database: 'Database', storage: 'Storage', broker: 'Broker'};

/** As long as an alert waits, too (docs/metrics.md). */
const LONG_OPEN_SECONDS = 900;
const MOST_FAILED_BULKS = 5;
const MOST_BULKS = 15;

/** "3 SKUs of night-7 failed, 2 rejected". */
function notDone(bulk) {
  const [bad, refused] = [failed(bulk), rejected(bulk)];
  return bad === 0 ? `${plural(refused, 'SKU')} of ${title(bulk)} rejected`
    : `${plural(bad, 'SKU')} of ${title(bulk)} failed${refused ? `, ${number(refused)} rejected` : ''}`;
}

/** What a person must see to: {key, words, detail, address or press, action}, the worst first; but before all what somebody has paused. */
function matters(view) {
  const all = view.consumption.paused ? [pausedMatter(view.consumption)] : [];
  view.parts.filter((part) => part.up === false).forEach((part) => all.push({
    key: part.name, words: `${PARTS[part.name] ?? part.name} is away`, detail: `since ${time(part.since)}: ${part.reason}`}));
  const letters = deadLetters(view);
  if (letters) {
    all.push({
      key: 'letters', words: plural(letters, 'dead letter'), detail: 'could not be processed, and wait until somebody replays or discards them',
      address: '#/dead-letters', action: 'Look at them'});
  }
  if (view.oldest_open > LONG_OPEN_SECONDS) {
    all.push({key: 'oldest', words: `The oldest open request has waited ${minutes(view.oldest_open)}`,
      detail: 'whatever of the above is away holds it up; otherwise look whether somebody takes from the queues'});
  }
  const bulks = view.bulks ?? [];
  const bad = [...bulks.filter((bulk) => failed(bulk) > 0), ...bulks.filter((bulk) => failed(bulk) === 0 && rejected(bulk) > 0)];
  bad.slice(0, MOST_FAILED_BULKS).forEach((bulk) => all.push({
    key: bulk.bulk_uuid, kind: failed(bulk) ? 'bad' : 'warn', words: notDone(bulk),
    detail: `started ${time(bulk.started_at * 1000)}${failed(bulk) ? '' : ': cancelled on the page, or to be sent again'}`,
    address: `#/bulks/${bulk.bulk_uuid}`, action: 'See why'}));
  if (bad.length > MOST_FAILED_BULKS) {
    all.push({key: 'more', words: `${plural(bad.length - MOST_FAILED_BULKS, 'more bulk')} with SKUs that failed or were rejected`, address: '#/bulks?state=failed', action: 'See them'});
  }
  return all;
}

function mattersCard() {
  const list = h('ul', {class: 'matters'});
  const known = new Map();
  const none = h('span', {});
  const further = h('a', {href: '#/bulks?state=failed'}, 'Look for failures in older ones');
  const nothing = h('p', {class: 'muted nothing'}, none, ' ', further);
  const said = h('p', {class: 'error-text', role: 'status'});
  return {
    element: h('section', {class: 'card', 'aria-labelledby': 'matters-title'}, h('h2', {id: 'matters-title'}, 'Needs attention'), nothing, list, said),
    update(view) {
      const found = matters(view);
      nothing.hidden = found.length > 0 && connection() === 'live';
      further.hidden = found.length > 0 || !view.bulks || view.older_bulks === null;
      const unknown = view.bulks === null || view.queues === null || view.parts.some((part) => part.up === null);
      const where = !view.bulks || view.older_bulks === null ? '' : areOlder(view) ? ` ${AMONG_THE_LAST} bulks` : ' in the last twenty bulks';
      setText(none, connection() !== 'live'
        ? `Not known now; this is from ${time(view.time)}${found.length ? '' : `: nothing${where}`}`
        : unknown ? 'Nothing, as far as is known at the moment' : `Nothing${where}. What fails of direct bulks, their callers are told.`);
      keyed(list, known, found, (one) => one.key, (one) => {
        const dot = h('span', {'aria-hidden': 'true'});
        const words = h('b', {});
        const detail = h('span', {class: 'muted'});
        const action = one.address ? h('a', {href: one.address}, one.action)
          : one.press ? h('button', {type: 'button', class: 'small', onclick: () => one.press(said)}, one.action) : null;
        return {
          element: h('li', {}, dot, h('span', {class: 'matter'}, words, ' ', detail), action),
          update(now) {
            dot.className = `dot dot-${now.kind ?? 'bad'}`;
            setText(words, now.words);
            setText(detail, now.detail);
            action?.setAttribute('aria-label', `${now.action}: ${now.words}`);
          },
        };
      });
    },
  };
}

function partCard(name) {
  const dot = h('span', {class: 'dot', 'aria-hidden': 'true'});
  const words = h('p', {class: 'part-state'}, 'Not looked at yet');
  const detail = h('p', {class: 'muted'});
  return {
    element: h('li', {class: 'card part'}, h('h2', {}, dot, PARTS[name]), words, detail),
    update({up, since, reason}) {
      const lost = connection() !== 'live';
      dot.className = `dot ${up === null || lost ? '' : up ? 'dot-good' : 'dot-bad'}`;
      setText(words, up === null ? 'Not looked at yet' : lost ? `Not known now; ${up ? 'answered' : 'was away'}` : up ? 'Answers' : 'Away');
      setText(detail, up === null ? '' : up ? `since ${time(since)}` : `since ${time(since)}: ${reason}`);
    },
  };
}

function queueCard() {
  const list = h('ul', {class: 'queues'});
  const known = new Map();
  const away = h('p', {class: 'muted'}, 'Not known at the moment');
  const button = consumptionButton();
  return {
    element: h('li', {class: 'card part queue-card'}, h('h2', {}, 'Queues'), list, away, button.element),
    update({queues, consumption}) {
      button.update(consumption);
      away.hidden = Boolean(queues);
      list.hidden = !queues;
      keyed(list, known, queues ?? [], (queue) => queue.queue, (queue) => {
        const count = h('b', {});
        const takers = h('span', {class: 'muted'});
        const dead = queue.queue.endsWith('.dead');
        const name = dead ? h('a', {href: '#/dead-letters'}, 'Dead letters') : QUEUES[queue.queue.slice(queue.queue.lastIndexOf('.') + 1)] ?? 'Topic';
        return {
          element: h('li', {title: queue.queue}, h('span', {}, name, ' ', takers), count),
          update(now) {
            setText(count, number(now.messages));
            count.className = dead && now.messages > 0 ? 'alarm' : '';
            setText(takers, dead ? '' : plural(now.consumers, 'consumer'));
          },
        };
      });
    },
  };
}

/** What the systems say of themselves that speak for themselves; nothing, if there are none. */
function sourcesCard() {
  const list = h('ul', {class: 'sources'});
  const known = new Map();
  const card = h('section', {class: 'card', 'aria-labelledby': 'sources-title', hidden: true},
    h('div', {class: 'card-head'}, h('h2', {id: 'sources-title'}, 'Sources'),
      h('p', {class: 'muted'}, 'Events as far as this process has seen them')), list);
  return {
    element: card,
    update(sources) {
      card.hidden = sources.length === 0;
      keyed(list, known, sources, (source) => source.name, (source) => {
        const facts = ['Last call', 'Submitted after', 'Refused', 'Dead letters', 'Images awaited', 'PIM read up to'].map((label) => ({
          label, value: h('dd', {})}));
        return {
          element: h('li', {class: 'source'}, h('h3', {}, source.name),
            h('dl', {}, facts.map(({label, value}) => h('div', {}, h('dt', {class: 'muted'}, label), value)))),
          update(now) {
            [now.last_event !== null ? time(now.last_event) : now.hook ? 'no call yet' : 'no hook', now.lag === null ? '–' : duration(now.lag), number(now.refused),
              number(now.dead), number(now.awaited), now.position === null ? '–' : time(now.position)]
              .forEach((text, i) => setText(facts[i].value, text));
            facts[2].value.className = now.refused > 0 ? 'alarm' : '';
            facts[3].value.className = now.dead > 0 ? 'alarm' : '';
          },
        };
      });
    },
  };
}

export function overview(main) {
  const parts = new Map();
  const partList = h('ul', {class: 'parts', 'aria-label': 'What the connector needs'});
  const queues = queueCard();
  partList.append(queues.element);
  const charts = [
    chart('Throughput', 'SKUs a second', [{key: 'skus', label: 'SKUs/s', color: 'accent'}]),
    chart('Requests to S3', 'Requests a second', [
      {key: 'head', label: 'HEAD', color: 'accent'}, {key: 'list', label: 'LIST', color: 'good'},
      {key: 'other', label: 'other', color: 'warn'}, {key: 'failed', label: 'failed', color: 'bad'}]),
  ];
  const todo = mattersCard();
  const sources = sourcesCard();
  const bulks = bulksCard(MOST_BULKS);
  main.append(h('h1', {class: 'sr-only'}, 'Overview'), todo.element, partList, bulks.element, sources.element,
    h('div', {class: 'charts'}, charts.map((one) => one.element)));
  charts.forEach((one) => one.start());
  const stop = watch((view) => {
    for (const part of Object.keys(PARTS).flatMap((name) => view.parts.filter((one) => one.name === name))) {
      if (!parts.has(part.name)) {
        parts.set(part.name, partCard(part.name));
        partList.insertBefore(parts.get(part.name).element, queues.element);
      }
      parts.get(part.name).update(part);
    }
    todo.update(view);
    queues.update(view);
    charts.forEach((one) => one.update());
    sources.update(view.sources);
  });
  return () => {
    stop();
    bulks.stop();
    charts.forEach((one) => one.stop());
  };
}
