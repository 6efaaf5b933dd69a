// A user's decisions take effect at once: what they trust is judged again everywhere.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TrustDecisions } from '../../../../main/resources/static/js/core/session/trust-decisions.js';

/** @type {string[]} */
let done;
/** @type {{trouble: string|null, server: string[]}} */
let pins;
let served = ['k1'];
/** @type {TrustDecisions} */
let decisions;

beforeEach(() => {
  done = [];
  pins = { trouble: null, server: ['k1'] };
  served = ['k1'];
  const trust = /** @type {any} */ ({
    get trouble() { return pins.trouble; },
    isServer: (/** @type {string[]} */ ids) => ids.some((id) => pins.server.includes(id)),
    acceptServer: (/** @type {string[]} */ ids) => void (pins.server = ids),
    beginAnew: async () => void (pins = { trouble: null, server: served }),
    forgetRoom: async (/** @type {string} */ id) => void done.push(`forgot ${id}`),
    accept: async (/** @type {any[]} */ ...what) => void done.push(`accepted ${what}`),
    acceptNames: (/** @type {string} */ id) => void done.push(`names ${id}`),
  });
  const directory = /** @type {any} */ ({ serverKeys: async () => new Map(served.map((id) => [id, {}])) });
  decisions = new TrustDecisions(trust, directory, { review: async () => void done.push('review'), outdated: () => void done.push('outdated') });
});

test('a server key that no pinned one vouches for is noticed, and trusted only by the user’s word', async () => {
  await decisions.checkServer();
  assert.equal(decisions.serverChanged, false);
  served = ['k2'];
  await decisions.checkServer();
  assert.equal(decisions.serverChanged, true);
  await decisions.acceptServer();
  assert.deepEqual([decisions.serverChanged, pins.server, done], [false, ['k2'], ['review']]);
});

test('where the pins themselves cannot be believed the server’s key is judged after they are begun again', async () => {
  pins = { trouble: 'damaged', server: [] };
  served = ['k2'];
  await decisions.checkServer();
  assert.equal(decisions.serverChanged, false);
  await decisions.beginAnew();
  assert.deepEqual([decisions.serverChanged, done], [false, ['review']]);
});

test('an identity that is vouched for is judged again, and a restored room begins the page again', async () => {
  await decisions.vouchFor('bob', 'b1', 2);
  await decisions.acceptRestored('r');
  decisions.acceptNames('bob');
  assert.deepEqual(done, ['accepted bob,b1,2', 'review', 'forgot r', 'outdated', 'names bob']);
});
