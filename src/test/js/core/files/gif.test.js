import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strippedGif } from '../../../../main/resources/static/js/core/files/gif.js';
import { concat, textToUtf8 } from '../../../../main/resources/static/js/protocol/bytes.js';

const bytes = (/** @type {number[]} */ ...all) => Uint8Array.from(all);
const blocks = (/** @type {string} */ text) => concat(bytes(text.length), textToUtf8(text), bytes(0));
/** 3 × 2 pixels, with a table of two colours. */
const HEAD = concat(textToUtf8('GIF89a'), bytes(3, 0, 2, 0, 0x80, 0, 0, 1, 1, 1, 2, 2, 2));
const FRAME = concat(bytes(0x21, 0xf9, 4, 0, 5, 0, 0, 0), bytes(0x2c, 0, 0, 0, 0, 3, 0, 2, 0, 0, 2, 2, 0x44, 1, 0));
const LOOP = concat(bytes(0x21, 0xff, 11), textToUtf8('NETSCAPE2.0'), bytes(3, 1, 0, 0, 0));
const COMMENT = concat(bytes(0x21, 0xfe), blocks('where I live'));
const XMP = concat(bytes(0x21, 0xff, 11), textToUtf8('XMP DataXMP'), blocks('<x:xmpmeta gps="48.1"/>'));
const END = bytes(0x3b);

test('an animation keeps its frames and its repetition, and loses comments and metadata', () => {
  const gif = strippedGif(concat(HEAD, COMMENT, LOOP, XMP, FRAME, COMMENT, FRAME, END, textToUtf8('behind the end')));
  assert.deepEqual([gif?.frames, gif?.width, gif?.height], [2, 3, 2]);
  assert.deepEqual(concat(...(gif?.bytes ?? [])), concat(HEAD, LOOP, FRAME, FRAME, END));
});

test('what is no whole GIF is none', () => {
  const whole = concat(HEAD, FRAME, END);
  assert.equal(strippedGif(whole)?.frames, 1);
  for (let length = 0; length < whole.length; length++) assert.equal(strippedGif(whole.slice(0, length)), null, `${length}`);
  assert.equal(strippedGif(concat(HEAD, bytes(0x77), END)), null);
  assert.equal(strippedGif(textToUtf8('<html>not a picture at all</html>')), null);
});
