// What the connector tells while the page is open, and what follows from it: rates, time left, the samples of the charts.

import {events} from './api.js';

const WINDOW = 15_000;
const STALE = 5000;
const OLD = 10_000;
/** Whoever is told of no more is not asked for any more either. */
const FORGOTTEN = 60_000;
const KEPT_SAMPLES = 600;
const listeners = new Set();
const stateListeners = new Set();
const progress = new Map();
let latest = null;
let state = 'connecting';
let refusal = null;
let stopping = null;
let lastCounts = null;
let counted = null;

/** Samples for the charts: seconds since 1970, SKUs a second, and requests a second by kind. */
export const samples = {time: [], skus: [], head: [], list: [], other: [], failed: []};

export const now = () => latest;
export const connection = () => state;
/** In the connector's own words, why it does not tell how things are; null if it does not answer at all. */
export const refused = () => refusal;

/** Calls the listener with every view from now on, and with the last one at once; answers how to stop that. */
export function watch(listener) {
  listeners.add(listener);
  if (latest) {
    listener(latest);
  }
  return () => listeners.delete(listener);
}

/** Calls the listener when the connection is lost or there again; answers how to stop that. */
export function watchState(listener) {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** Calls the listener each time that the connection is there again. */
export const watchReturn = (listener) => watchState((now) => now === 'live' && listener());

export const ended = (bulk) => bulk.operations - open(bulk);
export const open = (bulk) => bulk.counts[4] ?? 0;
export const failed = (bulk) => (bulk.counts[2] ?? 0) + (bulk.counts[3] ?? 0);
/** Cancelled, or refused when they came in: nobody has tried to do them. */
export const rejected = (bulk) => bulk.counts[5] ?? 0;

/** Two processes may have begun to count their direct bulks alike. */
export const keyOf = (bulk) => bulk.bulk_uuid ?? `${bulk.id} of ${bulk.started_at}`;

/** SKUs a second over the last seconds, or null while that cannot be said. */
export function rateOf(bulk) {
  const seen = progress.get(keyOf(bulk));
  const last = seen?.at(-1);
  // a rate of what is not known any more would be none
  if (!seen || seen.length < 2 || state !== 'live' || (bulk.bulk_uuid ? countedAt(latest) : latest.time) - last.time > STALE) {
    return null;
  }
  const first = seen[0];
  const seconds = (last.time - first.time) / 1000;
  return seconds >= 1 ? (last.ended - first.ended) / seconds : null;
}

export function millisLeft(bulk) {
  const rate = rateOf(bulk);
  return rate > 0 ? open(bulk) / rate * 1000 : null;
}

export async function start() {
  stop();
  stopping = new AbortController();
  const {signal} = stopping;
  let pause = 1000;
  while (!signal.aborted) {
    let ended = false;
    let told = false;
    let why = null;
    try {
      await events((view) => {
        told = true;
        pause = 1000;
        latest = view;
        become('live', null);
        take(view);
      }, signal);
      ended = true;
    } catch (problem) {
      if (signal.aborted || problem.status === 401) {
        return;
      }
      why = problem.status ? problem.message : null;
    }
    if (signal.aborted) {
      return;
    }
    if (ended && told) {
      // each stream ends after some minutes, in good order: nothing is lost unless the next one cannot be had
      continue;
    }
    become('lost', why);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, 15_000);
  }
}

export function stop() {
  stopping?.abort();
  stopping = null;
}

function become(next, why) {
  if (next !== state || why !== refusal) {
    state = next;
    refusal = why;
    stateListeners.forEach((listener) => listener(state));
    if (latest) {
      listeners.forEach((listener) => listener(latest));
    }
  }
}

/** When the asynchronous bulks of a view were counted, which may take the database long. */
const countedAt = (view) => view.bulks_at ?? view.time;

/** When they were counted, if that is so long ago that it must be said, else null. */
export const countedLongAgo = (view) => view.bulks && view.time - countedAt(view) > OLD ? countedAt(view) : null;

function take(view) {
  latest = view;
  const at = countedAt(view);
  if (at !== counted?.at) {
    const ended = (view.bulks ?? []).reduce((sum, bulk) => sum + note(bulk, at), 0);
    counted = {at, rate: counted ? ended / (at - counted.at) * 1000 : 0};
  }
  view.calls.forEach((call) => note(call, view.time));
  for (const [key, seen] of progress) {
    if (Math.min(view.time, at) - seen.at(-1).time > FORGOTTEN) {
      progress.delete(key);
    }
  }
  sample(view, counted.rate);
  listeners.forEach((listener) => listener(view));
}

/** What a call has answered is known before the next view comes. */
export function toldConsumption(consumption) {
  if (latest) {
    latest = {...latest, consumption};
    listeners.forEach((listener) => listener(latest));
  }
}

/** Notes how far a bulk is; answers how many of its SKUs have ended since it was noted last. */
export function note(bulk, time) {
  const seen = progress.get(keyOf(bulk)) ?? [];
  const before = seen.length ? seen[seen.length - 1].ended : null;
  seen.push({time, ended: ended(bulk)});
  while (seen.length > 2 && time - seen[0].time > WINDOW) {
    seen.shift();
  }
  progress.set(keyOf(bulk), seen);
  return before === null ? 0 : Math.max(0, ended(bulk) - before);
}

/** @param ended SKUs of asynchronous bulks a second, when they were last counted */
function sample(view, ended) {
  const counts = {time: view.time, skus: view.skus, head: 0, list: 0, other: 0, failed: 0};
  for (const {operation, status, total} of view.s3_requests) {
    const good = status.startsWith('2') || status === '404';
    const kind = !good ? 'failed' : operation === 'HeadObject' ? 'head' : operation.startsWith('ListObjects') ? 'list' : 'other';
    counts[kind] += total;
  }
  const seconds = lastCounts ? (counts.time - lastCounts.time) / 1000 : 0;
  // a connector that was started again counts from the beginning
  if (lastCounts && seconds > 0 && seconds < 60 && counts.head + counts.list + counts.other >= lastCounts.head + lastCounts.list + lastCounts.other) {
    samples.time.push(counts.time / 1000);
    // what this process has done, or, if others work on the queue as well, what became of the bulks
    samples.skus.push(Math.max(ended, (counts.skus - lastCounts.skus) / seconds, 0));
    for (const kind of ['head', 'list', 'other', 'failed']) {
      samples[kind].push(Math.max(0, counts[kind] - lastCounts[kind]) / seconds);
    }
    if (samples.time.length > KEPT_SAMPLES) {
      Object.values(samples).forEach((values) => values.shift());
    }
  }
  lastCounts = counts;
}
