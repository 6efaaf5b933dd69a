// @ts-check
import { LitElement } from 'lit';

/** @typedef {import('lit').ReactiveController} ReactiveController */
/** What a component draws: an object of core, and the names of those of its events that say that it has changed. @typedef {[EventTarget, ...string[]]} Drawn */

/**
 * Redraws a component when something it draws has changed, and only then.
 * @implements {ReactiveController}
 */
class Watching {
  #host;
  /** @type {Drawn[]} */
  #drawn = [];
  #isOn = false;
  #redraw = () => this.#host.requestUpdate();

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  /** @param {Drawn[]} drawn */
  set(drawn) {
    this.hostDisconnected();
    this.#drawn = drawn;
    this.hostConnected();
  }

  hostConnected() {
    if (this.#isOn) return;
    this.#isOn = true;
    for (const [target, ...keys] of this.#drawn) for (const key of keys) target.addEventListener(key, this.#redraw);
  }

  hostDisconnected() {
    this.#isOn = false;
    for (const [target, ...keys] of this.#drawn) for (const key of keys) target.removeEventListener(key, this.#redraw);
  }
}

/** A component in the page's own tree, styled by the page's own sheet. */
export class Element extends LitElement {
  #watching = new Watching(this);

  createRenderRoot() {
    return this;
  }

  /** An element that is moved loses the focus: it gets it back. */
  performUpdate() {
    const focused = /** @type {HTMLElement|null} */ (this.contains(document.activeElement) ? document.activeElement : null);
    super.performUpdate();
    if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  }

  /** Draws again when one of these changes. @param {...Drawn} drawn */
  watch(...drawn) {
    this.#watching.set(drawn);
  }

  /** @param {string} type @param {unknown} [detail] */
  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}
