// @ts-check
// Asks for a person's card from wherever their name stands: the page, which holds the session, shows it.
import { html } from 'lit';

/** An event of the document; its detail is the user's id. */
export const CARD = 'person-card';

/** @param {string} userId */
export const openCard = (userId) => void document.dispatchEvent(new CustomEvent(CARD, { detail: userId }));

/** A name in a dialog, which closes first. @param {{userId: string, displayName: string}} person @param {() => void} close @param {string} [look] */
export const cardButton = ({ userId, displayName }, close, look = '') => html`<button class="link ${look}" type="button" aria-haspopup="dialog"
  @click=${() => { close(); openCard(userId); }}><bdi>${displayName}</bdi></button>`;
