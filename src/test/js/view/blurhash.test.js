// The rough colours of a picture from its BlurHash.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blurPixels } from '../../../main/resources/static/js/view/blurhash.js';

test('a hash with one component is one colour', () => {
  // The average colour is #ff8000: 0xff8000 = 16744448 in base 83.
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
  let [rest, text] = [0xff8000, ''];
  for (let i = 0; i < 4; i++) [text, rest] = [digits[rest % 83] + text, Math.floor(rest / 83)];
  const pixels = blurPixels(`00${text}`, 2, 1);
  assert.deepEqual([...pixels], [255, 128, 0, 255, 255, 128, 0, 255]);
});

test('the example of the description has a bright sky over a dark ground', () => {
  const pixels = blurPixels('LEHV6nWB2yk8pyo0adR*.7kCMdnj', 8, 8);
  const light = (row) => Array.from({ length: 8 }, (_, x) => [0, 1, 2].reduce((sum, c) => sum + pixels[(row * 8 + x) * 4 + c], 0)).reduce((a, b) => a + b);
  assert.equal(pixels.length, 8 * 8 * 4);
  assert.ok(light(0) > light(7) * 1.1, `${light(0)} ${light(7)}`);
});

test('what is no BlurHash is not drawn', () => {
  for (const wrong of ['', '00', 'LEHV6nWB2yk8pyo0adR*.7kCMdn', 'LEHV6nWB2yk8pyo0adR*.7kCMdn"', 'LEHV6nWB2yk8pyo0adR*.7kCMdnjj']) assert.equal(blurPixels(wrong, 4, 4), null, wrong);
});
