// The page finds what the terminal client finds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bitsOf } from '../../../../main/resources/static/js/core/search/documents.js';
import { SearchIndex } from '../../../../main/resources/static/js/core/search/index.js';
import { soughtOf } from '../../../../main/resources/static/js/core/search/sought.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';

const { documents, queries, me } = JSON.parse(readFileSync('src/test/resources/vectors/search.json', 'utf8'));
/** A page completes names of people and rooms. */
const OTHERWISE = new Set(['the beginning of a sender is none', 'a room in quotation marks has whole words']);

process.env.TZ = 'UTC';

const rooms = [...new Set(documents.map((/** @type {any} */ one) => one.room))].map((name) => ({ id: name, names: [name] }));
const people = [...new Set(documents.map((/** @type {any} */ one) => one.from))].map((name) => ({ id: name, names: [name] }));
const index = new SearchIndex('v');
const hash = toBase64(new Uint8Array(16));
documents.forEach((/** @type {any} */ { room, from, at, text, files = [], mentionsMe = false }, /** @type {number} */ i) => {
  const has = bitsOf(text, files.map((/** @type {any} */ { type }) => ({ m: type })), mentionsMe);
  index.put(room, [{ pos: i + 1, at: Date.parse(at), from, identity: from, hash, edited: 0, has, text, names: files.map((/** @type {any} */ file) => file.name) }], []);
});

for (const { name, query, matches } of queries) {
  test(`${name}: ${query}`, { skip: OTHERWISE.has(name) }, () => {
    const sought = soughtOf(query, [], { me, people, rooms }, 100);
    const found = sought ? index.search(sought).results.map(({ pos }) => documents[pos - 1].id) : [];
    assert.deepEqual(found.sort(), [...matches].sort());
  });
}
