// What could not be processed, for a person to look at.

import {get, post} from './api.js';
import {announce, h, keyed, note, problemNote, setText} from './dom.js';
import {number, plural, time} from './format.js';
import {now, watch} from './live.js';

const PAUSE = 2000;
const LONG_PAUSE = 15_000;

/** How many dead letters there are, as far as the broker tells. */
export const deadLetters = (view) => view.queues?.find((queue) => queue.queue.endsWith('.dead'))?.messages ?? null;

/** Asks before something is done that cannot be undone. */
export function confirmed(question, doit, leave = 'Cancel') {
  return new Promise((resolve) => {
    const dialog = h('dialog', {'aria-label': question}, h('p', {}, question), h('div', {class: 'actions'},
      h('button', {type: 'button', onclick: () => dialog.close('no')}, leave),
      h('button', {type: 'button', class: 'danger', onclick: () => dialog.close('yes')}, doit)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function lettersPage(main) {
  const place = h('div', {class: 'stack'}, note('loading', 'Looking at the dead letters'));
  const said = h('p', {class: 'said', role: 'status'});
  let total = null;
  let told = null;
  let due = null;
  let asked = null;
  let loading = false;
  let stopped = false;
  main.append(h('div', {class: 'card-head page-head'}, h('h1', {}, 'Dead letters'),
    h('p', {class: 'muted'}, 'What could not be processed waits here. Mend the reason, then replay it, or discard it; Retry on the page of its bulk does it, too.')), said, place);

  async function act(path, chosen, words) {
    place.querySelectorAll('button').forEach((button) => { button.disabled = true; });
    try {
      const answer = await post(`dead-letters/${path}`, chosen);
      const text = words(answer);
      said.textContent = text;
    } catch (problem) {
      said.textContent = problem.message;
    }
    await load();
  }

  const replay = (chosen) => act('replay', chosen, (answer) => `${plural(answer.replayed, 'letter')} handed back to be processed.`
    + (answer.unreadable ? ` ${plural(answer.unreadable, 'letter')} nobody can read stayed.` : ''));
  const discard = async (chosen, count) => {
    if (await confirmed(`Throw ${plural(count, 'dead letter')} away for good?`, 'Throw away')) {
      await act('discard', chosen, (answer) => `${plural(answer.discarded, 'letter')} thrown away.`);
    }
  };

  /** Those without SKUs are told apart by their ids; nobody needs to read all of one. */
  function actions(letter, name) {
    const which = letter.skus[0] ?? `${name}, letter ${letter.id.slice(0, 8)}`;
    return h('div', {class: 'actions'},
      letter.understood && letter.helped ? h('button', {type: 'button', class: 'small', 'aria-label': `Replay ${which}`, onclick: () => replay({ids: [letter.id]})}, 'Replay') : null,
      h('button', {type: 'button', class: 'small danger', 'aria-label': `Discard ${which}`, onclick: () => discard({ids: [letter.id]}, 1)}, 'Discard'));
  }

  function row(letter) {
    const name = letter.skus.length ? letter.skus.join(', ') : letter.source ? `Event of ${letter.source}` : letter.understood ? 'Message without SKUs' : 'Unreadable message';
    const content = h('details', {}, h('summary', {}, 'Message'), h('pre', {tabindex: '0'}, letter.content));
    return h('li', {class: 'letter'},
      h('div', {class: 'sku-head'}, h('h3', {}, h('bdi', {}, name)),
        h('span', {class: 'muted'}, [letter.attempts ? plural(letter.attempts, 'try', 'tries') : null, letter.since ? time(letter.since) : null].filter(Boolean).join(' · ')),
        letter.id ? actions(letter, name) : null),
      h('p', {class: 'error-text'}, letter.reason ?? 'It does not say why.'),
      letter.understood && !letter.helped ? h('p', {class: 'muted'}, 'What was sent is wrong in itself: replayed it would fail again. Its sender must send it anew; then discard it.') : null,
      letter.bulk_uuid ? h('p', {class: 'muted'}, 'Of the bulk ', h('a', {href: `#/bulks/${letter.bulk_uuid}`}, letter.bulk_uuid)) : null,
      content);
  }

  const hint = h('div', {});
  const heading = h('h2', {});
  const list = h('ul', {class: 'skus'});
  const known = new Map();
  const all = h('button', {type: 'button', class: 'small', onclick: () => replay({all: true})}, 'Replay all');
  const card = h('section', {class: 'card', 'aria-label': 'Letters'},
    h('div', {class: 'card-head'}, heading,
      h('div', {class: 'actions'},
        all,
        h('button', {type: 'button', class: 'small danger', onclick: () => discard({all: true}, total)}, 'Discard all'))), list);

  /** What is there already stays as it is: an opened message, the focus. */
  async function load() {
    clearTimeout(due);
    due = null;
    loading = true;
    try {
      const found = await get('dead-letters');
      if (stopped) {
        return;
      }
      if (found.total === 0 && total !== 0) {
        announce('No dead letters');
      }
      total = found.total;
      told = now()?.time;
      place.querySelectorAll('button').forEach((button) => { button.disabled = false; });
      setText(heading, total > found.letters.length ? `${number(found.letters.length)} of ${plural(total, 'letter')}` : plural(total, 'letter'));
      keyed(list, known, found.letters, (letter) => letter.id ?? JSON.stringify(letter), (letter) => ({element: row(letter)}));
      hint.replaceChildren(...total ? [] : [h('section', {class: 'card'},
        note('empty', 'No dead letters', 'Nothing lies here at the moment. SKUs that have failed for good are shown in their bulks.'))]);
      card.hidden = total === 0;
      // those that are not shown may be ones that it helps
      all.hidden = total === found.letters.length && !found.letters.some((letter) => letter.understood && letter.helped);
    } catch (problem) {
      if (stopped) {
        return;
      }
      // what cannot be renewed may be gone by now
      total = null;
      card.hidden = true;
      hint.replaceChildren(problemNote(problem, load));
    } finally {
      loading = false;
    }
    if (!hint.isConnected) {
      place.replaceChildren(hint, card);
    }
  }

  const stop = watch((view) => {
    const counted = deadLetters(view);
    // while letters are looked at, the broker hides them: such a count is not younger than what is shown
    if (counted !== null && counted !== total && view.time !== told && !loading && due === null) {
      due = setTimeout(load, counted === asked ? LONG_PAUSE : PAUSE);
      asked = counted;
    }
  });
  load();
  return () => {
    stopped = true;
    clearTimeout(due);
    stop();
  };
}
