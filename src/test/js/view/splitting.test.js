// A text that is too long for one message, in parts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf } from '../../../main/resources/static/js/view/splitting.js';
import { bytesOf } from '../../../main/resources/static/js/view/writing.js';

test('a text that fits stays one', () => assert.deepEqual(partsOf('short', 100), ['short']));

for (const [what, text] of [
  ['words', 'word '.repeat(200)], ['lines', 'a line of text\n'.repeat(60)], ['one long word', 'x'.repeat(900)], ['emoji', '😀'.repeat(300)],
  ['code', `before\n\n\`\`\`\n${'int x = 1;\n'.repeat(60)}\`\`\`\nafter`], ['quotes', '"\\'.repeat(300)],
]) {
  test(`${what}: each part fits, and nothing is lost`, () => {
    const parts = partsOf(text, 200);
    assert.ok(parts.length > 1);
    for (const part of parts) {
      assert.ok(bytesOf(part) <= 200, part);
      assert.equal(/\p{Surrogate}/u.test(part), false);
      assert.equal(part.split('```').length % 2, 1, 'code is closed in each part');
    }
    const bare = (/** @type {string} */ all) => all.replace(/```|\s/g, '');
    assert.equal(bare(parts.join('')), bare(text));
  });
}

test('parts end with a paragraph where one ends in time', () => {
  assert.deepEqual(partsOf(`${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, 100), ['a'.repeat(60), 'b'.repeat(60)]);
});
