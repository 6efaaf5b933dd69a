// @ts-check
import { bytesToUuid, concat, equal, isZero, textToUtf8 } from '../protocol/bytes.js';
import { SIGNATURE, readServerKey } from '../protocol/structures.js';
import { sha256, verify } from './primitives.js';
import { Unreadable } from './unreadable.js';

/**
 * The server's signing keys by id, from a chain that is verified from its first record on.
 * @param {Uint8Array[]} chain
 * @returns {Promise<Map<string, Uint8Array>>}
 */
export async function readServerKeys(chain) {
  const keys = new Map();
  let before = null;
  for (const bytes of chain) {
    const record = readServerKey(bytes);
    if (!(await isSound(record, before))) throw new Unreadable('record');
    keys.set(await serverId(record.edKey), record.edKey);
    before = record;
  }
  if (!before) throw new Unreadable('record');
  return keys;
}

/** @param {Uint8Array} edKey */
async function serverId(edKey) {
  const hash = await sha256(concat(textToUtf8('SC1X'), Uint8Array.of(1)), edKey);
  return bytesToUuid(hash.slice(0, 16));
}

/** @param {ReturnType<typeof readServerKey>} record @param {ReturnType<typeof readServerKey>|null} before */
async function isSound(record, before) {
  const self = record.bytes.slice(0, record.bytes.length - SIGNATURE);
  if (!(await verify(record.edKey, self, record.selfSignature))) return false;
  if (!before) return record.index === 0 && isZero(record.prev) && isZero(record.prevSignature);
  const unsigned = record.bytes.slice(0, record.bytes.length - 2 * SIGNATURE);
  return record.index === before.index + 1
    && equal(record.prev, await sha256(before.bytes))
    && verify(before.edKey, unsigned, record.prevSignature);
}
