// Names that could be taken for one another, or for what the page itself says, are told apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ambiguous, looksLikeMark, skeleton } from '../../../../main/resources/static/js/core/trust/lookalikes.js';

const people = (/** @type {string[]} */ ...names) => names.map((displayName, i) => ({ userId: `u${i}`, username: `user${i}`, displayName }));

for (const [name, like] of [
  ['Bob', 'Bob'], ['Bob', 'bob'], ['Bob', 'Воb'], ['Alice', 'Αlісе'], ['Alice', 'AIice'], ['Alice', 'A1ice'], ['Bob', 'B0b'], ['Bob', 'Bob ✓'], ['Bob', 'B.o b'], ['Bob', 'Bób'],
  ['Morn', 'Mom'], ['Will', 'VVill'], ['Bob', '𝐁𝐨𝐛'], ['Bob', 'Ｂｏｂ'], ['scope', 'ѕсоре'],
]) {
  test(`${name} and ${like} look alike`, () => {
    assert.equal(skeleton(name), skeleton(like));
    assert.deepEqual([...ambiguous(people(name, 'Somename', like))], ['u0', 'u2']);
  });
}

for (const [name, other] of [['Bob', 'Rob'], ['Anna', 'Hanna'], ['Алиса', 'Борис'], ['李明', '王芳'], ['Bob', 'Bobby']]) {
  test(`${name} and ${other} are told apart`, () => assert.equal(ambiguous(people(name, other)).size, 0));
}

for (const name of ['The server', 'Alice (you)', 'Bob ✓ verified', 'Bob ✅', 'Owner', 'Admin', 'the sеrver', 'You', 'Bob, administrator', 'Somebody', 'Bob @alice']) {
  test(`"${name}" looks like something that the page says`, () => assert.ok(looksLikeMark(name)));
}

for (const name of ['Bob', 'Youri', 'Meowner', 'Ana-María', 'O’Neill', 'Dr. Who', 'José Ángel', 'Observer Jones'.slice(9)]) {
  test(`"${name}" looks like nothing but a name`, () => assert.ok(!looksLikeMark(name)));
}

test('a display name that is another one’s user name is told apart', () => {
  const two = [{ userId: 'a', username: 'bob', displayName: 'Robert' }, { userId: 'b', username: 'darth', displayName: 'Bob' }];
  assert.deepEqual([...ambiguous(two)], ['b']);
});
