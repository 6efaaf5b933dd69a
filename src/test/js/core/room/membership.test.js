// One is in a room where a key of one's own has signed the joining.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unreadable } from '../../../../main/resources/static/js/crypto/unreadable.js';
import { Membership } from '../../../../main/resources/static/js/core/room/membership.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @param {string|null} joinedIdentity @param {() => Promise<any[]>} chain */
function membership(joinedIdentity, chain = async () => []) {
  const members = new Map(joinedIdentity ? [['me', { userId: 'me', joinedIdentity }]] : []);
  const context = { me: { userId: 'me' }, ownKeys: [{ identityId: 'present' }, { identityId: 'former' }], directory: { chain } };
  return new Membership(/** @type {any} */ ({ members }), /** @type {any} */ (context));
}

test('whom the events do not list is no member', () => {
  assert.equal(membership(null).isMember, false);
});

test('any identity in the vault may have joined', () => {
  assert.equal(membership('present').isMember, true);
  assert.equal(membership('former').isMember, true);
});

test('after a reset an identity that the present one follows on counts, one beside or after it does not', async () => {
  const chain = async () => [{ id: 'lost' }, { id: 'present' }, { id: 'later' }];
  for (const [id, is] of /** @type {[string, boolean][]} */ ([['lost', true], ['later', false], ['made up', false]])) {
    const own = membership(id, chain);
    assert.equal(own.isMember, false);
    await own.recognise();
    assert.equal(own.isMember, is, id);
  }
});

test('a chain that does not hold vouches for nothing; one that does not come is asked for again', async () => {
  const lied = membership('lost', async () => { throw new Unreadable('record'); });
  await lied.recognise();
  assert.equal(lied.isMember, false);
  await assert.rejects(membership('lost', async () => { throw new Problem({ code: 'unreachable' }); }).recognise());
});
