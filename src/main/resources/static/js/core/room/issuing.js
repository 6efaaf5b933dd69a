// @ts-check
// Makes the next epoch of an end-to-end room in this browser, in a worker.
import { toBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { platform, post } from '../platform.js';

const TRIES = 8;

/**
 * @param {import('../../crypto/epochs.js').EpochPlan} wanted
 * @param {CryptoKey} signing
 * @param {(done: number) => void} tell
 * @returns {Promise<import('../../crypto/epochs.js').MadeEpoch>}
 */
export const makeInWorker = (wanted, signing, tell) => platform().worker({ wanted, signing }, tell);

/**
 * Opens an epoch for exactly the present members; starts again when somebody else was first.
 * @param {object} room
 * @param {string} room.roomId
 * @param {import('../../crypto/vault.js').OpenedKeys} room.own
 * @param {() => number} room.now
 * @param {() => Promise<void>} room.catchUp brings log, ledger and records to the room's present state
 * @param {() => void} room.requireSound throws where nothing may be sent
 * @param {() => Promise<{pos: number, hash: Uint8Array}>} room.seen
 * @param {import('./ledger.js').Ledger} room.ledger
 * @param {import('./room-keys.js').RoomKeys} room.keys
 * @param {import('../session/directory.js').Directory} room.directory
 * @param {() => boolean} room.isUnreadable whether the open epoch's key, made by somebody else, does not open here
 * @param {(progress: {done: number, of: number}|null) => void} room.tell
 * @returns {Promise<number>} the open epoch
 */
export async function issueEpoch(room) {
  try {
    for (let i = 0; i < TRIES; i++) {
      await room.catchUp();
      room.requireSound();
      const epoch = await tryOnce(room);
      if (epoch) return epoch;
    }
    throw new Problem({ code: 'busy' });
  } finally {
    room.tell(null);
  }
}

/** @param {Parameters<typeof issueEpoch>[0]} room @returns {Promise<number|null>} null where somebody was first */
async function tryOnce(room) {
  const { roomId, own, ledger, keys, directory } = room;
  const { pos: logPos, hash: logHash } = await room.seen();
  const due = ledger.rowsAt(logPos + 1);
  const rows = await Promise.all(due.map(async (row) => ({ ...row, rsaSpki: (await directory.identity(row.identityId)).rsaSpki })));
  const last = keys.newest;
  room.tell({ done: 0, of: rows.length });
  const made = await makeInWorker({
    roomId, rows, logPos, logHash, issuer: own.identityId, time: room.now(), epoch: (last?.epoch ?? 0) + 1,
    prevRecord: last?.hash ?? new Uint8Array(32), rowsChanged: !last || JSON.stringify(last.rows) !== JSON.stringify(due),
    unreadable: room.isUnreadable(),
  }, own.signing, (done) => room.tell({ done, of: rows.length }));
  try {
    const { epoch } = await post(`/api/rooms/${roomId}/epochs`, { record: toBase64(made.record), grants: made.grants.map(toBase64) });
    await room.catchUp();
    return epoch;
  } catch (problem) {
    if (problem instanceof Problem && problem.code === 'epoch-open') {
      await room.catchUp();
      return keys.newest?.epoch ?? null;
    }
    if (problem instanceof Problem && problem.code === 'epoch-stale') return null;
    throw problem;
  }
}
