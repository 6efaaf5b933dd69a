// What the first bytes of a file say about the image in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageSize } from '../../../../main/resources/static/js/core/session/image-size.js';

const bytes = (/** @type {(string|number|number[])[]} */ ...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const big = (/** @type {number} */ n) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const little = (/** @type {number} */ n) => big(n).reverse();

const PNG = bytes(0x89, 'PNG\r\n\x1a\n', big(13), 'IHDR', big(9000), big(6000), [8, 2, 0, 0, 0]);
const EXIF = [0xff, 0xe1, 0, 6, 1, 2, 3, 4];
const JPEG = bytes([0xff, 0xd8], EXIF, [0xff, 0xc2, 0, 17, 8, 0x10, 0x00, 0x20, 0x00, 3]);
const LOSSY = bytes('RIFF', little(100), 'WEBPVP8 ', little(80), [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]);
const LOSSLESS = bytes('RIFF', little(100), 'WEBPVP8L', little(80), [0x2f], little(299 | (199 << 14)));
const EXTENDED = bytes('RIFF', little(100), 'WEBPVP8X', little(10), [0, 0, 0, 0], [0xff, 0x3f, 0x00], [0x0f, 0x27, 0x00]);

for (const [name, image, type, width, height] of /** @type {[string, Uint8Array, string, number, number][]} */ ([
  ['PNG', PNG, 'image/png', 9000, 6000], ['JPEG', JPEG, 'image/jpeg', 8192, 4096], ['lossy WebP', LOSSY, 'image/webp', 320, 240],
  ['lossless WebP', LOSSLESS, 'image/webp', 300, 200], ['extended WebP', EXTENDED, 'image/webp', 16384, 10000],
])) {
  test(`a ${name} has its size at the beginning`, () => assert.deepEqual(imageSize(image), { type, width, height }));
  test(`a ${name} that ends too early has none`, () => assert.equal(imageSize(image.slice(0, 15)), null));
}

for (const [name, file] of /** @type {[string, Uint8Array][]} */ ([
  ['nothing', bytes()], ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')], ['GIF', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['text', bytes('hello world, this is a text and no image')], ['a JPEG without a frame', bytes([0xff, 0xd8], EXIF, [0xff, 0xda, 0, 2])],
])) {
  test(`${name} is no image that is taken`, () => assert.equal(imageSize(file), null));
}
