// One asynchronous bulk: how far it is, and its SKUs.

import {get, post} from './api.js';
import {announce, entitle, h, instead, note, problemNote, setText} from './dom.js';
import {number, plural, time, wholeSeconds} from './format.js';
import {confirmed} from './letters.js';
import {countedLongAgo, ended, failed, note as noteProgress, now as latest, open, rejected, watch} from './live.js';
import {badge, from, imageTiles, progressBar, progressTiles, setBadge, share, title} from './progress.js';
import {skuList} from './skulist.js';

const FILTERS = [['all', 'All'], ['open', 'Waiting'], ['changed', 'Changed'], ['warned', 'With warnings'], ['failed', 'Failed'], ['done', 'Done']];
const ASK_AGAIN = 3000;
const ASK_LONG = 30_000;

const mayBeRetried = (bulk) => (bulk.counts[2] ?? 0) + (bulk.counts[3] ?? 0);

export function bulkPage(main, uuid) {
  let bulk = null;
  let stopped = false;
  let asked = null;
  let askUntil = 0;
  let askedAt = 0;
  let tried = null;
  let seen = null;

  const heading = h('h1', {}, 'Bulk');
  const mark = h('span', {});
  const when = h('p', {class: 'muted'});
  const bar = progressBar();
  const tiles = progressTiles();
  const said = h('p', {class: 'said', role: 'status'});
  const stale = h('p', {class: 'error-text', role: 'status'});
  const place = h('div', {}, instead('Bulk', note('loading', 'Looking for the bulk')));
  const body = h('div', {});
  const images = imageTiles();
  const skus = skuList(`bulks/${uuid}`, FILTERS, {path: 'failures?', list: 'failures', retry, action: retryButton}, images.update);

  const cancelling = h('p', {class: 'stop'}, h('button', {type: 'button', class: 'danger', onclick: cancel}, 'Cancel the bulk'));

  body.append(
    h('section', {class: 'card'},
      h('div', {class: 'card-head'}, h('div', {class: 'title-line'}, heading, mark), when),
      bar.element, tiles.element, images.element, stale, said, cancelling),
    skus.element);
  main.append(h('p', {class: 'back'}, h('a', {href: '#/bulks'}, '← Bulks')), place);

  function retryButton(sku) {
    if (!sku.retriable) {
      return null;
    }
    const button = h('button', {type: 'button', class: 'small', 'aria-label': `Retry ${sku.sku}`, onclick: () => retry({operations: [sku.id]}, button)}, 'Retry');
    return button;
  }

  async function retry(chosen, button) {
    const words = button.textContent;
    button.disabled = true;
    try {
      const before = mayBeRetried(bulk);
      tried = {retried: 0, before, at: time(Date.now())};
      let next = null;
      do {
        const answer = await post(`bulks/${uuid}/retry`, {...chosen, after: next});
        tried.retried += answer.retried;
        next = answer.next;
        sayTried();
      } while (next !== null);
      button.textContent = 'Tried again';
      // what has failed once more may be tried once more
      setTimeout(() => {
        button.disabled = false;
        button.textContent = words;
      }, ASK_LONG);
    } catch (problem) {
      said.textContent = tried.retried > 0 ? `${plural(tried.retried, 'SKU')} submitted once more, then: ${problem.message}` : problem.message;
      tried = null;
      button.disabled = false;
    }
    askUntil = Date.now() + ASK_LONG;
    clearTimeout(asked);
    asked = setTimeout(ask, 1000);
  }

  async function cancel() {
    if (!await confirmed('Cancel this bulk? What is open is rejected. What is done stays, and what is being worked on right now may still be done.', 'Cancel the bulk', 'Let it go on')) {
      return;
    }
    cancelling.firstChild.disabled = true;
    try {
      const {open: before} = await post(`bulks/${uuid}/cancel`, {});
      tried = null;
      setText(said, `Cancelled at ${time(Date.now())}: of ${plural(before, 'SKU')} that ${before === 1 ? 'was' : 'were'} open, those that nobody was working on are rejected.`);
    } catch (problem) {
      setText(said, problem.message);
    }
    cancelling.firstChild.disabled = false;
    askUntil = Date.now() + ASK_LONG;
    ask();
  }

  /** What became of those that were tried again: one that has failed once more cannot be told from one that waits still. */
  function sayTried() {
    const good = Math.max(0, tried.before - mayBeRetried(bulk));
    setText(said, `${plural(tried.retried, 'SKU')} submitted once more at ${tried.at}. Since then ${number(good)} that had failed ${good === 1 ? 'is' : 'are'} done.`
      + (good < tried.retried ? ' What is still shown as failed waits in the queue, or has failed again.' : ''));
  }

  function show(now) {
    const before = bulk;
    bulk = now;
    seen = latest()?.time ?? Date.now();
    setText(stale, '');
    place.replaceWith(body);
    setText(heading, title(now));
    entitle(title(now));
    setBadge(mark, badge(now));
    cancelling.hidden = open(now) === 0;
    setText(when, `${now.bulk_uuid} · ${from(now)} · submitted ${time(now.started_at * 1000)}${now.finished_at ? ` · the last SKU ended ${wholeSeconds(now.finished_at - now.started_at)} later` : ''}`);
    bar.update(now, title(now));
    tiles.update(now);
    skus.setRejected(rejected(now) > 0);
    if (tried) {
      sayTried();
    }
    if (before && open(before) > 0 && open(now) === 0) {
      announce(`${title(now)} has ended: ${plural(now.counts[1] ?? 0, 'SKU')} done, ${number(failed(now))} failed${rejected(now) ? `, ${number(rejected(now))} rejected` : ''}.`);
      ask();
    } else if (before && Math.floor(ended(before) / before.operations * 10) !== Math.floor(ended(now) / now.operations * 10)) {
      announce(`${share(now)} of ${title(now)}.`);
    }
    if (!before || JSON.stringify(before.counts) !== JSON.stringify(now.counts)) {
      skus.renew();
    }
  }

  /** For bulks that are too old to be told of, and for what is told of once only. */
  async function ask() {
    clearTimeout(asked);
    try {
      const now = await get(`bulks/${uuid}`);
      if (stopped) {
        return;
      }
      // the same clock as for what is told
      askedAt = latest()?.time ?? Date.now();
      noteProgress(now, askedAt);
      show(now);
      if (Date.now() < askUntil) {
        asked = setTimeout(ask, 2000);
        skus.renew();
      }
    } catch (problem) {
      if (!stopped && !bulk) {
        place.replaceChildren(instead('Bulk', problem.status === 404
          ? note('empty', 'There is no such bulk', 'Magento removes bulks after some weeks, and only those of this connector are shown.') : problemNote(problem, ask)));
      }
    }
  }

  const stop = watch((view) => {
    if (bulk && !view.bulks && view.bulks_at !== null) {
      setText(stale, `${view.problem} What is shown here is from ${time(seen)}.`);
    }
    const told = view.bulks?.find((one) => one.bulk_uuid === uuid);
    if (told && bulk && view.bulks_at < askedAt) {
      // what was asked for is younger than what was counted
      setText(stale, '');
    } else if (told && bulk) {
      show({...told, finished_at: open(told) ? null : bulk.finished_at});
      if (countedLongAgo(view)) {
        seen = countedLongAgo(view);
        setText(stale, `The database takes long to count: this is from ${time(seen)}.`);
      }
    } else if (bulk && open(bulk) > 0 && view.bulks) {
      clearTimeout(asked);
      asked = setTimeout(ask, ASK_AGAIN);
    }
  });
  ask();
  return () => {
    stopped = true;
    clearTimeout(asked);
    skus.stop();
    stop();
  };
}
