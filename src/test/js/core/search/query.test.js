// What is typed is read as words, phrases and filters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isComplete, parseQuery, written } from '../../../../main/resources/static/js/core/search/query.js';

test('plain words may go on, and each counts once', () => assert.deepEqual(parseQuery('Extension  cord CORD').words, ['extension', 'cord']));

test('quotation marks of several languages make a phrase, an open one too', () => {
  for (const typed of ['"long cord"', '“long cord”', '„long cord“', '"long cord']) {
    const [phrase] = parseQuery(typed).phrases;
    assert.equal(phrase.text, 'long cord');
    assert.deepEqual(phrase.words, [{ word: 'long', isOpen: false }, { word: 'cord', isOpen: false }]);
  }
});

test('words without a space between them stand in a row', () => {
  assert.deepEqual(parseQuery('10:30').phrases[0], { text: '10 30', words: [{ word: '10', isOpen: false }, { word: '30', isOpen: true }], isOpen: true });
});

test('words of a language without spaces are sought one by one, in quotation marks in a row', () => {
  assert.deepEqual(parseQuery('明天北京').phrases.map(({ text }) => text), ['明天', '北京']);
  assert.deepEqual(parseQuery('"明天北京"').phrases.map(({ text }) => text), ['明天北京']);
  assert.deepEqual(parseQuery('iPhone手机').words, ['iphone']);
});

test('filters have a value, in quotation marks where it has spaces', () => {
  assert.deepEqual(parseQuery('from:mei IN:"Project X" cord has:file before:2026-11-12').filters, [
    { key: 'from', value: 'mei' }, { key: 'in', value: 'Project X' }, { key: 'has', value: 'file' }, { key: 'before', value: '2026-11-12' },
  ]);
});

test('an address is no filter', () => {
  const parsed = parseQuery('https://chat.example mailto:bob');
  assert.deepEqual(parsed.filters, []);
  assert.equal(parsed.phrases[0].text, 'https chat example');
});

test('a filter is complete with a value that it takes', () => {
  const complete = (/** @type {string} */ typed) => parseQuery(typed).filters.every(isComplete);
  for (const typed of ['has:file', 'has:IMAGE', 'mentions:me', 'from:x', 'in:"a b"']) assert.ok(complete(typed), typed);
  for (const typed of ['has:fil', 'mentions:you', 'from:""']) assert.ok(!complete(typed), typed);
});

test('a filter is written as it is read', () => {
  for (const filter of [{ key: /** @type {const} */ ('in'), value: 'Project X' }, { key: /** @type {const} */ ('from'), value: 'mei' }]) {
    assert.deepEqual(parseQuery(written(filter)).filters, [filter]);
  }
});

test('nothing, marks and endless texts do no harm', () => {
  assert.deepEqual(parseQuery(' … "" '), { words: [], phrases: [], filters: [] });
  assert.ok(parseQuery(Array.from({ length: 500 }, (_, i) => `w${i}`).join(' ')).words.length <= 60);
});
