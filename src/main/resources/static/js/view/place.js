// @ts-check
// Where somebody reads in a list that scrolls: what they look at stays where it is while heights above it change.

/** What is visible, and how it stood. @typedef {{key: string, top: number}[]} Seen */

/** @param {HTMLElement} row */
const boxOf = (row) => row.getBoundingClientRect();

/** The first row that ends below a height: rows stand one below the other. @param {HTMLElement[]} rows @param {number} top */
export function firstBelow(rows, top) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxOf(rows[middle]).bottom > top) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows that can be seen, from the top. @param {HTMLElement} scroll @param {HTMLElement[]} rows */
export function visibleRows(scroll, rows) {
  const { top, bottom } = boxOf(scroll);
  const seen = [];
  for (let i = firstBelow(rows, top); i < rows.length && boxOf(rows[i]).top < bottom; i++) seen.push(rows[i]);
  return seen;
}

/** @param {HTMLElement} scroll @param {HTMLElement[]} rows those without a key are not held on to @returns {Seen} */
export const placeIn = (scroll, rows) => visibleRows(scroll, rows).flatMap((row) => (row.dataset.key ? [{ key: row.dataset.key, top: boxOf(row).top }] : []));

/** Scrolls so that the first of them that is still there stands where it stood. @param {HTMLElement} scroll @param {HTMLElement[]} rows @param {Seen} seen */
export function restore(scroll, rows, seen) {
  const byKey = new Map(rows.map((row) => [row.dataset.key, row]));
  for (const { key, top } of seen) {
    const row = byKey.get(key);
    if (!row) continue;
    const moved = boxOf(row).top - top;
    // Browsers scroll to fractions of a pixel.
    if (Math.abs(moved) >= 0.5) scroll.scrollTop += moved;
    return;
  }
}

/** Whether somebody looks at it: the window has the focus, and no other panel lies over it. @param {HTMLElement} element @param {string} [panel] the one that it is */
export function isLookedAt(element, panel = '.none') {
  if (document.visibilityState !== 'visible' || !document.hasFocus() || document.querySelector('dialog[open]')) return false;
  const { left, top, width, height } = boxOf(element);
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return width > 0 && !over?.closest(`.aside:not(${panel})`);
}
