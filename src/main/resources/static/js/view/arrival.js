// @ts-check
// Arriving at a message: it is shown in the middle, has the focus, and is marked for two seconds.
import { goTo } from './timeline-keys.js';

const MARKED_MILLIS = 2000;

export class Arrival {
  /** The position of the message that is marked. @type {number|null} */
  #marked = null;
  /** @type {import('../core/room/finding.js').Finding|null} */
  #finding = null;
  #show;
  #redraw;

  /** @param {(pos: number) => HTMLElement} show draws the rows around a position; answers what scrolls @param {() => void} redraw */
  constructor(show, redraw) {
    this.#show = show;
    this.#redraw = redraw;
  }

  /** From now on what is found there is arrived at. @param {import('../core/room/finding.js').Finding|null} finding */
  follow(finding) {
    this.#finding?.removeEventListener('found', this.#arrive);
    this.#finding = finding;
    finding?.addEventListener('found', this.#arrive);
  }

  #arrive = () => {
    const pos = this.#finding?.found;
    if (pos === null || pos === undefined) return;
    this.#marked = pos;
    const row = rowAt(this.#show(pos), pos);
    if (row) {
      goTo(row);
      row.scrollIntoView({ block: 'center' });
    }
    setTimeout(() => {
      if (this.#marked === pos) this.#marked = null;
      this.#redraw();
    }, MARKED_MILLIS);
  };

  /** @param {{pos: number|null}} item */
  isAt = ({ pos }) => pos !== null && pos === this.#marked;
}

/** The row of a position, or the one that it shares with others. @param {HTMLElement} scroll @param {number} pos @returns {HTMLElement|null} */
function rowAt(scroll, pos) {
  const own = /** @type {HTMLElement|null} */ (scroll.querySelector(`li[data-key="p${pos}"]`));
  if (own) return own;
  const folds = /** @type {HTMLElement[]} */ ([...scroll.querySelectorAll('li.fold')]);
  return folds.find((li) => /** @type {{items?: {pos: number}[]}} */ (/** @type {unknown} */ (li.firstElementChild)).items?.some((item) => item.pos === pos)) ?? null;
}
