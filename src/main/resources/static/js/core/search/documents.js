// @ts-check
// What the index holds of one message.

/** What a message has, as bits. */
export const HAS = Object.freeze({ file: 1, image: 2, link: 4, code: 8 });
/** The bit of a message that mentions this person. */
export const MENTIONS_ME = 16;

const LINK = /https?:\/\/[^\s]|(?:^|\s)www\.[^\s.]/iu;
const CODE = /```|~~~|`[^`\n]+`/u;

/**
 * @typedef {object} Document
 * @property {number} pos
 * @property {number} at when the server took it in, in milliseconds
 * @property {string} from a user's id; empty for a letter
 * @property {string} identity of who wrote it: an edit counts where it is by the same; empty for a letter
 * @property {string} hash the first 16 bytes of SHA(entry), in Base64
 * @property {number} edited the position of the last edit; 0 for none
 * @property {number} has bits
 * @property {string} text
 * @property {string[]} names of its files
 *
 * @typedef {{of: number, hash: string, identity: string, pos: number, text: string, mentionsMe: boolean}} Edit
 */

/** @param {string} text @param {{m: string}[]} files @param {boolean} mentionsMe */
export function bitsOf(text, files, mentionsMe) {
  return (files.length > 0 ? HAS.file : 0) | (files.some(({ m }) => m.startsWith('image/')) ? HAS.image : 0)
    | (LINK.test(text) ? HAS.link : 0) | (CODE.test(text) ? HAS.code : 0) | (mentionsMe ? MENTIONS_ME : 0);
}

/** A message after an edit; null where the edit is of something else, or older. @param {Document} doc @param {Edit} edit @returns {Document|null} */
export function edited(doc, { of, hash, identity, pos, text, mentionsMe }) {
  if (of !== doc.pos || hash !== doc.hash || identity !== doc.identity || pos <= doc.edited || pos <= of) return null;
  const kept = doc.has & (HAS.file | HAS.image);
  return { ...doc, text, edited: pos, has: kept | bitsOf(text, [], mentionsMe) };
}

/** @param {Document} a @param {Document} b */
export const isSame = (a, b) => a.pos === b.pos && a.edited === b.edited && a.has === b.has && a.text === b.text && a.from === b.from && a.hash === b.hash;
