// @ts-check
import { Writer, textToUtf8, uuidToBytes } from '../protocol/bytes.js';
import { sha256 } from './primitives.js';

const MAGIC = textToUtf8('SC1H');

/** h₀ of a room. @param {string} roomId */
export function firstHash(roomId) {
  return sha256(MAGIC, uuidToBytes(roomId));
}

/**
 * Computes hᵢ from hᵢ₋₁.
 * @param {Uint8Array} before
 * @param {{pos: number, type: number, entryHash: Uint8Array}} entry
 */
export function nextHash(before, entry) {
  return sha256(MAGIC, before, new Writer().u64(entry.pos).u8(entry.type).done(), entry.entryHash);
}
