// Sends the items of a file, in bulks, one after the other: as a dry run, or for real what a dry run has shown.

import * as api from './api.js';

/** No more than what the connector by default works on at once: how much a bulk may remove is then decided in the same order each time. */
const MOST_ITEMS = 250;
const MOST_CHARACTERS = 4 << 20;
const PAUSE = 3000;
const MOST_TRIES = 20;

/** Cuts the items into bulks. */
export function cut(items) {
  const bulks = [];
  let size = Infinity;
  for (const item of items) {
    if (size + item.text.length > MOST_CHARACTERS || bulks.at(-1).length === MOST_ITEMS) {
      bulks.push([]);
      size = 0;
    }
    bulks.at(-1).push(item);
    size += item.text.length;
  }
  return bulks;
}

/** Waits while the connector has too much to do, or something it needs is away: nothing of the bulk is written then. */
async function sent(body, dryRun, {goesOn, waits}) {
  for (let tries = 1; ; tries++) {
    try {
      return await api.bulk(body, dryRun);
    } catch (problem) {
      if (![429, 503].includes(problem.status) || tries === MOST_TRIES || !goesOn()) {
        throw problem;
      }
      waits(problem.message);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** Result by result with its item. One that has none is left out: a later one is for the same product. */
function* pairs(items, results) {
  // nearly always there are as many of both, in the same order
  const bySku = items.length === results.length ? null : new Map(items.map((item) => [item.sku, item]));
  for (const [index, result] of results.entries()) {
    yield [bySku ? bySku.get(result.sku) : items[index], result];
  }
}

/** "items[3]" is counted from 0 in its bulk. */
const placed = (error, bulk) => error?.replace(/^(\w+: )items\[(\d+)]/, (all, code, index) => `${code}item ${bulk[index]?.place ?? Number(index) + 1} of the file`) ?? null;

/**
 * @param file   its name, bulks, and what it says of all items
 * @param dryRun if not, only items with a plan are sent, and only that plan is carried out
 * @param run    goesOn is asked before each bulk; waits is told why there is a pause
 * @param take   gets each bulk with its answer and the pairs of item and result
 */
export async function send({name, bulks, said}, dryRun, run, take) {
  const whose = api.token();
  for (const bulk of bulks) {
    if (!run.goesOn() || api.token() !== whose) {
      return;
    }
    const items = dryRun ? bulk : bulk.filter((item) => item.plan);
    const texts = items.map((item) => dryRun ? item.text : `{"if_plan":${JSON.stringify(item.plan)},${item.text.slice(1)}`);
    const id = bulks.length > 1 ? `${name} from item ${bulk[0].place}` : name;
    if (texts.length) {
      const body = `{"request":{${[`"request_id":${JSON.stringify(id)}`, ...said].join(',')},"items":[${texts.join(',')}]}}`;
      const answer = await sent(body, dryRun, run).catch((problem) => {
        problem.message = bulks.length > 1 ? `Items ${bulk[0].place} to ${bulk.at(-1).place} of the file: ${problem.message}` : problem.message;
        throw problem;
      });
      take(bulk, answer, [...pairs(items, answer.results)].map(([item, result]) => [item, {...result, error: placed(result.error, items)}]));
    } else {
      take(bulk, null, []);
    }
  }
}
