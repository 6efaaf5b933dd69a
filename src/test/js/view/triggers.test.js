// What opens a list of completions, and what becomes of the text when one is chosen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completed, triggerAt } from '../../../main/resources/static/js/view/triggers.js';

for (const [text, expected] of /** @type {[string, string|null][]} */ ([
  ['@', '@ 0 '], ['@da', '@ 0 da'], ['hi @da', '@ 3 da'], ['(@da', '@ 1 da'], ['a@b', null], ['@da rth', null], ['x\n@d', '@ 2 d'], ['@نو', '@ 0 نو'],
  [':s', null], [':sm', ': 0 sm'], ['hi :smi', ': 3 smi'], ['10:30', null], ['a:bc', null], [':)', null], [':1a', null], ['at 10:30 :smi', ': 9 smi'],
  ['/', '/ 0 '], ['/inv', '/ 0 inv'], ['a/b', null], [' /inv', null], ['/me waves', null], ['//x', null], ['', null],
])) {
  test(`${JSON.stringify(text)} opens ${expected ?? 'nothing'}`, () => {
    const found = triggerAt(text, text.length);
    assert.equal(found && `${found.kind} ${found.from} ${found.query}`, expected);
  });
}

test('what is chosen stands in the place of what was typed, with one blank after it', () => {
  const trigger = /** @type {any} */ (triggerAt('ask @da', 7));
  assert.deepEqual(completed('ask @da', 7, trigger, '@darth'), { text: 'ask @darth ', caret: 11 });
  assert.deepEqual(completed('ask @da now', 7, trigger, '@darth'), { text: 'ask @darth now', caret: 11 });
});
