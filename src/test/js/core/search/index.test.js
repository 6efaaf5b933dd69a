// The index finds what a plain look through all messages finds, however it came to its present state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HAS, MENTIONS_ME, bitsOf } from '../../../../main/resources/static/js/core/search/documents.js';
import { SearchIndex } from '../../../../main/resources/static/js/core/search/index.js';
import { parseQuery } from '../../../../main/resources/static/js/core/search/query.js';
import { Segment } from '../../../../main/resources/static/js/core/search/segment.js';
import { fold, wordsIn } from '../../../../main/resources/static/js/core/search/words.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const [ROOM, OTHER] = ['room-1', 'room-2'];
const HASH = toBase64(new Uint8Array(16).fill(7));

/** @param {number} pos @param {string} text @param {object} [more] @returns {import('../../../../main/resources/static/js/core/search/documents.js').Document} */
const message = (pos, text, more = {}) => ({ pos, at: 1000 * pos, from: 'bob', identity: 'id-bob', hash: HASH, edited: 0, names: [], text, has: bitsOf(text, [], false), ...more });

/** @param {string} typed @param {object} [more] @returns {import('../../../../main/resources/static/js/core/search/matching.js').Query} */
function query(typed, more = {}) {
  const { words, phrases } = parseQuery(typed);
  return { words, phrases, rooms: null, from: null, has: 0, after: 0, before: Infinity, most: 1000, ...more };
}

const found = (/** @type {SearchIndex} */ index, /** @type {string} */ typed, more = {}) => index.search(query(typed, more)).results.map(({ room, pos }) => (room === ROOM ? pos : `${room}/${pos}`));

/** What the index stores, and a new one that reads it. @param {SearchIndex} index @param {string} [room] */
function reloaded(index, room = ROOM, tag = 'b', stored = new Map()) {
  const { ids, fresh } = index.flush(room);
  for (const { id, bytes } of fresh) stored.set(id, bytes);
  index.kept(room, ids);
  const again = new SearchIndex(tag);
  assert.ok(again.load(room, ids.map((id) => ({ id, bytes: stored.get(id) }))));
  return again;
}

test('the newest stands first, over all rooms', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'long cord'), message(2, 'cord'), message(5, 'rope')], []);
  index.put(OTHER, [message(3, 'the cords')], []);
  assert.deepEqual(found(index, 'cord'), [`${OTHER}/3`, 2, 1]);
  assert.deepEqual(found(index, 'cord', { rooms: [ROOM] }), [2, 1]);
  assert.deepEqual(found(index, 'cord', { most: 1 }), [`${OTHER}/3`]);
  assert.equal(index.search(query('cord', { most: 1 })).total, 3);
});

test('a result has its neighbours, and its hits are marked', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'before'), message(2, 'Who has the **Extension Cord**?'), message(4, 'after')], []);
  for (const one of [index, reloaded(index)]) {
    const [result] = one.search(query('extension cord')).results;
    assert.equal(result.snippet.text, 'Who has the Extension Cord?');
    assert.deepEqual(result.snippet.marks.map(([from, to]) => result.snippet.text.slice(from, to)), ['Extension Cord']);
    assert.deepEqual([result.before?.text, result.after?.text], ['before', 'after']);
  }
});

test('a long message is shown around its first hit', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, `${'word '.repeat(400)}needle ${'more '.repeat(400)}`)], []);
  const { text, marks } = index.search(query('needle')).results[0].snippet;
  assert.ok(text.length < 260 && text.startsWith('…') && text.endsWith('…'));
  assert.equal(text.slice(...marks[0]), 'needle');
});

test('names of files are found and marked', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, '', { names: ['Änderungen 2026.pdf'] })], []);
  const [{ files: [{ text, marks }] }] = index.search(query('anderung')).results;
  assert.equal(text.slice(...marks[0]), 'Änderungen');
  assert.equal(found(index, 'pdf').length, 1);
});

test('a phrase does not go on from a text to the name of a file', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'see the', { names: ['plan.pdf'] })], []);
  assert.deepEqual(found(index, '"the plan"'), []);
  assert.deepEqual(found(reloaded(index), '"the plan"'), []);
  assert.deepEqual(found(index, '"plan pdf"'), [1]);
});

