// @ts-check
import { html, nothing } from 'lit';
import { colourIn } from './colours.js';
import { initials } from './words.js';

/**
 * The person's picture, or their initials on their colour, with a presence dot where wanted. The initials also stand
 * under a picture that does not load.
 * @param {{userId: string, displayName: string, online?: boolean, avatar?: string}} person
 * @param {import('./colours.js').HasMembers|null} [room] among whose members the colors are spread
 */
export const avatar = (person, size = '', withDot = false, room = null) => html`
  <span class="av av-${colourIn(person.userId, room)} ${size}" aria-hidden="true">${initials(person.displayName)}${person.avatar
    ? html`<img src="/api/avatars/${person.avatar}" alt="" decoding="async" draggable="false" @load=${show} @error=${hide}>` : nothing}${withDot
    ? html`<span class=${person.online ? 'on' : 'off'}></span>` : nothing}</span>`;

const show = (/** @type {Event} */ e) => void (/** @type {HTMLElement} */ (e.target).hidden = false);
const hide = (/** @type {Event} */ e) => void (/** @type {HTMLElement} */ (e.target).hidden = true);
