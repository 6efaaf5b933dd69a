// People with real keys, and epochs of a room that they share, for tests of what members' browsers do with keys.
import { END_TO_END, makeEpoch } from '../../main/resources/static/js/crypto/epochs.js';
import { makeIdentity } from '../../main/resources/static/js/crypto/identity.js';
import { sha256 } from '../../main/resources/static/js/crypto/primitives.js';
import { importKeys } from '../../main/resources/static/js/crypto/vault.js';
import { toBase64 } from '../../main/resources/static/js/protocol/bytes.js';
import { readIdentity } from '../../main/resources/static/js/protocol/structures.js';

export const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';

/** @typedef {Awaited<ReturnType<typeof person>>} TestPerson */

/** @param {number} number */
export async function person(number) {
  const userId = `${String(number).repeat(8)}-0000-4000-8000-000000000000`;
  const { record, keys } = await makeIdentity(userId, null);
  return { userId, identityId: keys.identityId, own: [await importKeys(keys)], row: { userId, identityId: keys.identityId, role: 1 }, ...readIdentity(record) };
}

/** The directory of these people. @param {TestPerson[]} people */
export function directoryOf(people) {
  return {
    server: async () => { throw new Error('no server'); },
    identity: async (/** @type {string} */ id) => {
      const found = people.find((p) => p.identityId === id);
      if (!found) throw new Error(`nobody is ${id}`);
      return found;
    },
    relation: async (/** @type {string} */ _, /** @type {string} */ from, /** @type {string} */ to) => (from === to ? 'same' : 'reset'),
  };
}

/**
 * Epochs 1 to `count` of a room with these members, each at number `10 * epoch`, and a server's answer to
 * `GET /api/rooms/{id}/grants` for one reader.
 * @param {TestPerson} issuer @param {TestPerson[]} members @param {number} count
 */
export async function epochs(issuer, members, count) {
  const made = /** @type {{record: Uint8Array, grants: Uint8Array[], pos: number}[]} */ ([]);
  const sorted = [...members].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  for (let epoch = 1; epoch <= count; epoch++) {
    const before = made.at(-1);
    const wanted = {
      roomId: ROOM, epoch, prevRecord: before ? await sha256(before.record) : new Uint8Array(32), logPos: epoch * 10 - 1, logHash: new Uint8Array(32),
      time: 1790000000000 + epoch, issuer: issuer.identityId, rowsChanged: false, rows: sorted.map((m) => ({ ...m.row, rsaSpki: m.rsaSpki })),
    };
    made.push({ ...(await makeEpoch(wanted, issuer.own[0].signing, () => {})), pos: epoch * 10 });
  }
  return {
    made,
    /** @param {string} path @param {TestPerson} reader */
    answer: (path, reader) => {
      const query = new URLSearchParams(path.split('?')[1]);
      const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
      const some = made.slice(from - 1, to);
      const at = sorted.indexOf(reader);
      return {
        records: some.map(({ record, pos }) => ({ entry: toBase64(record), pos })),
        grants: at < 0 ? [] : some.map(({ grants }) => toBase64(grants[at])),
      };
    },
  };
}

/** What a ledger says in which these are members all the time. @param {TestPerson[]} members */
export function ledgerOf(members, fullHistory = false) {
  return {
    mode: 'end-to-end', fullHistory, broken: /** @type {unknown} */ (null),
    rowsAt: () => members.map((m) => m.row),
    members: new Map(members.map((m) => [m.userId, { userId: m.userId, identityId: m.identityId, suspended: false, vouched: true, latest: 0 }])),
  };
}

/** Trust that thinks so of everybody. @param {() => string} [verdict] */
export function trustOf(verdict = () => 'fine') {
  const pinned = /** @type {number[]} */ ([]);
  return {
    pinned, verdict: async () => verdict(),
    room: () => /** @type {unknown} */ (null),
    pinRoom: (/** @type {string} */ _, /** @type {{epoch: number}} */ record) => void pinned.push(record.epoch),
  };
}

export { END_TO_END };
