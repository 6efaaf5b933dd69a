// The payload of a push message: what is not one is nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPush } from '../../../main/resources/static/js/protocol/push.js';

const ROOM = 'aaaaaaaa-0000-4000-8000-000000000000';
const whole = { room: ROOM, pos: 7, at: 1790000000000, entry: 'U0MxTQEA' };

test('a payload says where its entry stands, and what it is', () => {
  assert.deepEqual(readPush(JSON.stringify(whole)), { ...whole, isLetter: false });
  assert.deepEqual(readPush(JSON.stringify({ ...whole, entry: 'U0MxQgEA' })), { ...whole, entry: 'U0MxQgEA', isLetter: true });
});

test('one whose entry did not fit has none', () => {
  const { entry, ...rest } = whole;
  assert.deepEqual(readPush(JSON.stringify(rest)), { ...rest, entry: null, isLetter: false });
});

for (const [name, text] of Object.entries({
  empty: '', 'no JSON': '{', null: 'null', 'a number': '7', 'a list': '[]',
  'no room': JSON.stringify({ ...whole, room: undefined }), 'another address as its room': JSON.stringify({ ...whole, room: `${ROOM}/../x` }),
  'no position': JSON.stringify({ ...whole, pos: undefined }), 'position 0': JSON.stringify({ ...whole, pos: 0 }), 'a position as text': JSON.stringify({ ...whole, pos: '7' }),
  'half a position': JSON.stringify({ ...whole, pos: 1.5 }), 'no time': JSON.stringify({ ...whole, at: undefined }), 'an entry that is no text': JSON.stringify({ ...whole, entry: 7 }),
})) test(`${name} is none`, () => assert.equal(readPush(text), null));
