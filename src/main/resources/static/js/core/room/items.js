// @ts-check
// Entries of a log as items of a room's state.
import { Unreadable } from '../../crypto/unreadable.js';
import { Malformed, toBase64 } from '../../protocol/bytes.js';
import { isRelation, refHash } from '../../protocol/content.js';
import { readEnvelope } from '../../protocol/room-structures.js';
import { namedRoot } from './threads.js';

/** @typedef {import('../session/directory.js').Person} Person */
/** @typedef {import('./log.js').Entry} Entry */

/**
 * A message that was opened and checked.
 * @param {Entry} entry @param {Person} sender @param {Awaited<ReturnType<typeof import('../../crypto/seal.js').openMessage>>} message
 * @param {{isOwn: boolean, isOthers: boolean, mayWrite: boolean}} by `isOthers` says whether no identity of this person's wrote it, `mayWrite`
 *   whether its sender could write messages there (E12)
 * @returns {import('./state.js').Item}
 */
export function itemOf(entry, sender, { content, userId, identityId }, { isOwn, isOthers, mayWrite }) {
  const { pos, at } = entry;
  const item = { key: `p${pos}`, pos, at, sender, envelope: /** @type {Uint8Array} */ (entry.bytes), quiet: entry.quiet };
  if (!content) return { kind: 'locked', ...item, reason: 'newer', isNews: isOthers && !entry.quiet };
  if (isRelation(content)) return { kind: 'relation', ...item, relation: { pos, userId, identityId, content }, ...(content.t === 'pin' && !mayWrite && { isIgnored: /** @type {const} */ (true) }) };
  // `quiet` is the sender's word: what it is decides.
  if (!mayWrite) throw new Unreadable('not-allowed');
  const target = { pos, hash: refHash(entry.entryHash), userId, identityId, text: content.b, at: content.at, hasFiles: content.fl !== undefined, re: content.re, th: content.th, mn: content.mn };
  return { kind: 'message', ...item, own: isOwn, isNews: isOthers, text: content.b, files: content.fl ?? [], state: 'sent', target };
}

/** @param {Entry} entry @param {unknown} error @param {Person|null} sender @param {boolean} isNews @returns {import('./state.js').LockedItem} */
export function locked({ pos, at, bytes, quiet }, error, sender, isNews) {
  const reason = error instanceof Unreadable ? error.reason : error instanceof Malformed ? 'damaged' : 'unreachable';
  return { kind: 'locked', key: `p${pos}`, pos, at, sender, isNews, reason, envelope: bytes ?? undefined, quiet };
}

/**
 * What is left of a message that was deleted. @param {Entry} entry
 * @param {{sender: Person, by: Person|null, isOwn: boolean, before: import('./state.js').Item|null}} by `before` is what stood there, as far as it was open
 * @returns {import('./state.js').DeletedItem}
 */
export const deletedItem = ({ pos, at, quiet, entryHash }, { sender, by, isOwn, before }) => ({
  kind: 'deleted', key: `p${pos}`, pos, at, sender, by, own: isOwn, isRemoved: by?.userId !== sender.userId, quiet: quiet || before?.kind === 'relation',
  hash: refHash(entryHash), th: namedRoot(before ?? undefined),
});

/** Content as a short key: what one wrote is not kept a second time. @param {import('../../protocol/content.js').Content} content */
export function inShort(content) {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(Object.entries(content).sort())) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `${content.at} ${hash}`;
}

/** What the server keeps of a message. @param {{pos: number|null, envelope?: Uint8Array, at: number}} message */
export function stored(message) {
  if (!message.envelope) return null;
  const { epoch, identityId, seq } = readEnvelope(message.envelope);
  return { envelope: toBase64(message.envelope), pos: message.pos, at: message.at, epoch, identityId, seq, size: message.envelope.length };
}
