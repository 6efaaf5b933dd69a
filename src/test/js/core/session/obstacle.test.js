// A page whose socket does not open though requests get through says why, and never for a server that is only away.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock, fakePlatform } from '../../fake-platform.js';
import { Obstacle } from '../../../../main/resources/static/js/core/session/obstacle.js';
import { Problem, unreachable } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {FakeClock} */
let clock;
/** @type {string[]} */
let asked;
/** What requests are answered, by the beginning of their path. @type {Record<string, any>} */
let answers;

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  answers = { '/ws': new Problem({ status: 403 }), '/api/me': { userId: 'me' } };
  fakePlatform({ clock, request: async (_, path) => {
    asked.push(path.split('?')[0]);
    const answer = answers[path.split('?')[0]];
    if (answer instanceof Error) throw answer;
    return answer;
  } });
});

/** @param {number} times */
async function failing(times, obstacle = new Obstacle()) {
  for (let i = 0; i < times; i++) await obstacle.look();
  return obstacle;
}

test('a proxy that answers 403 to sockets is known after the third failure', async () => {
  assert.equal((await failing(2)).isBlocked, false);
  const obstacle = await failing(3);
  assert.deepEqual([obstacle.isBlocked, obstacle.missing], [true, []]);
});

for (const [what, me] of /** @type {[string, any][]} */ ([
  ['a server that is away', unreachable()], ['a server that is starting', new Problem({ status: 503, code: 'busy' })],
  ['a proxy that answers itself', null], ['a session that is over', new Problem({ status: 401, code: 'signed-out' })],
])) test(`${what} is no obstacle`, async () => {
  answers['/api/me'] = me;
  assert.equal((await failing(8)).isBlocked, false);
});

test('headers that a proxy drops are named, and nothing else is claimed', async () => {
  answers['/ws'] = new Problem({ status: 400, code: 'malformed', missing: ['Host', 'Upgrade', 'X-Else'] });
  const obstacle = await failing(3);
  assert.deepEqual([obstacle.missing, obstacle.isBlocked], [['Upgrade', 'Host'], false]);
});

test('what is known is asked again once a minute', async () => {
  const obstacle = await failing(3);
  asked = [];
  await failing(10, obstacle);
  assert.deepEqual(asked, []);
  await clock.pass(60000);
  await failing(1, obstacle);
  assert.deepEqual(asked, ['/ws', '/api/me']);
});

test('a look says whether what is known has changed', async () => {
  const obstacle = new Obstacle();
  const changes = [];
  for (let i = 0; i < 4; i++) changes.push(await obstacle.look());
  assert.deepEqual(changes, [false, false, true, false]);
});

test('once a socket opens nothing is claimed any more', async () => {
  const obstacle = await failing(3);
  obstacle.gone();
  assert.equal(obstacle.isBlocked, false);
  await failing(2, obstacle);
  assert.equal(obstacle.isBlocked, false);
});

test('a proxy that answers no handshake is known at once, though it does not say why either', async () => {
  fakePlatform({ clock, request: (_, path) => (path.startsWith('/ws') ? new Promise(() => {}) : Promise.resolve({ userId: 'me' })) });
  const obstacle = new Obstacle();
  /** @type {boolean|undefined} */
  let changed;
  const before = clock.now();
  obstacle.look(true).then((found) => (changed = found));
  await clock.until(() => changed !== undefined);
  assert.deepEqual([changed, obstacle.isBlocked], [true, true]);
  assert.ok(clock.now() - before <= 3000);
});
