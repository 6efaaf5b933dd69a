// A connection comes back by itself, and one that is dead is given up on time, whatever the socket says.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Connection } from '../../../../main/resources/static/js/core/session/connection.js';

/** @type {ReturnType<typeof fakePlatform>} */
let page;
beforeEach(() => (page = fakePlatform()));

const socket = () => /** @type {import('../../fake-platform.js').FakeSocket} */ (page.sockets.at(-1));

function start() {
  const connection = new Connection();
  connection.start();
  return connection;
}

function online() {
  const connection = start();
  socket().hears.open();
  connection.welcomed();
  assert.equal(connection.state, 'online');
  return connection;
}

const withTimers = (/** @type {import('node:test').TestContext} */ t) => t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });

/** @param {number} code */
function pauseAfter(code) {
  const connection = start();
  socket().hears.close(code);
  const wait = /** @type {number} */ (connection.retryAt) - Date.now();
  connection.stop();
  return wait;
}

test('after "going away" a herd comes back spread over seconds', () => {
  const waits = Array.from({ length: 400 }, () => pauseAfter(1001)).sort((a, b) => a - b);
  assert.ok(waits[0] >= 400, `the first after ${waits[0]}`);
  assert.ok(waits[399] <= 5000, `the last after ${waits[399]}`);
  for (let second = 1; second < 4; second++) {
    const many = waits.filter((w) => w >= second * 1000 && w < (second + 1) * 1000).length;
    assert.ok(many > 50 && many < 160, `${many} of 400 in one second`);
  }
});

test('a connection that merely broke is tried again within a second', () => {
  for (let i = 0; i < 100; i++) assert.ok(pauseAfter(1006) <= 1000);
});

test('an ended session is not tried again', () => {
  const connection = start();
  socket().hears.close(4401);
  assert.equal(connection.retryAt, null);
});

test('a socket that never opens is given up after 10 seconds and another is tried', (t) => {
  withTimers(t);
  const connection = start();
  t.mock.timers.tick(9999);
  assert.equal(connection.state, 'connecting');
  t.mock.timers.tick(1);
  assert.equal(connection.state, 'reconnecting');
  t.mock.timers.tick(1000);
  assert.equal(page.sockets.length, 2);
  assert.ok(page.sockets[0].isClosed);
});

test('a socket that opens without a welcome is given up', (t) => {
  withTimers(t);
  const connection = start();
  socket().hears.open();
  t.mock.timers.tick(20000);
  assert.equal(connection.state, 'reconnecting');
});

test('a ping without an answer ends the connection though the socket never closes', (t) => {
  withTimers(t);
  const connection = online();
  t.mock.timers.tick(20000);
  assert.deepEqual(socket().sent, [{ type: 'ping' }]);
  assert.equal(connection.state, 'online');
  t.mock.timers.tick(20000);
  assert.equal(connection.state, 'reconnecting');
});

test('pings with answers keep the connection', (t) => {
  withTimers(t);
  const connection = online();
  for (let i = 0; i < 10; i++) {
    t.mock.timers.tick(20000);
    socket().frame({ type: 'pong' });
  }
  assert.equal(connection.state, 'online');
  assert.equal(page.sockets.length, 1);
});

for (const signal of ['shown', 'online']) {
  test(`when the page is "${signal}" again a dead connection is known in 3 seconds`, (t) => {
    withTimers(t);
    const connection = online();
    page.hears[signal]();
    t.mock.timers.tick(3000);
    assert.equal(connection.state, 'reconnecting');
  });

  test(`when the page is "${signal}" again a connection that answers stays`, (t) => {
    withTimers(t);
    const connection = online();
    page.hears[signal]();
    socket().frame({ type: 'pong' });
    t.mock.timers.tick(3000);
    assert.equal(connection.state, 'online');
  });
}

for (const answers of [false, true]) {
  test(`after the device has slept a connection that ${answers ? 'answers stays' : 'is dead is known in seconds'}`, (t) => {
    withTimers(t);
    let slept = 0;
    page.clock.now = () => Date.now() + slept;
    const connection = online();
    t.mock.timers.tick(5000);
    assert.deepEqual(socket().sent, []);
    slept = 3600000;
    t.mock.timers.tick(5000);
    assert.deepEqual(socket().sent, [{ type: 'ping' }]);
    if (answers) socket().frame({ type: 'pong' });
    t.mock.timers.tick(3000);
    assert.equal(connection.state, answers ? 'online' : 'reconnecting');
    connection.stop();
  });
}

test('after the device has slept an attempt that waits for its turn is made at once', (t) => {
  withTimers(t);
  let slept = 0;
  page.clock.now = () => Date.now() + slept;
  page.random = () => 1;
  const connection = start();
  for (let i = 0; i < 8; i++) {
    socket().hears.close(1006);
    connection.retryNow();
  }
  socket().hears.close(1006);
  const before = page.sockets.length;
  slept = 3600000;
  t.mock.timers.tick(5000);
  assert.equal(page.sockets.length, before + 1);
  connection.stop();
});

test('an ended session is not looked after any more', (t) => {
  withTimers(t);
  const connection = online();
  socket().hears.close(4401);
  page.clock.now = () => Date.now() + 3600000;
  t.mock.timers.tick(30000);
  assert.equal(page.sockets.length, 1);
  assert.equal(connection.retryAt, null);
});

test('what an abandoned socket still says is not heard', (t) => {
  withTimers(t);
  const connection = start();
  const first = socket();
  t.mock.timers.tick(10000);
  t.mock.timers.tick(1000);
  let heard = 0;
  connection.addEventListener('frame', () => heard++);
  first.hears.open();
  first.frame({ type: 'welcome' });
  first.hears.close(4401);
  assert.equal(heard, 0);
  assert.notEqual(connection.retryAt, null);
  assert.equal(page.sockets.length, 2);
});

test('nothing is sent before the socket is open', () => {
  const connection = start();
  assert.equal(connection.send({ type: 'ping' }), false);
  socket().hears.open();
  assert.equal(connection.send({ type: 'ping' }), true);
  connection.stop();
});
