// Nothing that came is lost where an answer was lacking in the middle.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Log } from '../../../../main/resources/static/js/core/room/log.js';
import { toBase64 } from '../../../../main/resources/static/js/protocol/bytes.js';
import { unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

const HEAD = 7;
let head = HEAD;
const PAGE = 2;
/** How many answers there are before the network is gone. */
let answers = Infinity;
/** How often the server was asked. */
let served = 0;
/** A position at which the server now shows another entry. @type {number|null} */
let altered = null;

const entry = (/** @type {number} */ pos) => ({ pos, type: 1, at: 0, entry: toBase64(new Uint8Array([pos])) });

beforeEach(() => {
  answers = Infinity;
  served = 0;
  head = HEAD;
  altered = null;
  fakePlatform({ request: async (_, path) => {
    served++;
    if (answers-- <= 0) throw unreachable();
    const after = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0);
    const entries = Array.from({ length: Math.max(0, Math.min(PAGE, head - after)) }, (_, i) => entry(after + 1 + i));
    for (const one of entries) if (one.pos === altered) one.entry = entry(99).entry;
    return { before: toBase64(new Uint8Array(32)), entries, head };
  } });
});

const positions = (/** @type {Log} */ log) => log.untaken.flat().map(({ pos }) => pos);

test('what came before the network was gone waits to be taken in, and the rest follows', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  answers = 1;
  await assert.rejects(log.catchUp(), { code: 'unreachable' });
  // The last entry that was there comes once more.
  assert.deepEqual(positions(log), [1, 2, 3]);
  answers = Infinity;
  await log.take([entry(HEAD)]);
  assert.deepEqual(positions(log), [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(log.broken, false);
});

test('a log that is dropped holds nothing', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  log.drop();
  assert.deepEqual([log.isLoaded, log.last, positions(log)], [false, 0, []]);
});

test('a live entry that follows on nothing stays away, is named, and is not asked about without end', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  const before = served;
  for (let i = 0; i < 50; i++) await log.take([entry(1000 + i)]);
  assert.deepEqual([log.last, log.broken], [HEAD, true]);
  assert.ok(served - before <= 5, `asked ${served - before} times`);
});

test('two entries for one number are a contradiction, the same one again is none', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  await log.take([entry(2)]);
  assert.equal(log.contradicted, null);
  await log.take([{ ...entry(2), entry: entry(9).entry }]);
  assert.equal(log.contradicted, 2);
});

test('catching up shows whether the server’s log still is the one that is loaded', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  altered = 2;
  await log.catchUp();
  assert.deepEqual([log.last, log.contradicted, log.restoredTo], [HEAD, 2, null]);
});

test('a log that goes less far was restored', async () => {
  const log = new Log('00000000-0000-0000-0000-000000000000');
  await log.load();
  await log.catchUp();
  head = 4;
  await log.catchUp();
  assert.deepEqual([log.last, log.contradicted, log.restoredTo], [HEAD, null, 4]);
});
