import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strippedWebp } from '../../../../main/resources/static/js/core/files/webp.js';
import { concat, textToUtf8 } from '../../../../main/resources/static/js/protocol/bytes.js';

const bytes = (/** @type {number[]} */ ...all) => Uint8Array.from(all);
const chunk = (/** @type {string} */ type, /** @type {Uint8Array} */ data) => concat(textToUtf8(type), bytes(data.length, 0, 0, 0), data, data.length % 2 ? bytes(0) : bytes());
const file = (/** @type {Uint8Array[]} */ ...chunks) => {
  const all = concat(...chunks);
  return concat(textToUtf8('RIFF'), bytes(all.length + 4, 0, 0, 0), textToUtf8('WEBP'), all);
};
const head = (/** @type {number} */ flags) => chunk('VP8X', bytes(flags, 0, 0, 0, 2, 0, 0, 1, 0, 0));
const ANIM = chunk('ANIM', bytes(0, 0, 0, 0, 0, 0));
const frame = (/** @type {Uint8Array[]} */ ...inside) => chunk('ANMF', concat(new Uint8Array(16), ...inside));
const PIXELS = frame(chunk('ALPH', bytes(1, 2, 3)), chunk('VP8 ', bytes(1, 2, 3, 4)));
const EXIF = chunk('EXIF', textToUtf8('GPS 48.137154'));

test('an animation keeps its frames, and loses profiles and metadata, which it does not announce any more', () => {
  const webp = strippedWebp(concat(file(head(0x3e), chunk('ICCP', bytes(1)), ANIM, PIXELS, PIXELS, EXIF, chunk('XMP ', bytes(2))), textToUtf8('behind')));
  assert.equal(webp?.frames, 2);
  assert.deepEqual(concat(...(webp?.bytes ?? [])), file(head(0x12), ANIM, PIXELS, PIXELS));
});

test('a frame with anything but pixels is not taken', () => assert.equal(strippedWebp(file(head(2), ANIM, PIXELS, frame(chunk('VP8 ', bytes(1, 2)), EXIF))), null));

test('a picture that does not move is none of these', () => {
  assert.equal(strippedWebp(file(chunk('VP8 ', bytes(1, 2, 3, 4)))), null);
  assert.equal(strippedWebp(file(head(0), chunk('VP8L', bytes(1, 2)))), null);
});

test('what is no whole WebP is none', () => {
  const whole = file(head(2), ANIM, PIXELS);
  assert.equal(strippedWebp(whole)?.frames, 1);
  for (let length = 0; length < whole.length; length++) assert.equal(strippedWebp(whole.slice(0, length)), null, `${length}`);
});
