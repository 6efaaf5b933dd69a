// A page that comes back asks only for what has changed: after a restart, all pages come at once.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Welcome } from '../../../../main/resources/static/js/core/session/welcome.js';

const MINUTE = 60000;
const TIME = 1790000000000;

/** @type {string[]} */
let asked = [];
let loads = true;
let renews = true;
/** @type {(string[]|undefined)[]} */
let wanted = [];

beforeEach(() => {
  [asked, loads, renews, wanted] = [[], true, true, []];
  fakePlatform({ request: async (/** @type {string} */ _, /** @type {string} */ path) => {
    asked.push(path);
    return { userId: 'me' };
  } });
});

/** @param {boolean} [wereGiven] whether the page began without the server */
function page(wereGiven = false) {
  const session = {
    me: { userId: 'me' },
    directory: {
      welcome: async () => {}, asking: () => () => {}, askAnew: () => {},
      first: async () => void asked.push('first'),
      renew: async () => {
        asked.push('renew');
        if (!renews) throw new Error('no answer');
      },
    },
    trust: { renew: async () => {} }, decisions: { checkServer: async () => {} }, invited: { welcome: () => {} }, files: { welcome: () => {} }, devices: { changed: () => {} },
    settings: { load: async () => (asked.push('settings'), loads) },
    choices: { load: async () => void asked.push('choices') },
  };
  const list = Object.assign(new EventTarget(), {
    all: [], welcome: (/** @type {unknown} */ _, /** @type {string[]|undefined} */ keys) => void wanted.push(keys),
  });
  const answers = { wereGiven, keep: () => {}, kept: async () => null };
  return new Welcome(/** @type {any} */ (session), /** @type {any} */ (list), /** @type {any} */ (answers));
}

/** @param {object} [more] */
const frame = (more) => /** @type {any} */ ({
  type: 'welcome', userId: 'me', time: TIME, rooms: [], invitations: [], online: [], defaultMode: 'managed', own: 'a', peopleAt: TIME - 2 * MINUTE, keysWanted: [], ...more,
});

/** What a welcome makes the page ask for. @param {Welcome} welcome @param {object} [more] @param {number} [heardUntil] */
async function taken(welcome, more, heardUntil = 0) {
  asked = [];
  await welcome.take(frame(more), heardUntil, () => {});
  await new Promise((resolve) => setTimeout(resolve));
  return asked.sort();
}

test('a page that comes back asks for nothing where nothing has changed', async () => {
  const welcome = page();
  assert.deepEqual(await taken(welcome), ['choices', 'first', 'settings']);
  assert.deepEqual(await taken(welcome), []);
  assert.deepEqual(await taken(welcome), []);
});

test('a server that does not say what has changed is asked for everything', async () => {
  const welcome = page();
  const old = { own: undefined, peopleAt: undefined, keysWanted: undefined };
  await taken(welcome, old);
  assert.deepEqual(await taken(welcome, old), ['/api/me', 'choices', 'first', 'renew', 'settings']);
  assert.deepEqual(wanted, [undefined, undefined]);
});

test('what belongs to the user is asked for where its digest is another one', async () => {
  const welcome = page();
  await taken(welcome);
  assert.deepEqual(await taken(welcome, { own: 'b' }), ['choices', 'settings']);
  assert.deepEqual(await taken(welcome, { own: 'b' }), []);
});

test('what got no answer is asked for the next time', async () => {
  const welcome = page();
  loads = false;
  await taken(welcome);
  loads = true;
  assert.deepEqual(await taken(welcome), ['choices', 'settings']);
  renews = false;
  const change = { peopleAt: TIME };
  assert.deepEqual(await taken(welcome, change), ['/api/me', 'first', 'renew']);
  renews = true;
  assert.deepEqual(await taken(welcome, { time: TIME + 10 * MINUTE, peopleAt: 0 }), ['/api/me', 'first', 'renew']);
  assert.deepEqual(await taken(welcome, { time: TIME + 11 * MINUTE, peopleAt: 0 }), []);
});

test('people are asked for where somebody changed while the page was away, or up to a minute before', async () => {
  const welcome = page();
  await taken(welcome);
  const anHour = Date.now() + 60 * MINUTE;
  // Connected for an hour: what changed meanwhile came in frames.
  assert.deepEqual(await taken(welcome, { peopleAt: TIME + 30 * MINUTE, time: TIME + 61 * MINUTE }, anHour), []);
  assert.deepEqual(await taken(welcome, { peopleAt: TIME + 60 * MINUTE + 500, time: TIME + 62 * MINUTE }), ['/api/me', 'first', 'renew']);
});

test('a page that began without the server asks for everything, and for keys', async () => {
  const welcome = page(true);
  assert.deepEqual(await taken(welcome), ['/api/me', 'choices', 'first', 'renew', 'settings']);
  assert.deepEqual(wanted, [undefined]);
});

test('where nobody lacks keys no room is asked for them when the page comes back', async () => {
  const welcome = page();
  await taken(welcome);
  await taken(welcome, { keysWanted: ['tea'] });
  assert.deepEqual(wanted, [undefined, ['tea']]);
});
