// @ts-check
import { html, nothing } from 'lit';
import { colourIn } from './colours.js';
import { initials } from './words.js';

/**
 * Initials on the person's colour, with a presence dot where wanted.
 * @param {{userId: string, displayName: string, online?: boolean}} person
 * @param {import('./colours.js').HasMembers|null} [room] among whose members the colors are spread
 */
export const avatar = (person, size = '', withDot = false, room = null) => html`
  <span class="av av-${colourIn(person.userId, room)} ${size}" aria-hidden="true">${initials(person.displayName)}${withDot
    ? html`<span class=${person.online ? 'on' : 'off'}></span>` : nothing}</span>`;
