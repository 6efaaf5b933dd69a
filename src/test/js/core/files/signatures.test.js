import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureType } from '../../../../main/resources/static/js/core/files/signatures.js';

const bytes = (/** @type {string} */ latin1) => Uint8Array.from(latin1, (char) => char.charCodeAt(0));

/** @type {[string, string|null][]} */
const BEGINNINGS = [
  ['\xff\xd8\xff\xe1 and so on', 'image/jpeg'], ['\x89PNG\r\n\x1a\n....', 'image/png'], ['GIF89a......', 'image/gif'], ['RIFF1234WEBPVP8 ', 'image/webp'],
  ['\0\0\0\x18ftypheic....', 'image/heic'], ['\0\0\0\x18ftypavif....', 'image/avif'], ['II*\0........', 'image/tiff'], ['MM\0*........', 'image/tiff'],
  ['\0\0\0\x18ftypisom....', null], ['RIFF1234WAVEfmt ', null], ['%PDF-1.7....', null], ['', null], ['\xff\xd8', null],
];

for (const [beginning, type] of BEGINNINGS) test(`${JSON.stringify(beginning)} is ${type}`, () => assert.equal(pictureType(bytes(beginning)), type));
