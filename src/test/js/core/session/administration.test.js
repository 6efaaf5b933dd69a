// An admin page acts and shows only while the browser has its own user's session.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { Administration } from '../../../../main/resources/static/js/core/session/administration.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {FakeClock} */
let clock;
/** @type {ReturnType<typeof fakePlatform>} */
let page;
let signedIn = 'alice';
/** @type {string[]} */
let asked;
/** @type {string[]} */
let ended;

beforeEach(() => {
  clock = new FakeClock();
  [signedIn, asked, ended] = ['alice', [], []];
  page = fakePlatform({ clock, request: async (method, path) => {
    if (path === '/api/me') return { userId: signedIn };
    asked.push(`${method} ${path}`);
    return { items: [], next: null };
  } });
});

const find = () => Administration.find((why) => void ended.push(why));

test('people and links are read while the session is the same user’s', async () => {
  const admin = await find();
  await admin.people('after this');
  await admin.links();
  assert.deepEqual(asked, ['GET /api/admin/users?limit=100&cursor=after%20this', 'GET /api/admin/links']);
});

test('nothing is read in somebody else’s session, and the page ends', async () => {
  const admin = await find();
  signedIn = 'bob';
  for (const read of [() => admin.people(), () => admin.links()]) {
    await assert.rejects(read, (error) => error instanceof Problem && error.code === 'signed-out');
  }
  assert.deepEqual([asked, ended], [[], ['another']]);
});

test('an ended page reads nothing, whoever signs in afterwards', async () => {
  const admin = await find();
  page.broadcast(() => {})({ kind: 'signed-in', userId: 'bob' });
  await clock.until(() => ended.length > 0);
  await assert.rejects(admin.people(), Problem);
  assert.deepEqual(asked, []);
});

test('a page that is shown again looks whose session the browser has', async () => {
  await find();
  page.hears.shown();
  await clock.rest();
  assert.deepEqual(ended, []);
  signedIn = 'bob';
  page.hears.shown();
  await clock.until(() => ended.length > 0);
  assert.deepEqual(ended, ['another']);
});
