// @ts-check
// Whether one's own messages stand in the room's log, as this page has read it itself.

/** @typedef {import('./outbox-item.js').OutboxItem} OutboxItem */

const GONE = new Set(['deleted', 'expired']);
const OPEN = new Set(['message', 'relation', 'closed', 'deleted', 'expired']);

/** What the outbox asks of the log. @param {import('./verified-room.js').VerifiedRoom} verified */
export function ownMessages(verified) {
  const { log, timeline } = verified;
  const positionOf = (/** @type {OutboxItem} */ item) => {
    for (const hash of item.hashes) if (log.positionOf(hash) !== null) return log.positionOf(hash);
    // An earlier page sent it: its envelope is not known any more, but what it says is.
    if (!item.restored) return null;
    const isGone = item.pos !== null && GONE.has(timeline.item(item.pos)?.kind ?? '');
    return isGone ? item.pos : timeline.ownAt(item.content);
  };
  return {
    isInLog: (/** @type {OutboxItem} */ item) => {
      const pos = positionOf(item);
      return pos !== null && OPEN.has(timeline.item(pos)?.kind ?? '');
    },
    holds: (/** @type {number} */ pos) => log.covers(pos) && timeline.item(pos)?.kind !== 'locked',
    mark: () => `${verified.ledger.lastPos} ${verified.keys.newest?.epoch}`,
    reach: (/** @type {number} */ pos) => verified.reach(pos),
  };
}

/**
 * Changes of one's own messages that are not in the log yet, by the position of the message; of several the last.
 * @param {import('./outbox.js').Outbox} outbox
 */
export function pendingEdits(outbox) {
  /** @type {Map<number, {clientId: string, text: string, state: OutboxItem['state'], untried: boolean, reason?: string, mn?: import('../../protocol/content.js').Mentions}>} */
  const edits = new Map();
  for (const { clientId, content, state, untried, reason } of outbox.pending) {
    if (content.t === 'edit') edits.set(content.of[0], { clientId, text: content.b, state, untried, reason, mn: content.mn });
  }
  return edits;
}

/** Pending messages, as the timeline shows them. @param {import('./outbox.js').Outbox} outbox @param {Pick<import('../session/context.js').Context, 'me'|'files'>} context */
export function pendingMessages(outbox, { me, files: { uploads } }) {
  return outbox.pending.flatMap(({ clientId, content, at, files, state, untried, reason, elsewhere }) => (content.t !== 'text' ? [] : [{
    kind: /** @type {const} */ ('message'), key: clientId, clientId, pos: null, at, sender: me, own: true, text: content.b, re: content.re, th: content.th, mn: content.mn, state, untried, reason, elsewhere,
    uploads: (files ?? []).flatMap((id) => uploads.find(id) ?? []),
  }]));
}

/**
 * Puts an unsent message back into the composer, with its files.
 * @param {import('./room.js').Room} room @param {import('./outbox-item.js').Content|null} content @param {string[]} files
 */
export function putBack(room, content, files) {
  if (content?.t !== 'text') return;
  const to = content.th ? room.threading.writingIn(content.th) : room;
  if (content.re && !to.replying.ref) to.replying.begin(content.re);
  if (files.length > 0) to.attaching.putBack(files);
  if (content.b) to.draft = to.draft ? `${content.b}\n${to.draft}` : content.b;
  to.dispatchEvent(new Event('draft'));
}
