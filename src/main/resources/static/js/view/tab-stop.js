// @ts-check
// A list of messages is one Tab stop: what has the focus inside, or else the list as a whole.
import { rest } from './timeline-keys.js';

export class TabStop {
  /** @type {HTMLElement|null} */
  #stop = null;
  #list;

  /** @param {() => HTMLElement} list what scrolls */
  constructor(list) {
    this.#list = list;
  }

  /** A row that had the focus may be gone: then the list has it. */
  keep() {
    const list = this.#list();
    if (list.tabIndex === 0 || list.contains(document.activeElement)) return;
    list.tabIndex = 0;
    this.#stop = null;
    if (document.activeElement === document.body) list.focus({ preventScroll: true });
  }

  /** @param {FocusEvent} e */
  moved = (e) => {
    const list = this.#list();
    const to = /** @type {HTMLElement|null} */ (e.type === 'focusin' ? e.target : e.relatedTarget);
    const stop = to && list.contains(to) && !to.closest('sc-edit') ? to : list;
    for (const one of [list, this.#stop]) if (one && one !== stop) rest(one);
    stop.tabIndex = 0;
    this.#stop = stop;
  };
}
