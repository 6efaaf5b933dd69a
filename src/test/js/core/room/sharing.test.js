// Nobody who asks for a key is forgotten.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Sharing } from '../../../../main/resources/static/js/core/room/sharing.js';
import { unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {{method: string, path: string, body: any}[]} */
let asked = [];
/** @type {(path: string) => Promise<void>} */
let before = async () => {};

beforeEach(() => {
  asked = [];
  before = async () => {};
  fakePlatform({ request: async (method, path, body) => {
    asked.push({ method, path, body: body && JSON.parse(body) });
    await before(path);
    return { wanted: [], shared: [] };
  } });
});

/** A room with an open history, in which everybody may have everything. */
const sharing = () => new Sharing(/** @type {any} */ ({
  roomId: 'r', me: 'me', own: [], ledger: { fullHistory: true, members: new Map() }, keys: { reach: async () => {} },
}));

test('who asks while others are being answered is answered afterwards', async () => {
  const room = sharing();
  let isAnswering = () => {};
  const answering = new Promise((resolve) => (isAnswering = () => resolve(undefined)));
  before = async () => isAnswering();
  const first = room.answer();
  await answering;
  room.answer();
  await first;
  assert.equal(asked.filter(({ path }) => path === '/api/rooms/r/keys').length, 2);
});

test('what could not be asked for is asked for again; what was asked for is not', async () => {
  const room = sharing();
  before = async () => {
    throw unreachable();
  };
  await assert.rejects(room.ask([4]), { code: 'unreachable' });
  assert.equal(room.askedAt(4), null);
  before = async () => {};
  await room.ask([4]);
  await room.ask([4]);
  assert.deepEqual(asked.map(({ body }) => body), [{ epochs: [4] }, { epochs: [4] }]);
  assert.notEqual(room.askedAt(4), null);
});
