// Nothing is derived from a password with a salt that no browser drew, or that this browser does not know.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';

let served = '';
const { settings: kept } = fakePlatform({ request: async () => ({ salt: served }) });

const { canonicalName, findSalt, readSalt, rememberSalt } = await import('../../../../main/resources/static/js/core/session/salt.js');

const base64 = (/** @type {number[]} */ bytes) => Buffer.from(bytes).toString('base64');
const GOOD = base64([...Array(16).keys()]);
const OTHER = base64([...Array(16).keys()].reverse());

beforeEach(() => kept.clear());

for (const [what, salt] of Object.entries({
  'no bytes': '', 'only zeros': base64(Array(16).fill(0)), '15 bytes': base64(Array(15).fill(7)), '17 bytes': base64(Array(17).fill(7)),
  '64 KB': base64(Array(65536).fill(7)), 'no Base64': 'not base64 at all', 'another spelling': `${GOOD.slice(0, -3)}x==`, 'a number': 7,
})) {
  test(`a salt that is ${what} is refused`, () => {
    assert.throws(() => readSalt(/** @type {any} */ (salt)), { code: 'bad-salt' });
  });
}

test('an account that is new to this browser gets the salt that the server has', async () => {
  served = GOOD;
  assert.equal((await findSalt('alice', 'first')).salt, GOOD);
});

test('another salt than the known one needs the person’s word', async () => {
  await rememberSalt('alice', GOOD);
  served = OTHER;
  await assert.rejects(findSalt('alice', 'first'), { code: 'salt-changed' });
  assert.equal((await findSalt('alice', 'accepted')).salt, OTHER);
});

test('another spelling of the name finds the known salt', async () => {
  await rememberSalt('Alice ', GOOD);
  served = OTHER;
  await assert.rejects(findSalt('ALICE', 'first'), { code: 'salt-changed' });
  assert.equal(canonicalName(' Ａlice'), 'alice');
});

test('in a session no other salt is taken, whatever name the server calls it by', async () => {
  await rememberSalt('alice', GOOD);
  served = OTHER;
  await assert.rejects(findSalt('alice', 'known'), { code: 'salt-unexpected' });
  await assert.rejects(findSalt('alicia', 'known'), { code: 'salt-unexpected' });
  served = GOOD;
  assert.equal((await findSalt('alice', 'known')).salt, GOOD);
});

test('no user name and no salt is left in the browser', async () => {
  await rememberSalt('alice', GOOD);
  const text = JSON.stringify([...kept]);
  assert.ok(!text.includes('alice') && !text.includes(GOOD));
});
