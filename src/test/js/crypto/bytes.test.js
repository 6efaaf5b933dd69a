import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Malformed, Reader, Writer, bytesToUuid, compare, fromBase64, toBase64, utf8ToText, uuidOfTime, uuidToBytes } from '../../../main/resources/static/js/protocol/bytes.js';

test('Base64 is canonical or refused', () => {
  assert.equal(toBase64(fromBase64('AQI=')), 'AQI=');
  for (const bad of ['AQI', 'AQJ=', 'A-_=', ' AQI=', 'AQI= ', 'AQ==\n', '====', 'A', 'AQI=AQI=']) assert.throws(() => fromBase64(bad), Malformed, bad);
});

test('ids are lower case and ordered by unsigned bytes', () => {
  const id = '8f14e45f-ceea-467f-a2ab-000000000001';
  assert.equal(bytesToUuid(uuidToBytes(id)), id);
  for (const bad of [id.toUpperCase(), id.replaceAll('-', ''), `{${id}}`, '']) assert.throws(() => uuidToBytes(bad), Malformed);
  assert.ok(compare(Uint8Array.of(0x80), Uint8Array.of(0x7f)) > 0);
});

test('ids of posts begin with the time', () => {
  // The example of RFC 9562, A.6.
  const id = uuidOfTime(0x017f22e279b0);
  assert.match(id, /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(uuidOfTime(0x017f22e279b0), id);
});

test('numbers beyond 2^53 - 1 are refused', () => {
  assert.equal(new Reader(new Writer().u64(Number.MAX_SAFE_INTEGER).done()).u64(), Number.MAX_SAFE_INTEGER);
  assert.throws(() => new Reader(Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0)).u64(), Malformed);
});

test('malformed UTF-8 is refused', () => {
  for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]]) assert.throws(() => utf8ToText(Uint8Array.from(bad)), Malformed);
});
