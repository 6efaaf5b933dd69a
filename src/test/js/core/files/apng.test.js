import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strippedPng } from '../../../../main/resources/static/js/core/files/apng.js';
import { concat, textToUtf8 } from '../../../../main/resources/static/js/protocol/bytes.js';

const bytes = (/** @type {number[]} */ ...all) => Uint8Array.from(all);
/** Nobody looks at the checksum here. */
const chunk = (/** @type {string} */ type, /** @type {number[]} */ ...data) => concat(bytes(0, 0, 0, data.length), textToUtf8(type), bytes(...data), bytes(9, 9, 9, 9));
const HEAD = concat(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), chunk('IHDR', ...Array(13).fill(1)));
const FRAMES = concat(chunk('acTL', 0, 0, 0, 2), chunk('fcTL', 1), chunk('IDAT', 1, 2), chunk('fcTL', 2), chunk('fdAT', 3, 4));
const END = chunk('IEND');

test('an animation keeps its frames, and loses texts, times and metadata', () => {
  const stray = concat(chunk('eXIf', 1, 2), chunk('tEXt', 65), chunk('iTXt', 66), chunk('tIME', 7), chunk('iCCP', 8));
  const png = strippedPng(concat(HEAD, stray, FRAMES, stray, END, textToUtf8('behind the end')));
  assert.equal(png?.frames, 2);
  assert.deepEqual(concat(...(png?.bytes ?? [])), concat(HEAD, FRAMES, END));
});

test('a picture that does not move has one frame', () => assert.equal(strippedPng(concat(HEAD, chunk('IDAT', 1), END))?.frames, 1));

test('what is no whole PNG is none', () => {
  const whole = concat(HEAD, FRAMES, END);
  for (let length = 0; length < whole.length; length++) assert.equal(strippedPng(whole.slice(0, length)), null, `${length}`);
  assert.equal(strippedPng(textToUtf8('GIF89a and what follows')), null);
});
