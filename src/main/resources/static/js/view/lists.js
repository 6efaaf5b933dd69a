// @ts-check
// The keyboard in lists and menus: a list is one Tab stop, arrows, Home, End and the first letters move inside it.
import { isOfComposition } from './composition.js';

/** Letters that come within this time belong together, in milliseconds. */
const TOGETHER = 700;

let typed = { text: '', at: 0 };

/** @param {HTMLElement} item */
const isShown = (item) => item.checkVisibility() && !item.matches(':disabled');

/** What an item is called, as far as letters find it. @param {HTMLElement} item */
const nameOf = (item) => (item.querySelector('bdi') ?? item).textContent?.trim().toLocaleLowerCase() ?? '';

/**
 * Moves inside a list by a key; says whether it did.
 * @param {HTMLElement[]} all @param {KeyboardEvent} event @param {boolean} [wraps] whether the first follows the last
 */
export function moveInList(all, event, wraps = false) {
  const items = all.filter(isShown);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.altKey || event.ctrlKey || event.metaKey || isOfComposition(event) || items.length === 0 || at < 0) return false;
  const to = items[wraps ? around(target(event, items, at), items.length) : target(event, items, at)];
  if (!to) return false;
  event.preventDefault();
  event.stopPropagation();
  oneStop(items, to);
  to.focus();
  return true;
}

/** @param {number} at @param {number} length */
const around = (at, length) => (Number.isNaN(at) ? at : (at + length) % length);

/** @param {KeyboardEvent} event @param {HTMLElement[]} items @param {number} at */
function target({ key, timeStamp }, items, at) {
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[key];
  if (to !== undefined) return to;
  const isLater = timeStamp - typed.at > TOGETHER;
  // A blank alone presses what has the focus.
  if ([...key].length !== 1 || (key === ' ' && (isLater || !typed.text))) return NaN;
  typed = { text: (isLater ? '' : typed.text) + key.toLocaleLowerCase(), at: timeStamp };
  return byLetters(typed.text, items.map(nameOf), at);
}

/**
 * The next item whose name begins so; one letter several times goes through all that begin with it.
 * @param {string} text @param {string[]} names @param {number} at
 */
export function byLetters(text, names, at) {
  const isRepeated = [...text].every((letter) => letter === [...text][0]);
  const wanted = isRepeated ? [...text][0] : text;
  const from = isRepeated ? at + 1 : at;
  for (let i = 0; i < names.length; i++) if (names[(from + i) % names.length].startsWith(wanted)) return (from + i) % names.length;
  return NaN;
}

/**
 * Moves inside a grid or a row of buttons, which is one Tab stop, by the arrows, Home and End; says whether the key was
 * one of these.
 * @param {HTMLElement[]} items @param {KeyboardEvent} event @param {number} [columns] none in a row
 */
export function moveInGrid(items, { key }, columns) {
  const active = /** @type {HTMLElement} */ (document.activeElement);
  const at = items.indexOf(active);
  const forward = getComputedStyle(active).direction === 'rtl' ? -1 : 1;
  const sideways = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: items.length - 1 };
  /** @type {Record<string, number>} */
  const places = columns ? { ...sideways, ArrowDown: at + columns, ArrowUp: at - columns } : sideways;
  if (!Object.hasOwn(places, key)) return false;
  const to = items[places[key]];
  if (!to) return true;
  oneStop(items, to);
  to.focus();
  return true;
}

/** Leaves one Tab stop in a list: what had the focus last, or what is current, or the first one. @param {HTMLElement[]} items @param {HTMLElement} [chosen] */
export function oneStop(items, chosen) {
  const visible = items.filter(isShown);
  // A list that is hidden now has its stop when it is shown again.
  const shown = visible.length > 0 ? visible : items;
  const stop = chosen ?? shown.find((one) => one === document.activeElement) ?? shown.find((one) => one.dataset.stop !== undefined)
    ?? shown.find((one) => one.hasAttribute('aria-current')) ?? shown[0];
  for (const one of items) {
    one.tabIndex = one === stop ? 0 : -1;
    if (one !== stop) delete one.dataset.stop;
    else if (chosen) one.dataset.stop = '';
  }
}
