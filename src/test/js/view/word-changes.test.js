// What is shown of a change: the words that were replaced, in any script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes } from '../../../main/resources/static/js/view/word-changes.js';

/** As one line: [-removed-], {+added+}. @param {string} from @param {string} to */
const shown = (from, to) => changes(from, to).map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind]).join('');

for (const [from, to, expected] of [
  ['the same', 'the same', 'the same'],
  ['in there twice. Fixing it.', 'in there twice. Fixed, 86 people.', 'in there twice. [-Fixing it-]{+Fixed, 86 people+}.'],
  ['one two', 'zero one two', '{+zero +}one two'],
  ['one two', 'one', 'one[- two-]'],
  ['a a', 'a a a', 'a a{+ a+}'],
  ['all', 'new', '[-all-]{+new+}'],
  ['', 'new', '{+new+}'],
  ['مرحبا يا صديقي', 'مرحبا يا عالم', 'مرحبا يا [-صديقي-]{+عالم+}'],
  ['👍🏽 ok', '👍🏿 ok', '[-👍🏽-]{+👍🏿+} ok'],
]) {
  test(`${JSON.stringify(from)} becomes ${JSON.stringify(to)}`, () => {
    assert.equal(shown(from, to), expected);
  });
}

test('what is not removed is the new text, and what is not added the old one', () => {
  const texts = ['', 'a', 'a b', 'b a', 'a b c', 'c b a', 'a a b', 'b b'];
  for (const from of texts) {
    for (const to of texts) {
      const parts = changes(from, to);
      assert.equal(parts.filter((part) => part.kind !== 'removed').map((part) => part.text).join(''), to);
      assert.equal(parts.filter((part) => part.kind !== 'added').map((part) => part.text).join(''), from);
    }
  }
});
