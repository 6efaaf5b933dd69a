// Filters leave the text once they are typed, names become people and rooms, and dates become times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lasting } from '../../../../main/resources/static/js/core/search/dates.js';
import { named, soughtOf, takeFilters } from '../../../../main/resources/static/js/core/search/sought.js';

const known = {
  me: 'u1',
  people: [{ id: 'u1', names: ['alice', 'Alice Liddell'] }, { id: 'u2', names: ['mei', 'Mei Tanaka'] }, { id: 'u3', names: ['mei2', 'Meinhard'] }],
  rooms: [{ id: 'r1', names: ['Project X'] }, { id: 'r2', names: ['Project X archive'] }, { id: 'r3', names: ['Családi kör'] }],
};
const sought = (/** @type {string} */ text, /** @type {any[]} */ chosen = []) => /** @type {any} */ (soughtOf(text, chosen, known, 50));

test('a filter leaves the text when it is typed to its end', () => {
  assert.deepEqual(takeFilters('from:me'), { text: 'from:me', filters: [] }, 'somebody may go on');
  assert.deepEqual(takeFilters('cord from:me '), { text: 'cord ', filters: [{ key: 'from', value: 'me' }] });
  assert.deepEqual(takeFilters('in:"Project X" cord'), { text: 'cord', filters: [{ key: 'in', value: 'Project X' }] });
  assert.deepEqual(takeFilters('in:"Project '), { text: 'in:"Project ', filters: [] });
  assert.deepEqual(takeFilters('has:nothing before:tomorrow  x'), { text: 'has:nothing before:tomorrow  x', filters: [] });
  assert.deepEqual(takeFilters('two  spaces'), { text: 'two  spaces', filters: [] });
});

test('nothing typed is nothing sought', () => {
  for (const text of ['', '  ', '…', 'from:', 'has:x']) assert.equal(sought(text), null, text);
});

test('names are found whole, or else by beginnings of their words', () => {
  assert.deepEqual(named(known.people, 'mei'), ['u2']);
  assert.deepEqual(named(known.people, 'me'), ['u2', 'u3']);
  assert.deepEqual(named(known.people, 'tanaka'), ['u2']);
  assert.deepEqual(named(known.people, 'anaka'), []);
  assert.deepEqual(named(known.rooms, 'project x'), ['r1']);
  assert.deepEqual(named(known.rooms, 'csaladi'), ['r3']);
  assert.deepEqual(named(known.rooms, '…'), []);
});

test('only rooms that one is in are sought', () => {
  assert.deepEqual(sought('cord').rooms, ['r1', 'r2', 'r3']);
  assert.deepEqual(sought('cord', [{ key: 'in', value: 'gone', id: 'r9' }]).rooms, []);
  assert.deepEqual(sought('cord', [{ key: 'in', value: 'Project X', id: 'r2' }]).rooms, ['r2']);
});

test('oneself is me, and a name may have an @', () => {
  assert.deepEqual(sought('from:me').from, ['u1']);
  assert.deepEqual(sought('from:@mei').from, ['u2']);
  assert.deepEqual(sought('from:nobody').from, []);
});

test('days, months and years exclude themselves', () => {
  const at = (/** @type {[number, number, number]} */ ...day) => new Date(...day).getTime();
  assert.deepEqual([sought('before:2026-11-12').before, sought('after:2026-11-12').after], [at(2026, 10, 12), at(2026, 10, 13)]);
  assert.deepEqual([sought('before:2026-11').before, sought('after:2026-11').after], [at(2026, 10, 1), at(2026, 11, 1)]);
  assert.deepEqual([sought('before:2026').before, sought('after:2026').after], [at(2026, 0, 1), at(2027, 0, 1)]);
  assert.equal(sought('before:2026 before:2025').before, at(2025, 0, 1));
  for (const bad of ['2026-02-30', '2026-13', 'today', '26', '']) assert.equal(lasting(bad), null, bad);
});
