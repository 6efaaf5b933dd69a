// @ts-check
// Messages of one's own on their way, and what is stored of them.
import { uuidOfTime } from '../../protocol/bytes.js';

/** @typedef {import('../../protocol/content.js').Content} Content */
/** @typedef {import('../session/unsent-store.js').Unsent} Unsent */

/**
 * @typedef {object} OutboxItem
 * @property {string} clientId
 * @property {Content} content
 * @property {number} at
 * @property {string[]} [files] ids of uploads; what they come to stands in the content once all are done
 * @property {'sending'|'waiting'|'failed'} state
 * @property {string} [reason] a code: of a refusal, or one of ours
 * @property {number|null} pos the position that the server says it got
 * @property {string[]} hashes of the envelopes that were sent for it
 * @property {boolean} isKept whether it is stored, or storing it has failed; it is shown and sent only then
 * @property {boolean} restored whether an earlier page, or another one, may have sent it
 * @property {boolean} [elsewhere] whether it was written in another page
 * @property {boolean} [isLate] whether that page has not sent it for some seconds: then it is shown here, too
 * @property {boolean} untried whether no page has posted it yet: it can be taken back
 * @property {number} contradictions how often it did not stand where the server said
 */

/** @param {Content} content @param {object} queue @param {boolean} queue.maySend @param {boolean} queue.isNext whether nothing has to go before it @param {string[]} [files] @returns {OutboxItem} */
export const newItem = (content, { maySend, isNext }, files = []) => ({
  clientId: uuidOfTime(content.at), content, at: content.at, state: maySend ? 'sending' : 'waiting', pos: null, hashes: [], isKept: false, restored: false,
  untried: !(maySend && isNext && files.length === 0), contradictions: 0, ...(files.length > 0 && { files }),
});

/** @param {Unsent} message @param {boolean} elsewhere whether another page has just written it @returns {OutboxItem} */
export const restoredItem = ({ clientId, content, at, files, failed, untried }, elsewhere) => ({
  clientId, content: /** @type {Content} */ (content), at, state: failed ? 'failed' : 'waiting', reason: failed, pos: null, hashes: [], isKept: true, restored: true, elsewhere,
  untried: untried === true, contradictions: 0, ...(files && { files }),
});

/** What is stored of it. @param {string} roomId @param {OutboxItem} item @returns {Unsent} */
export const unsentOf = (roomId, { clientId, content, at, files, state, reason, untried }) => ({
  clientId, roomId, content, at, ...(files && { files }), ...(state === 'failed' ? { failed: reason } : {}), ...(untried ? { untried: /** @type {const} */ (true) } : {}),
});

/** Whether it waits for files. @param {OutboxItem} item */
export const isWaiting = ({ files, content }) => files !== undefined && content.t === 'text' && content.fl === undefined;

/** @param {Content} content @returns {Content} */
export const withoutFiles = (content) => (content.t === 'text' ? { ...content, fl: undefined } : content);
