// Signed-in devices: the list follows what the server says, while somebody looks at it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Devices } from '../../../../main/resources/static/js/core/session/devices.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {string[]} */
let asked = [];
/** What the next questions are answered with. @type {((path: string) => Promise<any>)|null} */
let answer = null;
let ids = ['here', 'there'];

beforeEach(() => {
  [asked, answer, ids] = [[], null, ['here', 'there']];
  fakePlatform({ request: async (method, path) => {
    asked.push(`${method} ${path}`);
    return answer ? answer(path) : { sessions: ids.map((sessionId) => ({ sessionId })) };
  } });
});

/** @param {Devices} devices */
const shown = (devices) => devices.list?.map(({ sessionId }) => sessionId);

test('nothing is asked before somebody looks, nor after', async () => {
  const devices = new Devices();
  await devices.changed();
  assert.deepEqual(asked, []);
  await devices.open();
  devices.close();
  await devices.changed();
  assert.deepEqual(asked, ['GET /api/me/sessions']);
  assert.equal(devices.list, null);
});

test('a change that the server tells of shows', async () => {
  const devices = new Devices();
  await devices.open();
  assert.deepEqual(shown(devices), ['here', 'there']);
  ids = ['here'];
  let changes = 0;
  devices.addEventListener('change', () => changes++);
  await devices.changed();
  assert.deepEqual(shown(devices), ['here']);
  assert.equal(changes, 1);
});

test('an answer that a later one overtook does not count', async () => {
  const devices = new Devices();
  /** @type {((answer: object) => void)[]} */
  const waiting = [];
  answer = () => new Promise((resolve) => waiting.push(resolve));
  const asking = [devices.open(), devices.changed()];
  waiting[1]({ sessions: [{ sessionId: 'new' }] });
  waiting[0]({ sessions: [{ sessionId: 'old' }] });
  await Promise.all(asking);
  assert.deepEqual(shown(devices), ['new']);
});

test('one that has ended already is no error, another refusal is', async () => {
  const devices = new Devices();
  await devices.open();
  let code = 'not-found';
  answer = async (path) => {
    if (path.endsWith('/there')) throw new Problem({ code });
    return { sessions: [{ sessionId: 'here' }] };
  };
  await devices.end('there');
  assert.deepEqual(shown(devices), ['here']);
  code = 'too-many';
  await assert.rejects(devices.end('there'), Problem);
});

test('a list that does not load says so, and what was known stays', async () => {
  const devices = new Devices();
  await devices.open();
  answer = () => Promise.reject(new Problem({ code: 'unreachable' }));
  await devices.changed();
  assert.equal(/** @type {Problem} */ (devices.problem).code, 'unreachable');
  assert.deepEqual(shown(devices), ['here', 'there']);
  answer = null;
  await devices.load();
  assert.equal(devices.problem, null);
});

test('all others end together', async () => {
  const devices = new Devices();
  await devices.open();
  await devices.endOthers();
  assert.deepEqual(asked, ['GET /api/me/sessions', 'DELETE /api/me/sessions', 'GET /api/me/sessions']);
});
