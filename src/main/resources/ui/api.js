// Calls to the connector. The token is kept for this tab only, and goes nowhere but into the Authorization header.

const API = '../rest/V1/nacento-connector/';
const PAGE = `${API}ui/`;
const TOKEN = 'nacento.token';
const LONGEST_SILENCE = 20_000;

export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

let signedOut = () => {};

export const token = () => sessionStorage.getItem(TOKEN);
export const signIn = (value) => sessionStorage.setItem(TOKEN, value);
export const signOut = () => sessionStorage.removeItem(TOKEN);
/** What to do when the connector does not take the token (any more). */
export const onSignedOut = (listener) => { signedOut = listener; };

async function call(address, options = {}) {
  const headers = {...options.headers};
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  let response;
  try {
    response = await fetch(address, {...options, headers, credentials: 'omit'});
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem('The connector does not answer. Is it running, and is the network there?', 0);
  }
  if (response.status === 401) {
    signedOut();
    throw new Problem('The token is not accepted.', 401);
  }
  if (!response.ok) {
    throw new Problem(await words(response), response.status);
  }
  return response;
}

/** The connector's own words, in Magento's shape. */
async function words(response) {
  try {
    const {message, parameters} = await response.json();
    return Array.isArray(parameters)
      ? message.replace(/%(\d+)/g, (sign, place) => parameters[place - 1] ?? sign)
      : message.replace(/%(\w+)/g, (sign, name) => parameters?.[name] ?? sign);
  } catch {
    return `The connector answered with status ${response.status}.`;
  }
}

export const get = async (path, signal) => (await call(PAGE + path, {signal})).json();

const send = async (address, body) => (await call(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body})).json();

export const post = (path, body) => send(PAGE + path, JSON.stringify(body));

/** The bulk call of the API, as programs make it; of a dry run nothing is written. */
export const bulk = (body, dryRun) => send(`${API}products/media/bulk${dryRun ? '?dry_run=true' : ''}`, body);

/** @param cache whether what the browser has of it will do, as fetch is told it */
export const blob = async (path, cache) => (await call(PAGE + path, {cache})).blob();

/**
 * Server-sent events until the signal ends it. EventSource cannot send a token, so the stream is read here. The connector is never
 * silent for long: if it seems so, the connection is dead, which nobody else would tell (a laptop that slept, a network that went).
 * @param listener gets each event's data, read as JSON
 */
export async function events(listener, signal) {
  const end = new AbortController();
  signal.addEventListener('abort', () => end.abort());
  let waiting = setTimeout(() => end.abort(), LONGEST_SILENCE);
  try {
    const response = await call(`${PAGE}events`, {signal: end.signal});
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {value, done} = await reader.read();
      if (done) {
        return;
      }
      clearTimeout(waiting);
      waiting = setTimeout(() => end.abort(), LONGEST_SILENCE);
      const parts = (rest + value).split('\n\n');
      rest = parts.pop();
      for (const part of parts) {
        if (part.startsWith('data: ')) {
          listener(JSON.parse(part.slice(6)));
        }
      }
    }
  } finally {
    clearTimeout(waiting);
  }
}
