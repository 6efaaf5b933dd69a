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

beforeEach(() => {
  [stored, refuses, looked] = [{ ...ME }, false, []];
  fakePlatform({ request: async (method, path, body) => {
    if (refuses) throw new Problem({ code: 'bad-status' });
    if (method === 'PUT') Object.assign(stored, JSON.parse(body));
    if (path === '/api/users/lookup') looked.push(JSON.parse(body).usernames);
    return path === '/api/users/lookup' ? { found: [stored], unknown: [] } : { ...stored };
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
