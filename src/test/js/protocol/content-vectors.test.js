// The contents that Java reads too (ContentVectorsTest).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Malformed, fromBase64, textToUtf8, utf8ToText } from '../../../main/resources/static/js/protocol/bytes.js';
import { readContent, writeContent } from '../../../main/resources/static/js/protocol/content.js';

const vectors = JSON.parse(readFileSync('src/test/resources/vectors/content.json', 'utf8'));
const bytesOf = (one) => (one.base64 ? fromBase64(one.base64) : textToUtf8(one.json.replace('%', 'x'.repeat(one.times ?? 1))));

test('there are more refusals than accepts', () => assert.ok(vectors.refused.length > vectors.accepted.length && vectors.accepted.length > 30));

for (const one of vectors.accepted) {
  test(`${one.name} is read and printed`, () => {
    const content = readContent(bytesOf(one));
    assert.deepEqual(content, JSON.parse(utf8ToText(bytesOf(one))));
    assert.equal(utf8ToText(writeContent(content)), one.printed ?? utf8ToText(bytesOf(one)));
  });
}

for (const one of vectors.refused) {
  test(`${one.name} is ${one.reason}`, () => {
    if (one.reason === 'damaged') assert.throws(() => readContent(bytesOf(one)), Malformed);
    else assert.equal(readContent(bytesOf(one)), null);
  });

  // What only its spelling makes newer is the same value once it is parsed.
  if (one.reason === 'newer' && !/-0|\.0|9e10/.test(one.json)) {
    test(`${one.name} is not printed`, () => assert.throws(() => writeContent(JSON.parse(one.json)), Malformed));
  }
}
