// @ts-check
// Tells when the page is laid out for paper, or shown as it would be printed.

const PAPER = matchMedia('print');

/** @typedef {import('lit').ReactiveController} ReactiveController */

/** @implements {ReactiveController} */
export class Printing {
  isOn = false;
  #draw;

  /** @param {import('lit').ReactiveControllerHost} host @param {() => void} draw draws the host at once: the layout for paper follows */
  constructor(host, draw) {
    this.#draw = draw;
    host.addController(this);
  }

  hostConnected() {
    addEventListener('beforeprint', this.#changed);
    addEventListener('afterprint', this.#changed);
    PAPER.addEventListener('change', this.#changed);
  }

  hostDisconnected() {
    removeEventListener('beforeprint', this.#changed);
    removeEventListener('afterprint', this.#changed);
    PAPER.removeEventListener('change', this.#changed);
  }

  #changed = (/** @type {Event} */ { type }) => {
    const isOn = type === 'beforeprint' || PAPER.matches;
    if (isOn === this.isOn) return;
    this.isOn = isOn;
    this.#draw();
  };
}
