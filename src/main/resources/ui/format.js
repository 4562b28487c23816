// Numbers and times as people read them.

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const fine = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const day = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});

export const number = (value) => whole.format(value);
export const rate = (value) => (value >= 10 ? whole : fine).format(value);
export const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many ?? one + 's'}`;

export function time(millis) {
  const date = new Date(millis);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : day.format(date);
}

/** A time that is guessed, so no tenths of seconds. */
export const roughly = (millis) => `about ${duration(Math.max(1, Math.round(millis / 1000)) * 1000)}`;

/** Between two times that are known to the second. */
export const wholeSeconds = (seconds) => seconds < 1 ? 'less than a second' : duration(Math.round(seconds) * 1000);

/** What is renewed now and then is known to the minute. */
export function minutes(seconds) {
  const whole = Math.floor(seconds / 60);
  return whole < 60 ? `${whole} min` : duration(whole * 60_000);
}

export function duration(millis) {
  if (Math.round(millis) < 1000) {
    return `${Math.max(0, Math.round(millis))} ms`;
  }
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) {
    return `${fine.format(millis / 1000)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const minutes = Math.round(millis / 60_000);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
