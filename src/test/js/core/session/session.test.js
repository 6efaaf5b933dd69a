// A page belongs to one session of one user: it leaves when the browser is somebody else's, and takes nothing of theirs with it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, FakeStore, fakePlatform } from '../../fake-platform.js';
import { findSession } from '../../../../main/resources/static/js/core/session/find-session.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

const ALICE = '11111111-0000-4000-8000-000000000000';
const BOB = '22222222-0000-4000-8000-000000000000';

/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** @type {FakeClock} */
let clock;
/** Whose session the browser has. @type {string|null} */
let signedIn;
/** What became of stores: `end` or `wipe`, whose, and which sign-in's. @type {string[]} */
let ends;
/** @type {() => Promise<boolean>} */
let isMine;

beforeEach(() => {
  clock = new FakeClock();
  signedIn = ALICE;
  ends = [];
  page = fakePlatform({
    clock,
    pinSession: (check) => void (isMine = check),
    request: async (_, path) => {
      if (path !== '/api/me') throw new Problem({ code: 'not-found' });
      if (!signedIn) throw new Problem({ code: 'signed-out' });
      return { userId: signedIn, identityId: 'a0', username: 'alice', displayName: 'Alice' };
    },
  });
  const { open } = page.storage;
  page.storage = /** @type {any} */ ({
    ...page.storage, open, endSession: async (/** @type {string} */ user, /** @type {string} */ mark) => void ends.push(`end ${user} ${mark}`),
    wipe: async (/** @type {string} */ user) => void ends.push(`wipe ${user}`),
  });
});

/** Alice's page, and why it ended. */
async function alicesPage() {
  const db = /** @type {FakeStore} */ (await page.storage.open(ALICE));
  const pins = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await db.put('keys', 'identity', [{ identityId: 'a0' }]);
  await db.put('keys', 'pins', pins);
  await db.put('keys', 'session', 'first sign-in');
  const session = await findSession();
  const whys = /** @type {string[]} */ ([]);
  session.addEventListener('ended', (event) => whys.push(/** @type {CustomEvent} */ (event).detail.why));
  return { session, whys, db };
}

test('a page whose browser somebody else signs in to ends, and leaves its user’s store to the end of its own sign-in', async () => {
  const { whys } = await alicesPage();
  page.broadcast(() => {})({ kind: 'signed-in', userId: BOB });
  await clock.until(() => whys.length > 0);
  assert.deepEqual([whys, ends], [['another'], [`end ${ALICE} first sign-in`]]);
});

test('who signs in again in another tab ends nothing here', async () => {
  const { whys } = await alicesPage();
  page.broadcast(() => {})({ kind: 'signed-in', userId: ALICE });
  await clock.rest();
  assert.deepEqual([whys, ends], [[], []]);
});

test('what another user’s pages say is not heard', async () => {
  const { session, whys } = await alicesPage();
  const tell = page.broadcast(() => {});
  tell({ kind: 'ended', userId: BOB, why: 'logged-out' });
  tell({ kind: 'row', userId: BOB, store: 'drafts', key: 'r', row: 'hers' });
  await clock.rest();
  assert.deepEqual([whys, session.unsent.draft('r')], [[], '']);
});

test('a page that heard nothing ends at its next request that changes something', async () => {
  const { whys } = await alicesPage();
  assert.equal(await isMine(), true);
  signedIn = BOB;
  assert.equal(await isMine(), false);
  assert.deepEqual([whys, ends], [['another'], [`end ${ALICE} first sign-in`]]);
});

test('all pages of one user end together, once', async () => {
  const [first, second] = [await alicesPage(), await alicesPage()];
  await first.session.logOut();
  await clock.until(() => second.whys.length > 0);
  await first.session.logOut();
  assert.deepEqual([first.whys, second.whys], [['logged-out'], ['logged-out']]);
});

test('what could not be kept is told with the end, but not to somebody else’s sign-out', async () => {
  const { session, db } = await alicesPage();
  /** @type {any} */
  let detail;
  session.addEventListener('ended', (event) => (detail = /** @type {CustomEvent} */ (event).detail));
  db.fails = true;
  session.unsent.setDraft('r', 'half a thought');
  page.broadcast(() => {})({ kind: 'ended', userId: ALICE, why: 'ended' });
  await clock.until(() => detail);
  assert.deepEqual(detail, { why: 'ended', unkept: ['half a thought'] });
});
