// @ts-check
// A finger that rests on a message, in a list of messages.

const MILLIS = 500;
/** A finger that moves farther scrolls, in pixels. */
const STILL = 10;
/** These have an own menu for a finger that rests on them, the browser's or ours. */
const OTHERS = 'a[href], .reactions, .edit, textarea';

export class LongPress {
  #then;
  /** @type {{timer: ReturnType<typeof setTimeout>, x: number, y: number}|null} */
  #press = null;

  /** @param {(row: HTMLElement) => void} then */
  constructor(then) {
    this.#then = then;
  }

  /** For `pointerdown`. @param {PointerEvent} e */
  down = (e) => {
    this.#end();
    const target = /** @type {Element} */ (e.target);
    const row = /** @type {HTMLElement|null} */ (target.closest('li[data-key]'));
    if (e.pointerType !== 'touch' || !e.isPrimary || !row || target.closest(OTHERS)) return;
    const timer = setTimeout(() => this.#held(row), MILLIS);
    this.#press = { timer, x: e.clientX, y: e.clientY };
    addEventListener('pointermove', this.#move);
    for (const type of ['pointerup', 'pointercancel']) addEventListener(type, this.#end);
  };

  #move = (/** @type {PointerEvent} */ e) => {
    if (this.#press && Math.hypot(e.clientX - this.#press.x, e.clientY - this.#press.y) > STILL) this.#end();
  };

  #end = () => {
    if (this.#press) clearTimeout(this.#press.timer);
    this.#press = null;
    removeEventListener('pointermove', this.#move);
    for (const type of ['pointerup', 'pointercancel']) removeEventListener(type, this.#end);
  };

  /** @param {HTMLElement} row */
  #held(row) {
    this.#end();
    // The click that follows would press what the sheet shows under the finger.
    const swallow = (/** @type {Event} */ e) => {
      e.preventDefault();
      e.stopPropagation();
    };
    addEventListener('click', swallow, { capture: true, once: true });
    const release = () => removeEventListener('click', swallow, { capture: true });
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, release, { capture: true, once: true });
    this.#then(row);
  }
}
