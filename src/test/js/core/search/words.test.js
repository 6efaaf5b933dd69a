// Words are compared without case and accents, in languages with spaces and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, phraseFinder, spaced, termsOf, wordsIn } from '../../../../main/resources/static/js/core/search/words.js';

const words = (/** @type {string} */ text) => wordsIn(text).map(({ word }) => word);

test('case and accents do not count', () => {
  for (const [a, b] of [['Café', 'cafe'], ['ÜBER', 'uber'], ['Straße', 'strasse'], ['Łódź', 'lodz'], ['Søren', 'soren'], ['İstanbul', 'istanbul'], ['ΣΊΣΥΦΟΣ', 'σισυφοσ'], ['Việt', 'viet']]) {
    assert.equal(fold(a), b);
  }
});

test('composed and decomposed letters are the same, and so are variants of width', () => {
  assert.equal(fold('e\u0301'), fold('\u00e9'));
  assert.equal(fold('ＡＢＣ１２'), 'abc12');
  assert.equal(fold('ｶﾞ'), 'ガ');
});

test('marks that make another letter stay', () => {
  assert.notEqual(fold('が'), fold('か'));
  assert.equal(fold('한국어'), '한국어'.normalize('NFC'));
  assert.equal(fold('ที่'), 'ที่'.normalize('NFKC'));
});

test('optional vowel signs of Arabic go', () => assert.equal(fold('مَرْحَبًا'), fold('مرحبا')));

test('words know where they stand', () => {
  assert.deepEqual(wordsIn('Das Größte!'), [{ word: 'das', from: 0, to: 3 }, { word: 'grosste', from: 4, to: 10 }]);
  assert.deepEqual(words('don’t mail a.b@c.example 10:30'), ['don', 't', 'mail', 'a', 'b', 'c', 'example', '10', '30']);
});

test('languages without spaces are divided into words', () => {
  assert.deepEqual(words('我们明天在北京见面'), ['我们', '明天', '在', '北京', '见面']);
  assert.deepEqual(words('東京に行きます').slice(0, 2), ['東京', 'に']);
  assert.deepEqual(words('iPhone手机'), ['iphone', '手机']);
  assert.ok(words('สวัสดีครับ').includes('สวัสดี'));
});

test('parts of a word without spaces are terms, parts of other words are not', () => {
  const terms = termsOf('北京 library');
  assert.ok(terms.has('京') && terms.has('北京') && terms.has('library') && !terms.has('brary'));
});

test('a phrase is words in a row, and ends where words end', () => {
  const hasPhrase = (/** @type {string} */ text, /** @type {string} */ phrase, /** @type {boolean} */ isOpen) => phraseFinder(spaced(phrase), isOpen)(fold(text));
  const text = 'The long, extension  CORD; extensions';
  assert.ok(hasPhrase(text, 'extension cord', false));
  assert.ok(hasPhrase(text, 'long extension', false));
  assert.ok(!hasPhrase(text, 'long cord', false));
  assert.ok(!hasPhrase(text, 'extension cor', false));
  assert.ok(hasPhrase(text, 'extension cor', true));
  assert.ok(!hasPhrase(text, 'xtension cord', false));
  assert.ok(hasPhrase('我们在图书馆见面', '图书馆', false));
  assert.ok(hasPhrase('extensive extension', 'extension', false));
  assert.ok(hasPhrase('𠮷野家と𠮷', '𠮷', false) && hasPhrase('😀cord', 'cord', false) && !hasPhrase('𐐷cord', 'cord', true));
});
