// @ts-check
// The keyboard in a timeline, which is one Tab stop: arrows move between rows, and from a row to what is inside it.
import { visibleRows } from './place.js';

const INSIDE = 'a[href], button:not(:disabled), pre[tabindex], .scroll-x';
/** A page is less than what is visible, so that one row of the last page stays. */
const PAGE = 0.9;

/** Code and tables, whose long lines scroll sideways. */
const SCROLLERS = 'pre, .scroll-x';

/**
 * Takes what has no focus out of the Tab order, but for what really scrolls: who knows of no arrows has to reach that,
 * too (WCAG 2.1.1).
 * @param {HTMLElement} one
 */
export function rest(one) {
  one.tabIndex = one.matches(SCROLLERS) && one.scrollWidth > one.clientWidth ? 0 : -1;
}

/** Whether something scrolls depends on its size. */
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => rest(/** @type {HTMLElement} */ (target))));

/** Takes what can be focused inside a row out of the Tab order: arrows reach it. @param {Element} row */
export function leaveToArrows(row) {
  for (const one of row.querySelectorAll(INSIDE)) {
    if (one.closest('sc-edit')) continue;
    /** @type {HTMLElement} */ (one).tabIndex = -1;
    if (!one.matches(SCROLLERS)) continue;
    // What is observed anew is measured once more.
    sizes.unobserve(one);
    sizes.observe(one);
  }
}

/** Rows, and those inside an open row of many, in order. @param {HTMLElement} scroll */
export const linesOf = (scroll) => /** @type {HTMLElement[]} */ ([...scroll.querySelectorAll('.log > li[data-key], .fold__list > li[data-key]')]);

/** What has the focus when a line is gone to. @param {HTMLElement} line @returns {HTMLElement} */
const targetOf = (line) => line.querySelector(':scope > sc-fold .fold__btn') ?? line;

/** @param {HTMLElement} line */
export function goTo(line) {
  targetOf(line).focus({ preventScroll: true });
  line.scrollIntoView({ block: 'nearest' });
}

/**
 * Moves by a key; says whether it did.
 * @param {HTMLElement} scroll @param {KeyboardEvent} event @param {{toEnd: () => void}} way `toEnd` goes to the newest message
 */
export function move(scroll, event, { toEnd }) {
  const lines = linesOf(scroll);
  const active = /** @type {HTMLElement|null} */ (document.activeElement);
  const line = /** @type {HTMLElement|null} */ (active?.closest('li[data-key]') ?? null);
  if (line && active && sideways(event.key, line, active)) return true;
  if (event.key === 'End') {
    toEnd();
    return true;
  }
  const at = line ? lines.indexOf(line) : -1;
  const to = at < 0 ? fromOutside(event.key, scroll, lines) : fromLine(event.key, scroll, lines, at);
  if (!to) return false;
  goTo(to);
  return true;
}

/** From the timeline as a whole, what is visible comes first. @param {string} key @param {HTMLElement} scroll @param {HTMLElement[]} lines */
function fromOutside(key, scroll, lines) {
  if (key === 'Home') return lines[0];
  const visible = visibleRows(scroll, lines);
  return key === 'ArrowUp' ? visible.at(-1) ?? lines.at(-1) : key === 'ArrowDown' ? visible[0] ?? lines[0] : undefined;
}

/** @param {HTMLElement} line */
const topOf = (line) => line.getBoundingClientRect().top;

/** @param {string} key @param {HTMLElement} scroll @param {HTMLElement[]} lines @param {number} at */
function fromLine(key, scroll, lines, at) {
  const here = targetOf(lines[at]).getBoundingClientRect();
  const view = scroll.getBoundingClientRect();
  const page = view.height * PAGE;
  switch (key) {
    // A line longer than what is visible is read first.
    case 'ArrowUp': return here.top < view.top && here.height > view.height ? undefined : lines[at - 1];
    case 'ArrowDown': return here.bottom > view.bottom && here.height > view.height ? undefined : lines[at + 1];
    case 'PageUp': return lines[Math.min(at - 1, lines.findIndex((line) => topOf(line) > here.top - page))];
    case 'PageDown': return lines[Math.max(at + 1, lines.findLastIndex((line) => !(topOf(line) > here.top + page)))] ?? lines.at(-1);
    case 'Home': return lines[0];
    default: return undefined;
  }
}

/** Between a line and the links and buttons inside it. @param {string} key @param {HTMLElement} line @param {HTMLElement} active */
function sideways(key, line, active) {
  const isRtl = document.documentElement.dir === 'rtl';
  if (key === 'Escape' && active !== targetOf(line)) {
    targetOf(line).focus();
    return true;
  }
  const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[key];
  if (!step || canScroll(active, key === 'ArrowRight' ? 1 : -1)) return false;
  const inside = /** @type {HTMLElement[]} */ ([...line.querySelectorAll(INSIDE)]).filter((one) => one.closest('li[data-key]') === line && !one.closest('sc-edit') && one !== targetOf(line));
  const at = inside.indexOf(active) + step;
  if (at >= inside.length || (at < 0 && active === targetOf(line))) return false;
  (at < 0 ? targetOf(line) : inside[at]).focus();
  return true;
}

/** Code and tables scroll sideways before the focus moves on. @param {HTMLElement} one @param {1|-1} direction */
function canScroll(one, direction) {
  if (!one.matches(SCROLLERS)) return false;
  const before = one.scrollLeft;
  one.scrollLeft += direction;
  const can = one.scrollLeft !== before;
  one.scrollLeft = before;
  return can;
}
