// What of a page's view stands in the address, behind its path: filters, search, position. Reload, back and forward, and a link that is
// sent to somebody else lead to the same view.

/** What the address asks for. */
export const asked = () => new URLSearchParams(location.hash.split('?')[1] ?? '');

/** A whole number that the address asks for, or what else, and no more than the most. */
export function askedNumber(name, otherwise, most) {
  const value = Number(asked().get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;
}

export const path = () => location.hash.slice(1).split('?')[0] || '/';

/**
 * Says in the address what is shown now.
 * @param values what has changed, by name; null or empty: nothing to be said
 * @param step   whether "back" leads to what was shown before
 */
export function say(values, step) {
  const all = asked();
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') {
      all.delete(name);
    } else {
      all.set(name, value);
    }
  }
  const hash = `#${path()}${all.size ? `?${all}` : ''}`;
  if (hash !== location.hash) {
    history[step ? 'pushState' : 'replaceState'](step ? null : history.state, '', hash);
  }
}

// how far down somebody was is kept with each step of the history
history.scrollRestoration = 'manual';
// milliseconds: until a slow server has sent what is to be gone to, and then after the last part that came
const LONGEST_COMING = 30000;
const LONGEST_PAUSE = 3000;
let noting = null;
let going = null;

window.addEventListener('scroll', () => {
  clearTimeout(noting);
  noting = setTimeout(() => {
    if (!going) {
      history.replaceState({top: Math.round(scrollY)}, '');
    }
  }, 150);
}, {passive: true});

/**
 * Goes to where somebody was at this step of the history, and stays there while the page comes together, part by part, but for
 * whoever moves by himself; a new step begins at the top.
 */
export function goToPlace() {
  const top = history.state?.top ?? 0;
  clearTimeout(noting);
  going?.abort();
  scrollTo(0, top);
  if (top === 0) {
    return;
  }
  const end = new AbortController();
  let ending = setTimeout(() => end.abort(), LONGEST_COMING);
  const grown = new ResizeObserver(() => {
    scrollTo(0, top);
    if (Math.round(scrollY) === top) {
      clearTimeout(ending);
      ending = setTimeout(() => end.abort(), LONGEST_PAUSE);
    }
  });
  const anchor = document.documentElement.style;
  going = end;
  anchor.overflowAnchor = 'none';
  grown.observe(document.getElementById('main'));
  end.signal.addEventListener('abort', () => {
    clearTimeout(ending);
    grown.disconnect();
    anchor.overflowAnchor = '';
    going = null;
  });
  ['wheel', 'touchstart', 'keydown', 'pointerdown'].forEach((kind) => addEventListener(kind, () => end.abort(), {signal: end.signal, passive: true}));
}
