// @ts-check
// A text that is too long for a message, as a file beside it.

/** @param {string} text @param {string} name without a suffix */
export const textFile = (text, name) => new File([text], `${name}.txt`, { type: 'text/plain' });
