// Files that the Java side sealed, and what every reader refuses: src/test/resources/vectors/files.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHUNK, layoutOf, openFile, openFileKey, paddedSize, sealChunk } from '../../../main/resources/static/js/crypto/files.js';
import { sha256 } from '../../../main/resources/static/js/crypto/primitives.js';
import { Unreadable } from '../../../main/resources/static/js/crypto/unreadable.js';
import { concat, fromBase64 } from '../../../main/resources/static/js/protocol/bytes.js';

const { padded, files, refused } = JSON.parse(readFileSync(new URL('../../resources/vectors/files.json', import.meta.url), 'utf8'));

/** Bytes that follow from a seed, by a linear congruential generator (Numerical Recipes). @param {number} seed @param {number} size */
function plainOf(seed, size) {
  const bytes = new Uint8Array(size);
  for (let i = 0, state = seed; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const hashOf = async (/** @type {Uint8Array} */ bytes) => Buffer.from(await sha256(bytes)).toString('hex');
const keyOf = (/** @type {any} */ { roomId, fileId, fileKey }) => openFileKey(roomId, fileId, fileKey);

/** @param {any} file @returns {Promise<Uint8Array>} */
async function seal(file) {
  const layout = layoutOf(file.size);
  const key = await keyOf(file);
  const plain = plainOf(file.seed, file.size);
  const chunks = [];
  for (let i = 0; i < layout.chunks; i++) chunks.push(await sealChunk(key, layout, i, plain.subarray(i * CHUNK, (i + 1) * CHUNK)));
  return concat(...chunks);
}

/** @type {Map<number, Promise<Uint8Array>>} */
const stored = new Map();
const storedOf = (/** @type {number} */ number) => stored.get(number) ?? stored.set(number, seal(files[number])).get(number);

for (const [size, length] of Object.entries(padded)) test(`pads ${size} to ${length} bytes`, () => assert.equal(paddedSize(Number(size)), length));

for (const [number, one] of files.entries()) {
  test(`seals and opens: ${one.name}`, async () => {
    const plain = plainOf(one.seed, one.size);
    const sealed = /** @type {Uint8Array} */ (await storedOf(number));
    const layout = layoutOf(one.size);
    assert.equal(await hashOf(plain), one.plain);
    assert.deepEqual([layout.stored, layout.chunks, sealed.length], [one.length, one.chunks, one.length]);
    assert.equal(await hashOf(sealed), one.stored);
    assert.equal(await hashOf(concat(...(await openFile(await keyOf(one), one.size, sealed)))), one.plain);
  });
}

for (const one of refused) {
  test(`does not open: ${one.name}`, async () => {
    const parts = [];
    for (const { bytes, file, from, to } of one.parts) parts.push(bytes ? fromBase64(bytes) : /** @type {Uint8Array} */ (await storedOf(file)).slice(from, to));
    const whole = concat(...parts);
    if (one.flip !== undefined) whole[one.flip] ^= 1;
    await assert.rejects(async () => openFile(await keyOf(one), one.size, whole), (error) => error instanceof Unreadable && error.reason === 'damaged');
  });
}

test('a chunk of another length than the file’s own is not sealed', async () => {
  const key = await keyOf(files[1]);
  assert.throws(() => sealChunk(key, layoutOf(5), 0, new Uint8Array(6)));
  assert.throws(() => sealChunk(key, layoutOf(5), 1, new Uint8Array(0)));
});
