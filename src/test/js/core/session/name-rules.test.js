// What a person is told about a name while they type it, and about which character.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayNameFault, missing, passwordFault, roomNameFault, statusFault, usernameFault } from '../../../../main/resources/static/js/core/session/name-rules.js';

const key = (fault) => fault && fault.key.replace('check.', '');

for (const name of ['alice', ' Alice ', 'a.b-c_9', 'jürgen', 'мария', 'مريم', '山田たろう', '김철수', 'ａｌｉｃｅ', 'x'.repeat(32)]) {
  test(`the username ${name} is fine`, () => assert.equal(usernameFault(name), null));
}

for (const [name, expected, character] of [
  ['', 'missing'], ['   ', 'missing'], ['a', 'username-short'], ['alice smith', 'username-space'], ['@alice', 'username-character', '@'],
  ['alice@home', 'username-character', '@'], ['ali💥ce', 'username-character', '💥'], ['7of9', 'username-start', '7'], ['-dash', 'username-start', '-'],
  ['аlice', 'username-alphabet', 'а'], ['alicе', 'username-alphabet', 'е'], ['x'.repeat(33), 'username-long'], ['ali\u200bce', 'hidden'],
]) {
  test(`the username ${JSON.stringify(name)} is refused: ${expected}`, () => {
    const fault = usernameFault(name);
    assert.equal(key(fault), expected);
    if (character) assert.equal(fault.values.character, character);
  });
}

for (const name of ['Alice', 'Renée O’Neil-Smith', 'مريم عبد الله', 'नेहा', '👩‍💻 Ada', 'Ada 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'Ada 1️⃣', 'Nguyễn', 'Z͎a', 'x'.repeat(64)]) {
  test(`the display name ${name} is fine`, () => assert.equal(displayNameFault(name), null));
}

for (const [name, expected, values] of [
  ['', 'missing'], ['\u00a0', 'missing'], ['Bob\u200b', 'hidden', { code: 'U+200B', place: 4 }], ['\u202eBob', 'hidden', { code: 'U+202E', place: 1 }],
  ['B\u2800ob', 'hidden', { code: 'U+2800', place: 2 }], ['Bob\u0007', 'hidden', { code: 'U+0007', place: 4 }], ['\u{1f600}\u{e000}', 'hidden', { code: 'U+E000', place: 2 }],
  ['Bob ✓', 'name-character', { character: '✓' }], ['✅ Bob', 'name-character', { character: '✅' }], ['a\u0316\u0317\u0318\u0319b', 'name-marks', { character: 'a\u0316' }],
  ['x'.repeat(65), 'name-long', { count: 1 }], ['\u200d', 'name-invisible'],
]) {
  test(`the display name ${JSON.stringify(name)} is refused: ${expected}`, () => {
    const fault = displayNameFault(name);
    assert.equal(key(fault), expected);
    if (values) assert.deepEqual(fault.values, values);
  });
}

test('a password has 8 to 256 characters, and spaces count', () => {
  assert.deepEqual(['', '1234567', ' '.repeat(8), 'x'.repeat(257)].map((typed) => key(passwordFault(typed))), ['missing', 'problem.bad-password', null, 'problem.bad-password']);
});

test('a room has a name that can be seen', () => {
  assert.deepEqual(['', '  ', 'Garden', 'Gar\u202eden'].map((typed) => key(roomNameFault(typed))), ['missing', 'missing', null, 'hidden']);
  assert.equal(missing(' x '), null);
});

test('a status is a line of up to 80 characters, or none', () => {
  for (const fine of ['', 'In a meeting', '🙂'.repeat(80), ` ${'x'.repeat(80)} `]) assert.equal(statusFault(fine), null);
  assert.deepEqual(statusFault('x'.repeat(82)), { key: 'check.status-long', values: { count: 2 } });
  assert.equal(key(statusFault('a\u200bb')), 'hidden');
});
