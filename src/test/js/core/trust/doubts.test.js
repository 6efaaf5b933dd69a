// Members whom nobody vouches for are doubted until they are accepted; oneself never is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Doubts } from '../../../../main/resources/static/js/core/trust/doubts.js';

const member = (/** @type {string} */ userId, vouched = true, latest = 0) => /** @type {any} */ ({ userId, identityId: `${userId}-0`, vouched, latest });

/** Doubts whose trust says this of each user. @param {Record<string, string>} verdicts */
function doubtsWith(verdicts) {
  const asked = /** @type {any[]} */ ([]);
  const trust = /** @type {any} */ ({ verdict: async (/** @type {any[]} */ ...of) => (asked.push(of), verdicts[of[0]] ?? 'fine') });
  return { doubts: new Doubts(trust, 'me'), asked };
}

test('changed and former identities are doubted, with the reason', async () => {
  const { doubts } = doubtsWith({ bob: 'changed', ann: 'former' });
  assert.equal(doubts.isReviewed, false);
  await doubts.review([member('bob'), member('ann'), member('eve')]);
  assert.deepEqual(doubts.all.map(({ member: { userId }, verdict }) => [userId, verdict]), [['bob', 'changed'], ['ann', 'former']]);
  assert.deepEqual([doubts.concern('bob'), doubts.concern('eve'), doubts.isReviewed], [true, false, true]);
});

test('a review that finds everybody fine ends the doubts', async () => {
  const verdicts = /** @type {Record<string, string>} */ ({ bob: 'changed' });
  const { doubts } = doubtsWith(verdicts);
  await doubts.review([member('bob')]);
  verdicts.bob = 'fine';
  await doubts.review([member('bob')]);
  assert.deepEqual(doubts.all, []);
});

test('one’s own identity is not judged, and others by what the room has said of them', async () => {
  const { doubts, asked } = doubtsWith({ me: 'changed' });
  await doubts.review([member('me'), member('bob', false, 3)]);
  assert.deepEqual([asked, doubts.all], [[['bob', 'bob-0', false, 3]], []]);
});