test('Chinese and Japanese are found by words, and by parts of them', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, '我们明天在图书馆见面'), message(2, '東京の天気はいいですね'), message(3, '明天去东京'), message(4, 'ｶﾞｲﾄﾞ')], []);
  for (const one of [index, reloaded(index)]) {
    for (const [typed, positions] of /** @type {[string, number[]][]} */ ([['图书馆', [1]], ['书馆', [1]], ['明天', [3, 1]], ['明天图书馆', [1]], ['"明天图书馆"', []], ['東京天気', [2]], ['天気は', [2]], ['东京明天', [3]], ['ガイド', [4]]])) {
      assert.deepEqual(found(one, typed), positions, typed);
    }
    const { text, marks } = one.search(query('图书馆')).results[0].snippet;
    assert.deepEqual(marks.map(([from, to]) => text.slice(from, to)), ['图书馆']);
  }
});

test('filters hold by themselves and together', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [
    message(1, 'see https://example.org', { from: 'mei' }), message(2, 'a `line` of code'),
    message(3, 'hello', { has: bitsOf('hello', [{ m: 'image/png' }], true), names: ['a.png'] }), message(4, 'list', { has: bitsOf('list', [{ m: 'text/plain' }], false), names: ['list.txt'] }),
  ], []);
  for (const one of [index, reloaded(index)]) {
    assert.deepEqual(found(one, '', { has: HAS.link }), [1]);
    assert.deepEqual(found(one, '', { has: HAS.code }), [2]);
    assert.deepEqual(found(one, '', { has: HAS.file }), [4, 3]);
    assert.deepEqual(found(one, '', { has: HAS.file | HAS.image }), [3]);
    assert.deepEqual(found(one, '', { has: MENTIONS_ME }), [3]);
    assert.deepEqual(found(one, '', { from: ['mei'] }), [1]);
    assert.deepEqual(found(one, '', { from: ['nobody'] }), []);
    assert.deepEqual(found(one, '', { after: 2000, before: 4000 }), [3, 2]);
    assert.deepEqual(found(one, 'l', { has: HAS.file, from: ['bob'] }), [4]);
  }
});

test('an edit takes the place of what it edits, here and in storage', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'secret plan'), message(2, 'other')], []);
  const stored = new Map();
  reloaded(index, ROOM, 'b', stored);
  index.put(ROOM, [], [{ of: 1, hash: HASH, identity: 'id-bob', pos: 3, text: 'harmless', mentionsMe: false }]);
  assert.deepEqual(found(index, 'secret'), []);
  assert.deepEqual(found(index, 'harmless'), [1]);
  const again = reloaded(index, ROOM, 'c', stored);
  assert.deepEqual([found(again, 'secret'), found(again, 'harmless')], [[], [1]]);
  // An older version that comes again changes nothing.
  again.put(ROOM, [message(1, 'secret plan')], []);
  assert.deepEqual(found(again, 'secret'), []);
});

test('an edit by another identity or of another message counts for nothing', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'mine')], []);
  const edit = { of: 1, hash: HASH, identity: 'id-bob', pos: 3, text: 'changed', mentionsMe: false };
  index.put(ROOM, [], [{ ...edit, identity: 'id-eve' }, { ...edit, hash: toBase64(new Uint8Array(16)) }, { ...edit, of: 2 }, { ...edit, pos: 1 }]);
  assert.deepEqual([found(index, 'changed'), found(index, 'mine')], [[], [1]]);
});

test('what was removed or has expired is neither found nor stored', () => {
  const index = new SearchIndex('a');
  const stored = new Map();
  index.put(ROOM, [message(1, 'apple pie'), message(2, 'apple tart'), message(3, 'apple cake')], []);
  reloaded(index, ROOM, 'b', stored);
  index.remove(ROOM, [2], 1000);
  assert.deepEqual(found(index, 'apple'), [3]);
  const { ids, fresh } = index.flush(ROOM);
  const bytes = Buffer.concat(fresh.filter(({ id }) => ids.includes(id)).map((one) => one.bytes));
  assert.ok(ids.every((id) => fresh.some((one) => one.id === id)), 'the segment that had them is not used any more');
  assert.ok(!bytes.includes('tart') && !bytes.includes('pie') && bytes.includes('cake'));
  assert.ok(!bytes.includes(Buffer.from('tart', 'utf16le')), 'its words are gone, too');
});

test('a room that is dropped has no results', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'apple')], []);
  index.drop(ROOM);
  assert.deepEqual(found(index, 'apple'), []);
  assert.equal(index.size.documents, 0);
});

test('damaged segments are refused as a whole', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'apple')], []);
  const [{ id, bytes }] = index.flush(ROOM).fresh;
  for (const damaged of [new Uint8Array(), bytes.slice(0, 40), bytes.slice(0, -8), new Uint8Array(bytes.length), (() => { const b = bytes.slice(); b[4] = 200; return b; })()]) {
    const again = new SearchIndex('b');
    assert.equal(again.load(ROOM, [{ id: 'good', bytes }, { id, bytes: damaged }]), false);
    assert.equal(again.size.documents, 0);
  }
});

