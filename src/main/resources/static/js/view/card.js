// @ts-check
// Asks for a person's card from wherever their name stands: the page, which holds the session, shows it.

/** An event of the document; its detail is the user's id. */
export const CARD = 'person-card';

/** @param {string} userId */
export const openCard = (userId) => void document.dispatchEvent(new CustomEvent(CARD, { detail: userId }));
