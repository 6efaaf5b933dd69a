// @ts-check
import { LitElement } from 'lit';

/** A component in the page's own tree, styled by the page's own sheet. */
export class Element extends LitElement {
  /** @type {{target: EventTarget, type: string}[]} */
  #watched = [];
  #redraw = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  /** Draws anew when the target says so. @param {EventTarget|null|undefined} target @param {...string} types */
  watch(target, ...types) {
    for (const { target: old, type } of this.#watched) old.removeEventListener(type, this.#redraw);
    this.#watched = target ? types.map((type) => ({ target, type })) : [];
    for (const { target: now, type } of this.#watched) now.addEventListener(type, this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch(null);
  }

  /** @param {string} type @param {unknown} [detail] */
  say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }
}
