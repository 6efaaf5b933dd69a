// Letters that the server's side made, and what is refused: src/test/resources/vectors/letters.json, which Java reads too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { letterKey, openLetter, publicKeyOf } from '../../../main/resources/static/js/crypto/letters.js';
import { Unreadable } from '../../../main/resources/static/js/crypto/unreadable.js';
import { Malformed, fromBase64, toBase64 } from '../../../main/resources/static/js/protocol/bytes.js';
import { isSmallOrder, readLetter } from '../../../main/resources/static/js/protocol/letters.js';

const { letters, refused, smallOrder } = JSON.parse(readFileSync(new URL('../../resources/vectors/letters.json', import.meta.url), 'utf8'));
/** Which errors a fault may have here: what is not a letter, what does not open, what a newer version wrote. @type {Record<string, string[]>} */
const REASONS = { shape: ['malformed', 'wrong-room'], mac: ['damaged'], key: ['damaged'], padding: ['damaged'], content: ['damaged', 'newer'] };

async function opened(/** @type {any} */ { seed, roomId, box, sealed }) {
  const privateKey = await letterKey(fromBase64(seed));
  const key = await publicKeyOf(privateKey);
  return { key: toBase64(key), letter: await openLetter(readLetter(fromBase64(sealed)), { roomId, box, key, hash: new Uint8Array(32) }, privateKey) };
}

for (const one of letters) {
  test(`opens: ${one.name}`, async () => {
    const { key, letter } = await opened(one);
    const { b, at } = JSON.parse(one.json);
    assert.equal(key, one.key);
    assert.deepEqual(letter, { text: b, at });
  });
}

for (const one of refused) {
  test(`does not open: ${one.name}`, async () => {
    const reason = await opened(one).then(({ letter }) => (letter === null ? 'newer' : 'opened'), (error) => {
      if (error instanceof Malformed) return 'malformed';
      return error instanceof Unreadable ? error.reason : String(error);
    });
    assert.ok(REASONS[one.fault].includes(reason), `${one.fault}: ${reason}`);
  });
}

for (const key of smallOrder) test(`is of small order: ${key}`, () => assert.equal(isSmallOrder(fromBase64(key)), true));
