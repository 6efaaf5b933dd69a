// @ts-check
import { equal, isZero } from '../protocol/bytes.js';
import { SIGNATURE, readIdentity } from '../protocol/structures.js';
import { identityId, readIdentityRecord } from './identity.js';
import { sha256, verify } from './primitives.js';
import { Unreadable } from './unreadable.js';

/**
 * @typedef {object} Link one identity of somebody
 * @property {string} id
 * @property {number} index
 * @property {boolean} vouched the identity before has signed it
 * @property {ReturnType<typeof readIdentity>} record
 */

/**
 * All identities that somebody ever had, verified, oldest first. Throws where they are not a chain.
 * @param {Uint8Array[]} records
 * @param {string} userId
 * @returns {Promise<Link[]>}
 */
export async function readChain(records, userId) {
  /** @type {Link[]} */
  const chain = [];
  for (const bytes of records) {
    const raw = readIdentity(bytes);
    const id = await identityId(raw.edKey, raw.rsaSpki);
    const record = await readIdentityRecord(bytes, id);
    const before = chain.at(-1)?.record ?? null;
    const linked = before ? equal(record.prev, await sha256(before.bytes)) && record.index === before.index + 1 : record.index === 0;
    if (!linked || record.userId !== userId) throw new Unreadable('record');
    chain.push({ id, index: record.index, record, vouched: before !== null && (await isVouched(record, before)) });
  }
  return chain;
}

/** @param {ReturnType<typeof readIdentity>} record @param {ReturnType<typeof readIdentity>} before */
function isVouched(record, before) {
  if (isZero(record.prevSignature)) return false;
  return verify(before.edKey, record.bytes.slice(0, record.bytes.length - 2 * SIGNATURE), record.prevSignature);
}

/**
 * How one identity of a person relates to another: `same`, `successor` by unbroken signatures, `former` in reverse,
 * `reset` where a signature is missing, `unknown` where one is not in the chain.
 * @param {Link[]} chain @param {string} from @param {string} to
 */
export function relation(chain, from, to) {
  if (from === to) return 'same';
  const a = chain.findIndex((link) => link.id === from);
  const b = chain.findIndex((link) => link.id === to);
  if (a < 0 || b < 0) return 'unknown';
  const [low, high] = a < b ? [a, b] : [b, a];
  const unbroken = chain.slice(low + 1, high + 1).every((link) => link.vouched);
  if (a > b) return unbroken ? 'former' : 'unknown';
  return unbroken ? 'successor' : 'reset';
}
