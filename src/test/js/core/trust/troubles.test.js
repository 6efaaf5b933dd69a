// What keeps a room from being written in, by what this page has verified of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { troublesOf } from '../../../../main/resources/static/js/core/trust/troubles.js';

/** A room in good order, but for what is given. @param {any} [given] */
function room({ trust = {}, serverChanged = false, mode = 'end-to-end', ledger = {}, keys = {}, log = {}, self = 'me-0', ...rest } = {}) {
  return /** @type {any} */ ({
    context: { trust: { trouble: null, ...trust }, ownKeys: [{ identityId: 'me-0' }], me: { userId: 'me' }, serverChanged: () => serverChanged },
    ledger: { mode, broken: null, members: new Map([['me', { userId: 'me', identityId: self }]]), ...ledger },
    keys: { broken: null, isNewestUnreadable: () => false, issuerOf: () => 'bob', newest: null, ...keys },
    log: { contradicted: null, restoredTo: null, broken: false, last: 9, ...log },
    witnesses: { differing: null }, untrusted: [], called: new Set([mode]), withheldChange: null, withheld: 0, ...rest,
  });
}
/** Codes, with an exclamation mark where nothing is sent. @param {any} [given] */
const codes = (given) => troublesOf(room(given)).map(({ code, blocks }) => `${code}${blocks ? '!' : ''}`);
const doubt = (/** @type {string} */ verdict) => [{ member: { userId: 'bob', identityId: 'bob-1' }, verdict }];

test('a room in good order has no troubles', () => assert.deepEqual(codes(), []));

test('pins that cannot be believed block, whatever is wrong with them', () => {
  for (const trouble of ['missing', 'damaged', 'old']) assert.deepEqual(codes({ trust: { trouble } }), [`pins-${trouble}!`]);
});

test('a changed server key blocks where the server could read, and is told elsewhere', () => {
  assert.deepEqual(codes({ serverChanged: true, mode: 'managed' }), ['server-key!']);
  assert.deepEqual(codes({ serverChanged: true }), ['server-key']);
});

test('an identity that changed blocks where it would get keys', () => {
  assert.deepEqual(codes({ untrusted: doubt('changed') }), ['new-identity!']);
  assert.deepEqual(codes({ untrusted: doubt('former') }), ['former-identity!']);
  assert.deepEqual(codes({ untrusted: doubt('changed'), mode: 'managed' }), ['new-identity']);
});

test('a room that is shown as another kind than it was created blocks', () => {
  assert.deepEqual(codes({ called: new Set(['end-to-end', 'managed']) }), ['kind-end-to-end!']);
});

test('what the server withholds is told, and blocks where it is a change of who can read', () => {
  assert.deepEqual(codes({ withheld: 2 }), ['withheld']);
  assert.deepEqual(codes({ withheldChange: 7 }), ['withheld-change!']);
  assert.deepEqual(codes({ log: { broken: true } }), ['torn']);
  assert.deepEqual(codes({ log: { restoredTo: 4 } }), ['restored!']);
  assert.deepEqual(codes({ log: { contradicted: 4 } }), ['two-stories!']);
});

test('an identity of one’s own that this page has no keys of blocks', () => assert.deepEqual(codes({ self: 'me-1' }), ['own-identity!']));

test('broken rules of events and of keys name where and who', () => {
  const broken = { rule: 'forged-event', userId: 'eve', pos: 5 };
  assert.deepEqual(troublesOf(room({ ledger: { broken } })), [{ code: 'forged-event', blocks: true, userId: 'eve', pos: 5 }]);
  assert.deepEqual(codes({ keys: { broken } }), ['forged-event!']);
});

test('the gravest comes first', () => {
  assert.deepEqual(codes({ trust: { trouble: 'old' }, withheld: 1, untrusted: doubt('changed') }), ['pins-old!', 'new-identity!', 'withheld']);
});
