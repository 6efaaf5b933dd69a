// What the user shows of themselves is shown here as soon as the server has it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { Directory } from '../../../../main/resources/static/js/core/session/directory.js';
import { OwnProfile } from '../../../../main/resources/static/js/core/session/own-profile.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

const ME = { userId: 'me', username: 'ada', displayName: 'Ada', identityId: null, online: true, lastSeen: null, status: '' };

/** @type {any} */
let stored;
let refuses = false;
/** @type {string[][]} */
let looked = [];
/** What happens after the server has made its answer. */
let meanwhile = () => {};

beforeEach(() => {
  [stored, refuses, looked, meanwhile] = [{ ...ME }, false, [], () => {}];
  fakePlatform({ request: async (method, path, body) => {
    if (refuses) throw new Problem({ code: 'bad-status' });
    if (method === 'PUT') Object.assign(stored, JSON.parse(body));
    if (path === '/api/users/lookup') looked.push(JSON.parse(body).usernames);
    const answer = { ...stored };
    meanwhile();
    return path === '/api/users/lookup' ? { found: [answer], unknown: [] } : path.startsWith('/api/users?') ? { items: [answer] } : answer;
  } });
});

test('a status is shown once the server has it, and not if it refuses', async () => {
  const directory = new Directory();
  const me = directory.note({ ...ME });
  const profile = new OwnProfile('me', directory);
  await profile.setStatus('In a meeting');
  assert.equal(me.status, 'In a meeting');
  refuses = true;
  await assert.rejects(profile.setStatus('\u202e'), { code: 'bad-status' });
  assert.equal(me.status, 'In a meeting');
});

test('everybody who is known is asked about again, a hundred at a time', async () => {
  const directory = new Directory();
  const me = directory.note({ ...ME });
  for (let i = 0; i < 130; i++) directory.note({ ...ME, userId: `p${i}`, username: `p${i}` });
  stored.status = 'Written meanwhile';
  await directory.renew();
  assert.equal(me.status, 'Written meanwhile');
  assert.deepEqual(looked.map((names) => names.length), [100, 31]);
});

const ASKS = /** @type {Record<string, (directory: Directory) => Promise<unknown>>} */ ({
  find: (directory) => directory.find(''),
  lookUp: (directory) => directory.lookUp(['ada']),
  renew: (directory) => directory.renew(),
  person: (directory) => directory.person('me'),
  setStatus: (directory) => new OwnProfile('me', directory).setStatus('Older'),
});

for (const [name, ask] of Object.entries(ASKS)) {
  test(`what a frame told since is not undone by the answer to ${name}`, async () => {
    const directory = new Directory();
    if (name !== 'person') directory.note({ ...ME });
    meanwhile = () => directory.told({ ...ME, status: 'Newer' });
    stored.status = 'Older';
    await ask(directory);
    assert.equal(directory.known('me')?.status, 'Newer');
    meanwhile = () => {};
    await directory.find('');
    assert.equal(directory.known('me')?.status, 'Older');
  });
}
