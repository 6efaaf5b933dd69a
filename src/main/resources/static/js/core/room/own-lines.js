// @ts-check
// Whether one's own lines stand in the room's log, as this page has read it itself.

/** @typedef {import('./sendqueue.js').Line} Line */

const OPEN = new Set(['message', 'relation', 'closed']);

/** What the send queue asks of the log. @param {import('./verified-room.js').VerifiedRoom} verified */
export function ownLines(verified) {
  const { log, timeline } = verified;
  const positionOf = (/** @type {Line} */ line) => {
    for (const hash of line.hashes) if (log.positionOf(hash) !== null) return log.positionOf(hash);
    // An earlier page sent it: its envelope is not known any more, but what it says is.
    return line.restored ? timeline.ownAt(line.content) : null;
  };
  return {
    isInLog: (/** @type {Line} */ line) => {
      const pos = positionOf(line);
      return pos !== null && OPEN.has(timeline.line(pos)?.kind ?? '');
    },
    holds: (/** @type {number} */ pos) => log.covers(pos) && timeline.line(pos)?.kind !== 'locked',
    mark: () => `${verified.ledger.lastPos} ${verified.keys.newest?.epoch}`,
    reach: (/** @type {number} */ pos) => verified.reach(pos),
  };
}

/** Lines on their way, as the timeline shows them. @param {import('./sendqueue.js').SendQueue} queue @param {import('../session/directory.js').Person} me */
export function pendingLines(queue, me) {
  return queue.pending.flatMap(({ clientId, content, at, state, reason, elsewhere }) => (content.t !== 'text' ? [] : [{
    kind: /** @type {const} */ ('message'), key: clientId, clientId, pos: null, at, sender: me, own: true, text: content.b, state, reason, elsewhere,
  }]));
}
