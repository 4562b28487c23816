// Why SKUs of a bulk have failed: how many each, to filter by, to try again, and to be saved as a file.

import {get} from './api.js';
import {h, keyed, setText} from './dom.js';
import {number, plural} from './format.js';

const WORDS = {
  product_not_found: 'No product has this SKU. Once it is in Magento, trying again helps.',
  invalid_item: 'What was sent is wrong in itself: its sender must send it anew.',
  'invalid_item: ambiguous_sku': 'Several products have this SKU. Once they have different ones, trying again helps.',
  storage_unavailable: 'The bucket did not say what it has. Once it does, trying again helps.',
  database_unavailable: 'The database did not take it. Once it does, trying again helps.',
  'internal: the database refused the rows': 'The shop’s database refuses them: a trigger, a constraint, or a value that does not fit its column. The message of each SKU says which, or names its number in the log. Once that is mended, trying again helps.',
  plan_changed: 'The product was not any more as it had been shown.',
  'the broker did not confirm the bulk': 'The broker did not take all of it in time, and its sender was told so: it must be sent again.',
  '': 'There is no message.',
};
const CANCELLED = 'Somebody has cancelled the bulk: what was open then is not done. Whoever wants it done sends it again.';
const INTERNAL = 'The log has more, under the number that they name.';
const nextStep = (reason) => WORDS[reason] ?? (reason.startsWith('internal') ? INTERNAL : reason.startsWith('cancelled on the page') ? CANCELLED : '');
const STATES = {2: 'failed, may be tried again', 3: 'failed', 5: 'rejected'};

/** As spreadsheets read it: one that begins like a formula is none. */
const cell = (text) => `"${String(text ?? '').replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
const HEAD = ['sku', 'status', 'message', 'images'];

const csv = (failures) => `\ufeff${[HEAD, ...failures.map((one) => [one.sku, STATES[one.status], one.error, (one.images ?? []).map((image) => image.file_path).join('; ')])]
  .map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
const ndjson = (failures) => failures.map((one) => `${JSON.stringify(
  {sku: one.sku, status: STATES[one.status], message: one.error, ...one.item === undefined ? {images: one.images} : {item: one.item, ...one.request ? {request: one.request} : {}}})}\n`).join('');
const KINDS = {CSV: ['csv', 'text/csv', csv], NDJSON: ['ndjson', 'application/x-ndjson', ndjson]};

/**
 * @param path   of the bulk
 * @param failed {list, path, retry}: list and path are what is read to be saved; retry, if there is any, tries a selection again
 * @param chosen is told the reason that shall be shown, or null
 */
export function reasonsPart(path, failed, chosen) {
  let current = null;
  let stopped = false;
  let reasons = [];
  let counted = false;
  let whole = true;
  let rejected = false;
  const list = h('ul', {class: 'reasons'});
  const known = new Map();
  const heading = h('h2', {});
  const said = h('p', {class: 'muted', role: 'status'});
  const all = failed.retry ? h('button', {type: 'button', class: 'small', onclick: () => failed.retry({all: true}, all)}) : null;
  const saves = Object.keys(KINDS).map((kind) => h('button', {type: 'button', class: 'small', onclick: () => save(kind)}, `Save as ${kind}`));
  const element = h('div', {class: 'reasons-part', hidden: true}, h('div', {class: 'card-head'}, heading, h('div', {class: 'actions'}, all, saves)), said, list);

  function row({reason}) {
    const count = h('b', {});
    const name = h('code', {}, reason || 'no message');
    const pick = h('button', {type: 'button', class: 'reason', 'aria-pressed': 'false', onclick: () => chosen(current === reason ? null : reason)}, count, name);
    const retry = failed.retry ? h('button', {type: 'button', class: 'small', 'aria-label': `Retry ${reason}`, onclick: () => failed.retry({all: true, reason}, retry)}, 'Retry') : null;
    return {
      element: h('li', {}, pick, h('span', {class: 'muted'}, nextStep(reason)), retry),
      update(now) {
        setText(count, now.count === null ? '–' : number(now.count));
        pick.setAttribute('aria-pressed', String(current === reason));
        if (retry) {
          retry.hidden = !now.retriable;
        }
      },
    };
  }

  /** A reason that is chosen stays when nothing has it any more: else nobody could take it back. */
  function withChosen() {
    const isThere = current === null || reasons.some((one) => one.reason === current);
    return isThere ? reasons : [...reasons, {reason: current, count: counted ? 0 : null, retriable: 0}];
  }

  function draw() {
    const shown = withChosen();
    keyed(list, known, shown, (one) => one.reason, row);
    element.hidden = !shown.length;
    setText(heading, `Why SKUs have failed${rejected ? ' or were rejected' : ''}${whole ? '' : ', as far as it is remembered'}`);
    if (all) {
      const retriable = reasons.reduce((sum, one) => sum + one.retriable, 0);
      all.hidden = !retriable || reasons.length < 2;
      if (!all.disabled) {
        setText(all, `Retry ${number(retriable)}`);
      }
    }
  }

  /** Reads all of them, page by page, and hands them over as a file. */
  async function save(kind) {
    const [ending, type, written] = KINDS[kind];
    const failures = [];
    const reason = current;
    saves.forEach((button) => { button.disabled = true; });
    try {
      let after = null;
      do {
        const page = await get(`${path}/${failed.path}${reason === null ? '' : `&reason=${encodeURIComponent(reason)}`}${after === null ? '' : `&after=${after}`}`);
        if (stopped) {
          return;
        }
        failures.push(...page[failed.list]);
        after = page.next;
        setText(said, `${plural(failures.length, 'SKU')} read.`);
      } while (after !== null);
      const address = URL.createObjectURL(new Blob([written(failures)], {type}));
      h('a', {href: address, download: `${path.replace('/', '-')}-failed.${ending}`}).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      setText(said, `${plural(failures.length, 'SKU')} saved.`);
    } catch (problem) {
      setText(said, problem.message);
    } finally {
      saves.forEach((button) => { button.disabled = false; });
    }
  }

  return {
    element,
    /** @param all whether these are all that there are */
    show(found, all) {
      reasons = found;
      counted = true;
      whole = all;
      draw();
    },
    /** Whether these are reasons of what was rejected, too. */
    setRejected(any) {
      rejected = any;
      draw();
    },
    /** This reason is shown now. */
    choose(reason) {
      current = reason;
      draw();
    },
    stop() {
      stopped = true;
    },
  };
}
