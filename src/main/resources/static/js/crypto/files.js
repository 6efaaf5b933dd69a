// @ts-check
// Encrypted files (SC1A): chunks of AES-256-GCM, of which the last is marked (the STREAM construction), after padding by
// Padmé. All chunks of a file are sealed under one key, each once.
import { Writer, fromBase64, isZero, uuidToBytes } from '../protocol/bytes.js';
import { decrypt, encrypt, hkdfAes, hkdfKey } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

/** Bytes of plain text in every chunk but the last. */
export const CHUNK = 2 ** 20;
const TAG = 16;
/** Bytes of every stored chunk but the last. */
export const STORED_CHUNK = CHUNK + TAG;
const SHORTEST = 1024;

/** @typedef {{size: number, padded: number, chunks: number, stored: number}} FileLayout lengths in bytes; `stored` is that of all chunks */
/** The key of one file's chunks, and what they are bound to. @typedef {{key: CryptoKey, header: Uint8Array}} FileKey */

/** ⌊log₂ n⌋. @param {number} n from 1 to 2^53 */
const bitsOf = (n) => n.toString(2).length - 1;

/** Padmé: at most 12 % more. @param {number} size */
export function paddedSize(size) {
  const n = Math.max(size, SHORTEST);
  const bits = bitsOf(n);
  const unit = 2 ** (bits - bitsOf(bits) - 1);
  return Math.ceil(n / unit) * unit;
}

/** What a file of so many bytes comes to on the server. @param {number} size @returns {FileLayout} */
export function layoutOf(size) {
  const padded = paddedSize(size);
  const chunks = Math.ceil(padded / CHUNK);
  return { size, padded, chunks, stored: padded + chunks * TAG };
}

/** Bytes of plain text in a chunk, padding included. @param {FileLayout} layout @param {number} i from 0 */
export const chunkLength = ({ padded }, i) => Math.min(CHUNK, padded - i * CHUNK);

/** Bytes of a stored chunk. @param {FileLayout} layout @param {number} i from 0 */
export const storedChunkLength = (layout, i) => chunkLength(layout, i) + TAG;

/** @param {string} roomId @param {string} fileId */
export const fileHeader = (roomId, fileId) => new Writer().magic('SC1A').bytes(uuidToBytes(roomId)).bytes(uuidToBytes(fileId)).done();

/**
 * @param {string} roomId @param {string} fileId @param {string} fileKey 32 bytes in Base64
 * @returns {Promise<FileKey>} its key is not extractable
 */
export async function openFileKey(roomId, fileId, fileKey) {
  const header = fileHeader(roomId, fileId);
  const secret = fromBase64(fileKey);
  if (secret.length !== 32) throw new Unreadable('damaged');
  return { header, key: await hkdfAes(await hkdfKey(secret), header, 'SC1A', ['encrypt', 'decrypt']) };
}

/** @param {number} i @param {boolean} isLast */
const nonceOf = (i, isLast) => new Writer().bytes(new Uint8Array(7)).u32(i).u8(isLast ? 1 : 0).done();

/**
 * Seals a chunk; pads what is short of its length with zeros.
 * @param {FileKey} by @param {FileLayout} layout @param {number} i @param {Uint8Array} bytes the file's own, from i · CHUNK on
 */
export function sealChunk({ key, header }, layout, i, bytes) {
  const length = chunkLength(layout, i);
  if (i < 0 || i >= layout.chunks || bytes.length !== ownLength(layout, i)) throw new Error('not a chunk of this file');
  const plain = bytes.length === length ? bytes : new Uint8Array(length);
  if (plain !== bytes) plain.set(bytes);
  return encrypt(key, nonceOf(i, i === layout.chunks - 1), header, plain);
}

/** How many bytes of a chunk are the file's own. @param {FileLayout} layout @param {number} i */
const ownLength = (layout, i) => Math.max(0, Math.min(chunkLength(layout, i), layout.size - i * CHUNK));

/**
 * The file's own bytes of a chunk; throws `Unreadable('damaged')` where it is not exactly this chunk of this file, or its padding
 * is not zero (F7).
 * @param {FileKey} by @param {FileLayout} layout @param {number} i @param {Uint8Array} sealed
 */
export function openChunk({ key, header }, layout, i, sealed) {
  return orUnreadable('damaged', async () => {
    if (sealed.length !== storedChunkLength(layout, i)) throw new Unreadable('damaged');
    const plain = await decrypt(key, nonceOf(i, i === layout.chunks - 1), header, sealed);
    const own = ownLength(layout, i);
    if (!isZero(plain.subarray(own))) throw new Unreadable('damaged');
    return plain.subarray(0, own);
  });
}

/** The file's bytes, a chunk at a time; throws `Unreadable('damaged')` for any other file. @param {FileKey} by @param {number} size @param {Uint8Array} stored */
export async function openFile(by, size, stored) {
  const layout = layoutOf(size);
  if (stored.length !== layout.stored) throw new Unreadable('damaged');
  const chunks = [];
  for (let i = 0; i < layout.chunks; i++) chunks.push(await openChunk(by, layout, i, stored.subarray(i * STORED_CHUNK, (i + 1) * STORED_CHUNK)));
  return chunks;
}
