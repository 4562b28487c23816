// What could not be processed, for a person to look at.

import {get, post} from './api.js';
import {announce, h, note, problemNote} from './dom.js';
import {number, plural, time} from './format.js';

/** Asks before something is done that cannot be undone. */
function confirmed(question, doit) {
  return new Promise((resolve) => {
    const dialog = h('dialog', {'aria-label': question}, h('p', {}, question), h('div', {class: 'actions'},
      h('button', {type: 'button', onclick: () => dialog.close('no')}, 'Cancel'),
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
  main.append(h('div', {class: 'card-head page-head'}, h('h1', {}, 'Dead letters'),
    h('p', {class: 'muted'}, 'What could not be processed waits here until somebody replays or discards it.')), said, place);

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

  function row(letter) {
    const content = h('details', {}, h('summary', {}, 'Message'), h('pre', {tabindex: '0'}, letter.content));
    return h('li', {class: 'letter'},
      h('div', {class: 'sku-head'}, h('h3', {}, letter.skus.length ? letter.skus.join(', ') : 'Unreadable message'),
        h('span', {class: 'muted'}, [letter.attempts ? plural(letter.attempts, 'try', 'tries') : null, letter.since ? time(letter.since) : null].filter(Boolean).join(' · ')),
        letter.id ? h('div', {class: 'actions'},
          letter.understood ? h('button', {type: 'button', class: 'small', 'aria-label': `Replay ${letter.skus[0] ?? ''}`, onclick: () => replay({ids: [letter.id]})}, 'Replay') : null,
          h('button', {type: 'button', class: 'small danger', 'aria-label': `Discard ${letter.skus[0] ?? ''}`, onclick: () => discard({ids: [letter.id]}, 1)}, 'Discard')) : null),
      h('p', {class: 'error-text'}, letter.reason ?? 'It does not say why.'),
      letter.bulk_uuid ? h('p', {class: 'muted'}, 'Of the bulk ', h('a', {href: `#/bulks/${letter.bulk_uuid}`}, letter.bulk_uuid)) : null,
      content);
  }

  async function load() {
    try {
      const {total, letters} = await get('dead-letters');
      if (total === 0) {
        place.replaceChildren(h('section', {class: 'card'}, note('empty', 'No dead letters', 'Everything that came in was processed, or is being tried again.')));
        announce('No dead letters');
        return;
      }
      place.replaceChildren(h('section', {class: 'card', 'aria-label': 'Letters'},
        h('div', {class: 'card-head'}, h('h2', {}, total > letters.length ? `${number(letters.length)} of ${plural(total, 'letter')}` : plural(total, 'letter')),
          h('div', {class: 'actions'},
            h('button', {type: 'button', class: 'small', onclick: () => replay({all: true})}, 'Replay all'),
            h('button', {type: 'button', class: 'small danger', onclick: () => discard({all: true}, total)}, 'Discard all'))),
        h('ul', {class: 'skus'}, letters.map(row))));
    } catch (problem) {
      place.replaceChildren(problemNote(problem, load));
    }
  }
  load();
  return () => {};
}
