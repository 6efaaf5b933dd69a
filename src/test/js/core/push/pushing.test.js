// Push messages to this browser: turned on and off by its user, and sent to the server again at each start.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Pushing } from '../../../../main/resources/static/js/core/push/pushing.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

const SUBSCRIBED = { endpoint: 'https://push.example/1', p256dh: 'AA==', auth: 'AA==', zone: 'UTC' };

/** @type {string[]} */
let done;
/** @type {string|null} */
let key;
let [isSupported, isInstalled, isAllowed, isReached, takesAny] = [true, true, true, true, true];
/** @type {FakeClock} */
let clock;

beforeEach(() => {
  [done, key, isSupported, isInstalled, isAllowed, isReached, takesAny] = [[], 'key 1', true, true, true, true, true];
  clock = new FakeClock();
  fakePlatform({
    clock,
    request: async (method, _, body) => {
      if (!isReached) throw new Problem({ code: 'unreachable' });
      if (method !== 'GET') done.push(`${method} ${body ?? ''}`);
      return { key, subscribed: false };
    },
    push: {
      isSupported: () => isSupported, isAllowed: () => isAllowed,
      subscribe: async (wanted) => {
        if (!isInstalled) return null;
        if (!takesAny) throw new Error('AbortError');
        done.push(`subscribe ${wanted}`);
        return SUBSCRIBED;
      },
      unsubscribe: async () => {
        if (!isReached) throw new Error('AbortError');
        done.push('unsubscribe');
      },
      close: async (isDone) => void done.push(`close ${['a', 'b'].filter(isDone)}`),
    },
  });
});

/** A page of the user that has begun. */
async function started() {
  const pushing = new Pushing('alice');
  pushing.start();
  pushing.start();
  await clock.rest();
  return pushing;
}

const PUT = `PUT ${JSON.stringify(SUBSCRIBED)}`;

test('nothing is subscribed before somebody wants it', async () => {
  assert.equal((await started()).state, 'off');
  assert.deepEqual(done, []);
});

test('once it is turned on, each page sends the subscription again, with the key that the server has then', async () => {
  const pushing = await started();
  await pushing.turn(true);
  assert.equal(pushing.state, 'on');
  key = 'key 2';
  assert.equal((await started()).state, 'on');
  assert.deepEqual(done, ['subscribe key 1', PUT, 'subscribe key 2', PUT]);
});

test('what one user has turned on is not on for another one', async () => {
  await (await started()).turn(true);
  const other = new Pushing('bob');
  other.start();
  await clock.rest();
  assert.equal(other.state, 'off');
});

test('without permission nothing is subscribed', async () => {
  await (await started()).turn(true);
  [isAllowed, done] = [false, []];
  assert.equal((await started()).state, 'off');
  assert.deepEqual(done, []);
});

test('turned off, neither the server nor the browser has it any more', async () => {
  const pushing = await started();
  await pushing.turn(true);
  done = [];
  await pushing.turn(false);
  assert.equal(pushing.state, 'off');
  assert.deepEqual(done, ['DELETE ', 'unsubscribe']);
  await started();
  assert.deepEqual(done, ['DELETE ', 'unsubscribe']);
});

test('turned off without a connection, it ends with the next start', async () => {
  const pushing = await started();
  await pushing.turn(true);
  [isReached, done] = [false, []];
  await pushing.turn(false);
  assert.equal(pushing.state, 'off');
  isReached = true;
  await started();
  assert.deepEqual(done, ['DELETE ', 'unsubscribe']);
});

test('the settings say why it cannot be turned on', async () => {
  const looked = async () => {
    const pushing = await started();
    pushing.look();
    pushing.look();
    await clock.rest();
    return pushing.state;
  };
  assert.equal(await looked(), 'off');
  key = null;
  assert.equal(await looked(), 'server');
  isSupported = false;
  assert.equal(await looked(), 'unsupported');
  [isSupported, isReached] = [true, false];
  assert.equal(await looked(), 'off');
});

test('a browser that runs no service worker here cannot do it', async () => {
  isInstalled = false;
  const pushing = await started();
  await pushing.turn(true);
  assert.equal(pushing.state, 'unsupported');
});

test('a push service that is not reached is named, and asked again at the next start', async () => {
  takesAny = false;
  const pushing = await started();
  await pushing.turn(true);
  assert.equal(pushing.state, 'failed');
  takesAny = true;
  assert.equal((await started()).state, 'on');
});

test('a sign-out takes the subscription and all notifications away', async () => {
  const pushing = await started();
  await pushing.turn(true);
  done = [];
  await pushing.end();
  assert.deepEqual(done, ['close a,b', 'unsubscribe']);
});

test('notifications of rooms that were read go, all at once', async () => {
  const pushing = await started();
  for (let i = 0; i < 5; i++) pushing.settle(() => [{ roomId: 'a', unread: 0 }, { roomId: 'b', unread: 2 }]);
  await clock.pass(1000);
  assert.deepEqual(done, ['close a']);
});
