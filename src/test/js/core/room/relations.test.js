// Whatever order pages of a log come in, edits, reactions and pins give the same picture.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NONE, diagnose, pictureOf, pins, withRelations, withoutRelation } from '../../../../main/resources/static/js/core/room/relations.js';
import { isRelation, readContent } from '../../../../main/resources/static/js/protocol/content.js';
import { textToUtf8 } from '../../../../main/resources/static/js/protocol/bytes.js';

const vectors = JSON.parse(readFileSync('src/test/resources/vectors/content.json', 'utf8')).relations;

/** What a reader holds after these entries, page by page. @param {any[][]} pages */
function held(pages) {
  let relations = NONE;
  const texts = new Map();
  const others = new Set();
  for (const page of pages) {
    const found = [];
    for (const { pos, hash, user, identity, content } of page) {
      const read = readContent(textToUtf8(JSON.stringify(content)));
      assert.ok(read, JSON.stringify(content));
      if (isRelation(read)) {
        others.add(pos);
        found.push({ pos, userId: user, identityId: identity, content: read });
      } else {
        texts.set(pos, { pos, hash, userId: user, identityId: identity, text: read.b, at: read.at, hasFiles: read.fl !== undefined });
      }
    }
    relations = withRelations(relations, found);
  }
  return { relations, lookup: (/** @type {number} */ pos) => texts.get(pos) ?? (others.has(pos) ? 'other' : null) };
}

/** @param {ReturnType<typeof held>} all */
function picture({ relations, lookup }) {
  const { versions, reactions, pinned } = pictureOf(relations, lookup(1));
  assert.equal(pins(relations, lookup).includes(1), pinned);
  return { versions: versions.map((v) => v.text), reactions: reactions.map(({ emoji, userIds }) => [emoji, userIds]), pinned, ...diagnose(relations, lookup) };
}

/** @param {any[]} list @returns {any[][]} */
const orders = (list) => (list.length < 2 ? [list] : list.flatMap((one, i) => orders(list.toSpliced(i, 1)).map((rest) => [one, ...rest])));

/** A source of chance that is the same each time. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
}

/** @param {any[]} list @param {(below: number) => number} upTo */
function shuffled(list, upTo) {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = upTo(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

/** @param {any[]} list @param {(below: number) => number} upTo */
function cut(list, upTo) {
  const pages = [];
  for (let at = 0; at < list.length; ) pages.push(list.slice(at, (at += 1 + upTo(4))));
  return pages;
}

for (const { name, log, picture: expected } of vectors) {
  test(`${name}, in every order`, () => {
    assert.deepEqual(picture(held([log])), expected);
    const every = log.length <= 5 ? orders(log) : Array.from({ length: 200 }, (_, i) => shuffled(log, chance(i + 1)));
    for (const order of every) assert.deepEqual(picture(held(order.map((entry) => [entry]))), expected);
  });
}

test('any log in any order of pages gives the same picture, also where pages come twice', () => {
  const all = vectors.flatMap((/** @type {any} */ v) => v.log.map((/** @type {any} */ e) => e.content));
  for (let seed = 1; seed <= 300; seed++) {
    const upTo = chance(seed);
    const log = Array.from({ length: 12 }, (_, i) => {
      const content = structuredClone(all[upTo(all.length)]);
      const source = vectors[0].log[0];
      const hash = (/** @type {number} */ pos) => source.hash.slice(0, 20) + String.fromCharCode(65 + pos) + source.hash.slice(21);
      if (i === 0) return source;
      if (content.of) content.of = upTo(6) === 0 ? [1 + upTo(12), 'AAECAwQFBgcICQoLDA0ODw=='] : ((at) => [at, hash(at)])(1 + upTo(4));
      return { pos: i + 1, hash: hash(i + 1), user: source.user.slice(0, 7) + 'ab'[upTo(2)] + source.user.slice(8), identity: `i${upTo(2)}`, content };
    });
    const inOrder = held([log]);
    const pages = cut(log, upTo);
    const mixed = held(shuffled([...pages, pages[upTo(pages.length)]], upTo));
    assert.deepEqual(mixed.relations, new Map([...mixed.relations.keys()].map((pos) => [pos, inOrder.relations.get(pos)])));
    assert.equal(mixed.relations.size, inOrder.relations.size);
    assert.deepEqual(picture(mixed), picture(inOrder));
  }
});

test('a relation that turns out to repeat another is taken out again', () => {
  const [hello, reaction] = vectors.find((/** @type {any} */ v) => v.name === 'a reaction taken back').log;
  const { relations, lookup } = held([[hello, reaction]]);
  assert.equal(pictureOf(relations, lookup(1)).reactions.length, 1);
  const without = withoutRelation(relations, relations.get(1)[0]);
  assert.deepEqual([pictureOf(without, lookup(1)).reactions, without.size], [[], 0]);
  assert.equal(relations.size, 1);
});
