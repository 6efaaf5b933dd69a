// A page belongs to one user's sign-in, and ends when the browser is somebody else's.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { SessionBinding } from '../../../../main/resources/static/js/core/session/session-binding.js';

/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** @type {FakeClock} */
let clock;
let signedIn = 'alice';
/** @type {() => Promise<boolean>} */
let isMine;

beforeEach(() => {
  clock = new FakeClock();
  signedIn = 'alice';
  page = fakePlatform({ clock, pinSession: (check) => void (isMine = check), request: async () => ({ userId: signedIn }) });
});

/** A bound page, and what it was told. */
async function bound() {
  const { binding } = await SessionBinding.find();
  const told = /** @type {unknown[]} */ ([]);
  binding.attach({ ended: (why) => void told.push(why), heard: ({ key }) => void told.push(`row ${key}`) });
  return { binding, told };
}

test('somebody else’s sign-in ends a page, and one’s own does not', async () => {
  const { binding, told } = await bound();
  const tell = page.broadcast(() => {});
  tell({ kind: 'signed-in', userId: 'alice' });
  await clock.rest();
  assert.deepEqual([told, binding.isOver], [[], false]);
  tell({ kind: 'signed-in', userId: 'bob' });
  await clock.rest();
  assert.deepEqual([told, binding.isOver], [['another'], true]);
});

test('a page that heard nothing learns of somebody else’s session before it sends anything in it', async () => {
  const { told } = await bound();
  assert.equal(await isMine(), true);
  signedIn = 'bob';
  assert.equal(await isMine(), false);
  assert.deepEqual(told, ['another']);
});

test('pages of one user end together, each once, and tell each other what is unsent', async () => {
  const [a, b] = [await bound(), await bound()];
  a.binding.tell({ kind: 'row', store: 'outbox', key: 'c1' });
  await clock.rest();
  assert.deepEqual([a.told, b.told], [[], ['row c1']]);
  await b.binding.end('logged-out');
  await clock.rest();
  await a.binding.end('ended');
  assert.deepEqual([a.told, b.told], [['logged-out'], ['row c1', 'logged-out']]);
});

test('an end that came before the page was attached is not missed', async () => {
  const { binding } = await SessionBinding.find();
  page.broadcast(() => {})({ kind: 'signed-in', userId: 'bob' });
  await clock.rest();
  const told = /** @type {unknown[]} */ ([]);
  binding.attach({ ended: (why) => void told.push(why) });
  assert.deepEqual(told, ['another']);
});

test('an ended page hears nothing any more', async () => {
  const { binding, told } = await bound();
  await binding.end('ended');
  page.broadcast(() => {})({ kind: 'row', userId: 'alice', store: 'outbox', key: 'c1' });
  await clock.rest();
  assert.deepEqual(told, ['ended']);
});
