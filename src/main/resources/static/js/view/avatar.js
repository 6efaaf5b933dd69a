// @ts-check
import { html, nothing } from 'lit';
import { colour, initials } from './words.js';

/**
 * Initials on the person's colour, with a presence dot where wanted.
 * @param {{userId: string, displayName: string, online?: boolean}} person
 */
export const avatar = (person, size = '', withDot = false) => html`
  <span class="av av-${colour(person.userId)} ${size}" aria-hidden="true">${initials(person.displayName)}${withDot
    ? html`<span class=${person.online ? 'on' : 'off'}></span>` : nothing}</span>`;
