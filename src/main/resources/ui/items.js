// Reads what ./nacento sync reads: a bulk request, an array of items, or an item a line. Each item stays the text that it was: its numbers
// and its doubled keys are the connector's to judge.

/** The file is none of these. The message says what is wrong, and at which line and column. */
export class Unreadable extends Error {}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const DEEPEST = 100;

class Reader {
  constructor(text) {
    this.text = text;
    this.at = text.startsWith('\ufeff') ? 1 : 0;
  }

  /** The next sign that is no blank; nothing at the end. */
  next() {
    this.take(BLANKS);
    return this.text[this.at];
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [null];
    this.at += found?.length ?? 0;
    return found;
  }

  fail(words, at = this.at) {
    const before = this.text.slice(0, at).split('\n');
    throw new Unreadable(`Line ${before.length}, column ${before.at(-1).length + 1}: ${words}.`);
  }

  /** Goes over the next sign, which must be one of these, and answers it. */
  expect(...signs) {
    const sign = this.next();
    if (!signs.includes(sign)) {
      this.fail(sign === undefined ? 'the file ends in the middle, it is cut off' : `${signs.join(' or ')} is expected here`);
    }
    this.at++;
    return sign;
  }

  string() {
    return this.take(STRING) ?? this.fail(this.text[this.at] === '"'
      ? 'this text does not end on its line, or has a \\ in it that means nothing' : 'a name in double quotes is expected here');
  }

  /** Goes through an object or array: each member is read by the taker. */
  members(end, taker) {
    this.at++;
    if (this.next() === end) {
      this.at++;
      return;
    }
    do {
      taker();
    } while (this.expect(',', end) === ',');
  }

  name() {
    this.next();
    return this.string();
  }

  fields(taker) {
    this.members('}', () => {
      const name = this.name();
      this.expect(':');
      taker(JSON.parse(name), name);
    });
  }

  /** The next value, as it is written. */
  value(depth = 0) {
    const sign = this.next();
    const begin = this.at;
    if (depth > DEEPEST) {
      this.fail('this is nested too deeply');
    }
    if (sign === '{') {
      this.fields(() => this.value(depth + 1));
    } else if (sign === '[') {
      this.members(']', () => this.value(depth + 1));
    } else if (sign === '"') {
      this.string();
    } else if (!this.take(PLAIN)) {
      this.fail(sign === undefined ? 'the file ends in the middle, it is cut off' : 'a value is expected here');
    }
    return this.text.slice(begin, this.at);
  }
}

/** Whether an object is a bulk request: it says so before it says anything of an item. */
function isEnvelope(text) {
  const reader = new Reader(text);
  reader.expect('{');
  while (reader.next() === '"') {
    const name = JSON.parse(reader.name());
    if (['request', 'items', 'sku', 'images'].includes(name)) {
      return name === 'request' || name === 'items';
    }
    reader.expect(':');
    reader.value();
    if (reader.next() === ',') {
      reader.at++;
    }
  }
  return false;
}

/** Has the items of an envelope taken; whether there were any, and what else it says: its fields as they are written. */
function readEnvelope(reader, take) {
  const said = [];
  let found = false;
  let inner = null;
  reader.fields((name, written) => {
    const sign = reader.next();
    if ((name === 'request' || name === 'items') && (found || inner)) {
      reader.fail(`there is "request" or "items" already, and now "${name}"`);
    } else if (name === 'request' && sign === '{') {
      inner = readEnvelope(reader, take);
    } else if (name === 'items' && sign === '[') {
      found = true;
      reader.members(']', take);
    } else if (['request', 'items', 'request_id'].includes(name)) {
      reader.value();
    } else {
      said.push({name, text: `${written}:${reader.value()}`});
    }
  });
  return inner ?? {said, found};
}

const skuOf = (item) => {
  const {sku} = item.startsWith('{') ? JSON.parse(item) : {};
  return typeof sku === 'string' || typeof sku === 'number' ? String(sku) : '';
};

/**
 * The items of a file, and what it says of all of them.
 * @returns items {text, sku, place} with their places in the file, from 1; said, fields as they are written; doubled, how many items are left
 *          out since a later one has the same SKU
 * @throws Unreadable
 */
export function readItems(text) {
  const reader = new Reader(text);
  const first = reader.next();
  if (first === undefined) {
    throw new Unreadable('It is empty.');
  }
  if (first !== '{' && first !== '[') {
    reader.fail('there are no items: a bulk request is expected, an array of items, or an item a line, as JSON');
  }
  const items = [];
  const take = () => {
    const item = reader.value();
    items.push({text: item, sku: skuOf(item), place: items.length + 1});
  };
  let said = [];
  if (first === '[') {
    reader.members(']', take);
  } else if (isEnvelope(text)) {
    const envelope = readEnvelope(reader, take);
    if (!envelope.found) {
      throw new Unreadable('It has no array "items".');
    }
    said = envelope.said;
  } else {
    while (reader.next() !== undefined) {
      take();
    }
  }
  if (reader.next() !== undefined) {
    reader.fail('the items have ended before, and something follows');
  }
  if (said.some((field) => field.name === 'dry_run')) {
    throw new Unreadable('It says "dry_run" itself: take that out, here it is looked at first in any case.');
  }
  const last = new Map(items.map((item, index) => [item.sku, index]));
  const kept = items.filter((item, index) => item.sku === '' || last.get(item.sku) === index);
  return {items: kept, said: said.map((field) => field.text), doubled: items.length - kept.length};
}