test('a segment is read wherever it lies in memory', () => {
  const index = new SearchIndex('a');
  index.put(ROOM, [message(1, 'apple')], []);
  const [{ bytes }] = index.flush(ROOM).fresh;
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  assert.equal(new Segment(shifted.subarray(3)).document(0).text, 'apple');
});

test('small segments become one as they grow', () => {
  const index = new SearchIndex('a');
  for (let pos = 1; pos <= 300; pos++) {
    index.put(ROOM, [message(pos, `word${pos}`)], []);
    index.flush(ROOM);
  }
  assert.ok(index.flush(ROOM).ids.length <= 10);
  assert.equal(found(index, 'word').length, 300);
});

/** Numbers that are the same in each run. @param {number} seed */
function randoms(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VOCABULARY = ['cord', 'cords', 'Córd', 'rope', 'Straße', 'strasse', 'ropes', 'a', 'ab', 'abc', '图书馆', '东京', 'naïve', '10:30', 'x-y'];

/** A plain look at every message. @param {Map<number, any>} all @param {ReturnType<typeof query>} sought */
function scanned(all, { words, phrases, from, has, after, before }) {
  return [...all.values()].filter((one) => {
    const spoken = wordsIn(one.text).map(({ word }) => word);
    const isIn = (/** @type {string} */ word) => spoken.some((w) => w.startsWith(word));
    const inRow = (/** @type {any} */ phrase) => (/\p{sc=Han}/u.test(phrase.text) ? one.text.includes(phrase.text) : spoken.some((_, i) => phrase.words.every((/** @type {any} */ { word, isOpen }, /** @type {number} */ j) => {
      const there = spoken[i + j] ?? '';
      return there === word || (isOpen && there.startsWith(word));
    })));
    return words.every(isIn) && phrases.every(inRow) && (!from || from.includes(one.from)) && (one.has & has) === has && one.at >= after && one.at < before;
  }).map(({ pos }) => pos).sort((a, b) => b - a);
}

test('after any puts, edits, removals, merges and reloads it agrees with a look through all', () => {
  for (let seed = 1; seed <= 25; seed++) {
    const random = randoms(seed);
    const pick = (/** @type {any[]} */ list) => list[random(list.length)];
    const text = () => Array.from({ length: 1 + random(6) }, () => pick(VOCABULARY)).join(pick([' ', ', ', ' - ']));
    /** @type {Map<number, any>} */
    const all = new Map();
    const stored = new Map();
    let index = new SearchIndex(`s${seed}`);
    for (let step = 0; step < 120; step++) {
      const pos = 1 + random(80);
      const known = all.get(pos);
      switch (random(7)) {
        case 0:
          if (known) {
            const edit = { of: pos, hash: HASH, identity: known.identity, pos: 1000 + step, text: text(), mentionsMe: false };
            index.put(ROOM, [], [edit]);
            all.set(pos, { ...known, text: edit.text, edited: edit.pos, has: bitsOf(edit.text, [], false) });
          }
          break;
        case 1:
          index.remove(ROOM, [pos], 0);
          all.delete(pos);
          break;
        case 2: index.flush(ROOM); break;
        case 3: if (step % 3 === 0) index = reloaded(index, ROOM, `s${seed}-${step}`, stored); break;
        default: {
          if (known) break;
          const from = pick(['bob', 'mei']);
          const fresh = message(pos, text(), { from, identity: `id-${from}` });
          index.put(ROOM, [fresh], []);
          all.set(pos, fresh);
        }
      }
    }
    assert.equal(index.size.documents, all.size);
    for (const typed of ['cord', 'c', 'rop strasse', '"cord rope"', '图书', '书馆', '10:30', 'x-y', 'naive a', '"a ab abc"', 'missing', '']) {
      for (const more of [{}, { from: ['mei'] }, { after: 20000, before: 50000 }]) {
        const sought = query(typed, more);
        assert.deepEqual(found(index, typed, more), scanned(all, sought), `seed ${seed}: ${typed} ${JSON.stringify(more)}`);
      }
    }
  }
});

test('folding a text twice is folding it once', () => {
  for (const text of ['Straße', 'ﬁne', 'ＡＢＣ', 'é', 'ガ', 'İ', 'Ǆ', '①']) assert.equal(fold(fold(text)), fold(text));
});
