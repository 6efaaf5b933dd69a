// Requests over the socket find their answers, and none waits for a connection that is gone.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { LiveConnection } from '../../../../main/resources/static/js/core/session/live-connection.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {ReturnType<typeof fakePlatform>} */
let page;
/** @type {FakeClock} */
let clock;

beforeEach(() => {
  clock = new FakeClock();
  page = fakePlatform({ clock, request: async (_, path) => {
    if (path === '/api/me') return { userId: 'alice' };
    throw new Problem({ code: 'proxy', missing: [] });
  } });
});

function online() {
  const connection = new LiveConnection();
  connection.start();
  const socket = /** @type {import('../../fake-platform.js').FakeSocket} */ (page.sockets.at(-1));
  socket.hears.open();
  connection.welcomed();
  return { connection, socket };
}

test('each post gets its own answer, in whatever order they come', async () => {
  const { connection, socket } = online();
  const [one, two] = ['c1', 'c2'].map((clientId) => connection.post({ roomId: 'r', clientId, envelope: 'AAAA' }));
  await clock.rest();
  assert.deepEqual(socket.sent.map((frame) => frame.clientId), ['c1', 'c2']);
  socket.frame({ type: 'refused', roomId: 'r', clientId: 'c2', code: 'too-many', title: 'no', retryAfter: 7 });
  socket.frame({ type: 'accepted', roomId: 'other', clientId: 'c1', pos: 3, at: 1 });
  socket.frame({ type: 'accepted', roomId: 'r', clientId: 'c1', pos: 4, at: 1 });
  assert.deepEqual([(await one).type === 'accepted' && (await one).pos, (await two).type === 'refused' && (await two).retryAfter], [4, 7]);
});

test('an epoch is opened by its room’s answer, and a refusal says how long to wait', async () => {
  const { connection, socket } = online();
  const opened = connection.openEpoch('r');
  socket.frame({ type: 'opened', roomId: 'other', epoch: 9 });
  socket.frame({ type: 'opened', roomId: 'r', epoch: 2 });
  assert.equal(await opened, 2);
  const refused = connection.openEpoch('r');
  socket.frame({ type: 'refused', roomId: 'r', code: 'busy', title: 'no', retryAfter: 5 });
  await assert.rejects(refused, (error) => error instanceof Problem && error.code === 'busy' && error.answer.retryAfter === 5);
});

test('answers that the connection took with it are not waited for', async () => {
  const { connection, socket } = online();
  const post = connection.post({ roomId: 'r', clientId: 'c1', envelope: 'AAAA' });
  await clock.rest();
  socket.hears.close(1006);
  await assert.rejects(post, (error) => error instanceof Problem && error.code === 'unreachable');
  await assert.rejects(connection.post({ roomId: 'r', clientId: 'c2', envelope: 'AAAA' }), Problem);
});

test('an answer that never comes is given up after twenty seconds', async () => {
  const { connection } = online();
  /** @type {unknown} */
  let error;
  const before = clock.now();
  connection.post({ roomId: 'r', clientId: 'c1', envelope: 'AAAA' }).catch((e) => (error = e));
  await clock.until(() => error);
  assert.equal(clock.now() - before, 20000);
});

test('many posts at once stay below the limit of the server’s frames, in their order', async () => {
  const { connection, socket } = online();
  const before = clock.now();
  const sentAt = /** @type {number[]} */ ([]);
  for (let i = 0; i < 300; i++) connection.post({ roomId: 'r', clientId: `c${i}`, envelope: 'AAAA' }).catch(() => {});
  await clock.until(() => {
    while (sentAt.length < socket.sent.length) sentAt.push(clock.now() - before);
    return socket.sent.length >= 300;
  });
  const posts = socket.sent.filter((frame) => frame.type === 'post').map((frame) => frame.clientId);
  assert.deepEqual(posts, Array.from({ length: posts.length }, (_, i) => `c${i}`));
  sentAt.forEach((at, i) => assert.ok(i < 120 + 0.06 * at, `frame ${i} after ${at} ms`));
  assert.ok(sentAt[299] <= 5000, `the last after ${sentAt[299]} ms`);
});

test('sockets that fail while requests get through are blocked, until one opens', async () => {
  const connection = new LiveConnection();
  let told = 0;
  connection.addEventListener('obstacle', () => told++);
  connection.start();
  await clock.until(() => {
    const socket = page.sockets.at(-1);
    if (told === 0) socket?.hears.close(1006);
    return told > 0;
  });
  assert.equal(connection.obstacle.isBlocked, true);
  await clock.until(() => page.sockets.length > 3);
  page.sockets.at(-1)?.hears.open();
  connection.welcomed();
  assert.deepEqual([connection.obstacle.isBlocked, told], [false, 1]);
});

test('a proxy that swallows every handshake is named within fifteen seconds', async () => {
  fakePlatform({ clock, request: (_, path) => (path.startsWith('/ws') ? new Promise(() => {}) : Promise.resolve({ userId: 'alice' })) });
  const connection = new LiveConnection();
  const before = clock.now();
  connection.start();
  await clock.until(() => connection.obstacle.isBlocked);
  assert.ok(clock.now() - before <= 15000, `${clock.now() - before}`);
});
