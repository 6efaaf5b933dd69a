// Which emoji are offered: as the library has them, as somebody searches, and as this browser used them.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TONES, inTone, loadEmoji, noteEmoji, recentEmoji, search, setSkinTone, skinTone } from '../../../../main/resources/static/js/core/session/emoji.js';
import { fakePlatform } from '../../fake-platform.js';

/** @type {any} */
let platform;
beforeEach(() => {
  platform = fakePlatform();
});

const all = [
  { emoji: '😄', words: ['grinning face with smiling eyes', 'happy', ':d', 'smile'] },
  { emoji: '🙂', words: ['smile', 'face'] },
  { emoji: '🎉', words: ['party popper', 'tada', 'congratulations'] },
];
const found = (/** @type {string} */ text) => search(all, text).map(({ emoji }) => emoji).join('');

test('words are searched by their beginnings, and names come first', () => {
  assert.equal(found(''), '😄🙂🎉');
  assert.equal(found('smi'), '🙂😄');
  assert.equal(found(':smile:'), '🙂😄');
  assert.equal(found('pop par'), '🎉');
  assert.equal(found('party_popper'), '🎉');
  assert.equal(found('TADA'), '🎉');
  assert.equal(found('🎉'), '🎉');
  assert.equal(found('arty'), '');
  assert.equal(found('happy tada'), '');
});

test('of what is loaded only emoji are offered that a reaction may have, and a failure is tried again', async () => {
  fakePlatform({ emoji: async () => Promise.reject(new Error('no network')) });
  await assert.rejects(loadEmoji());
  fakePlatform({ emoji: async () => ({ '👍': ['thumbs_up', 7], 'ab': ['letters'], '👍👍': ['two'], '🎉': 'no list', '7️⃣': ['keycap_7'] }) });
  assert.deepEqual(await loadEmoji(), [{ emoji: '👍', words: ['thumbs up'] }, { emoji: '7️⃣', words: ['keycap 7'] }]);
});

test('those used last come first, each once, and no more than are shown', () => {
  assert.equal(recentEmoji()[0], '👍');
  noteEmoji('🦊');
  noteEmoji('🎉');
  noteEmoji('🦊');
  assert.deepEqual(recentEmoji().slice(0, 3), ['🦊', '🎉', '👍']);
  for (let i = 0; i < 40; i++) noteEmoji(String.fromCodePoint(0x1f600 + i));
  assert.equal(recentEmoji().length, 16);
  platform.settings.set('emoji-recent', 'x <script> 👍👍 🦊');
  assert.deepEqual(recentEmoji().slice(0, 2), ['🦊', '👍']);
});

test('a browser that keeps nothing offers the usual ones', () => {
  const blocked = () => {
    throw new Error('SecurityError');
  };
  const { storage } = fakePlatform();
  fakePlatform({ storage: { ...storage, settings: { get: blocked, set: blocked } } });
  noteEmoji('🦊');
  setSkinTone(TONES[1]);
  assert.deepEqual([recentEmoji()[0], skinTone()], ['👍', '']);
});

test('people and hands take the chosen tone, other emoji do not', () => {
  setSkinTone('🏽');
  assert.equal(skinTone(), '🏽');
  assert.equal(inTone('👍', '🏽'), '👍🏽');
  assert.equal(inTone('☝️', '🏿'), '☝🏿');
  assert.equal(inTone('👩‍🚀', '🏻'), '👩🏻‍🚀');
  assert.equal(inTone('🎉', '🏻'), '🎉');
  assert.equal(inTone('👍', ''), '👍');
  setSkinTone('purple');
  assert.equal(skinTone(), '');
});
