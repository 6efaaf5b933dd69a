// Writes src/test/resources/vectors/ledger.json: whole event sequences of a room, and what they come to:
// members, roles, history and invitations, or the rule that refuses the last event. Keys come from fixed
// seeds, so that the file is the same each time. Run by hand (node src/test/js/make-ledger-vectors.js) when
// a rule of docs/protocol.md, "Events", changes; LedgerVectorsTest (the server) and ledger-vectors.test.js (the
// page) read the file.
//
// A case is a list of steps that are signed one on the other. `refused` names what the last one comes to:
// `reader` the rule of js/core/room/ledger.js, null where the page takes the event in because the rule is the
// server's alone; `server` the code of its answer. `positions` are those of the events where messages stand between
// them; `log` has these messages, as far as the case needs them.
import { createPrivateKey, createPublicKey, sign as nodeSign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { sha256 } from '../../main/resources/static/js/crypto/primitives.js';
import { bytesToUuid, concat, fromBase64, textToUtf8, toBase64 } from '../../main/resources/static/js/protocol/bytes.js';
import { DIRECT, NOBODY, writeEvent } from '../../main/resources/static/js/protocol/room-structures.js';
import { readIdentity, writeIdentity } from '../../main/resources/static/js/protocol/structures.js';

const FILE = 'src/test/resources/vectors/ledger.json';
const TIME = 1750000000000;
const STEP = 1000;
const WEEK = 7 * 24 * 3600 * 1000;
const ROOM = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const OTHER_ROOM = 'aaaaaaaa-bbbb-4ccc-8ddd-ffffffffffff';
const { rsaSpki } = readIdentity(fromBase64(JSON.parse(readFileSync('src/test/resources/vectors/sc1.json', 'utf8')).identity.record));

/** @param {number} seed */
function keyOf(seed) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const edKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
  return { edKey, sign: (/** @type {Uint8Array} */ bytes) => new Uint8Array(nodeSign(null, bytes, key)) };
}

const ids = /** @type {Record<string, string>} */ (Object.fromEntries(
  ['alice', 'bob', 'carol', 'dora', 'erik'].map((name, i) => [name, `${String(i + 1).repeat(8)}-2222-4333-8444-555555555555`]),
));
/** @type {Record<string, any>} */
const identities = {};

/** @param {string} label @param {string} who @param {number} seed @param {string|null} before @param {boolean} follows whether the one before signs it */
async function identity(label, who, seed, before = null, follows = false) {
  const key = keyOf(seed);
  const former = before ? identities[before] : null;
  const unsigned = writeIdentity({
    userId: ids[who], index: former ? former.index + 1 : 0, prev: former ? await sha256(former.record) : new Uint8Array(32),
    time: TIME, edKey: key.edKey, rsaSpki,
  });
  const prevSigned = concat(unsigned, follows ? former.sign(unsigned) : new Uint8Array(64));
  const identityId = bytesToUuid((await sha256(textToUtf8('SC1I'), key.edKey, await sha256(rsaSpki))).slice(0, 16));
  identities[label] = { who, identityId, index: former ? former.index + 1 : 0, before, follows, record: concat(prevSigned, key.sign(prevSigned)), ...key };
}

await identity('alice', 'alice', 1);
await identity('bob', 'bob', 2);
await identity('carol', 'carol', 3);
await identity('dora', 'dora', 4);
await identity('erik', 'erik', 5);
await identity('bob2', 'bob', 12, 'bob', true);
await identity('bobReset', 'bob', 22, 'bob', false);
await identity('dora2', 'dora', 14, 'dora', true);
const serverKey = keyOf(99);
const serverId = bytesToUuid((await sha256(textToUtf8('SC1X'), Uint8Array.of(1), serverKey.edKey)).slice(0, 16));

/**
 * @typedef {{by: string, kind: any, subject?: string, data?: any, time?: number, prev?: 'zero'|'before', room?: string,
 *   signedBy?: string, flip?: boolean, again?: boolean, pos?: number}} Step
 */

// What people do, as steps.
/** @param {string} by @param {any} kind @param {string} [subject] @param {any} [data] @param {Partial<Step>} [more] @returns {Step} */
const step = (by, kind, subject, data, more = {}) => ({ by, kind, subject, data, ...more });
const who = (/** @type {string} */ label) => identities[label].who;
const created = (mode = 2) => step('alice', 'created', 'alice', { mode, name: 'Tea' });
/** A direct room of the actor and these. @param {string[]} labels @param {string} [by] */
const direct = (labels, by = 'alice') => step(by, 'created', who(by), {
  mode: DIRECT, name: '', others: labels.map((label) => ({ userId: ids[who(label)], identityId: identities[label].identityId })),
});
/** @param {string} by @param {string} subject @param {{identity?: string|null, expires?: number}} [what] @param {Partial<Step>} [more] */
const invite = (by, subject, { identity: named = null, expires = TIME + WEEK } = {}, more = {}) =>
  step(by, 'invited', subject, { identityId: named && identities[named].identityId, expires }, more);
/** @param {string} by @param {Partial<Step>} [more] */
const join = (by, more = {}) => step(by, 'joined', who(by), { identityId: identities[by].identityId }, more);
const leave = (/** @type {string} */ by) => step(by, 'left', who(by));
const remove = (/** @type {string} */ by, /** @type {string} */ subject) => step(by, 'removed', subject);
const withdraw = (/** @type {string} */ by, /** @type {string} */ subject) => step(by, 'withdrawn', subject);
const rename = (/** @type {string} */ by, /** @type {string} */ name) => step(by, 'renamed', undefined, { name });
const role = (/** @type {string} */ by, /** @type {string} */ subject, /** @type {number} */ to) => step(by, 'role', subject, { role: to });
const history = (/** @type {string} */ by, /** @type {boolean} */ full) => step(by, 'history', undefined, { full });
const renew = (/** @type {string} */ subject, /** @type {string} */ label) => step('server', 'identity', subject, { identityId: identities[label].identityId });
const suspend = (/** @type {string} */ subject) => step('server', 'suspended', subject);
const resume = (/** @type {string} */ subject) => step('server', 'resumed', subject);
/** The administrator Erik makes somebody an owner. */
const appoint = (/** @type {string} */ subject, by = 'server') => step(by, 'appointed', subject, { administrator: ids.erik });
/** Entries of the log: two messages of Bob, one of Alice, an event, and one of Bob that is erased already. */
const LOG = [
  { pos: 101, userId: ids.bob, erased: false }, { pos: 102, userId: ids.bob, erased: false }, { pos: 103, userId: ids.alice, erased: false },
  { pos: 104, userId: null, erased: false }, { pos: 105, userId: ids.bob, erased: true },
].map((entry) => ({ ...entry, hash: toBase64(new Uint8Array(32).fill(entry.pos)) }));
const named = (/** @type {number} */ pos, fill = pos) => ({ pos, hash: toBase64(new Uint8Array(16).fill(fill)) });
/** @param {string} by @param {string} subject @param {{pos: number, hash: string}[]} messages @param {number} [pos] @param {string[]} [files] */
const erase = (by, subject, messages, pos = 201, files = []) => step(by, 'deleted', subject, { messages, files }, { pos });
const topic = (/** @type {string} */ by, /** @type {string} */ text) => step(by, 'topic', undefined, { topic: text });
const retention = (/** @type {string} */ by, /** @type {number} */ seconds) => step(by, 'retention', undefined, { seconds });
const policy = (/** @type {string} */ by, /** @type {number} */ flags) => step(by, 'policy', undefined, { policy: flags });
const bring = (/** @type {string} */ by, /** @type {string} */ whom) => [invite(by, whom), join(whom)];
/** Alice owns, Bob is a member. */
const two = [created(), ...bring('alice', 'bob')];
/** And Bob has invited Dora. */
const invited = [...two, invite('bob', 'dora')];
/** And Carol is a member. */
const three = [...two, ...bring('alice', 'carol')];

/** @type {[string, Step[]][]} */
const accepted = [
  // Direct rooms.
  ['a direct room of two begins with both in it', [direct(['bob'])]],
  ['a direct room of one is notes to self', [direct([])]],
  ['a direct room of four', [direct(['bob', 'carol', 'dora'])]],
  ['a direct room begins by another, between the others', [direct(['alice', 'carol'], 'bob')]],
  ['somebody leaves a direct room', [direct(['bob']), leave('bob')]],
  ['somebody deletes a message in a direct room', [direct(['bob']), erase('bob', 'bob', [named(101)])]],
  ['both leave a direct room', [direct(['bob']), leave('alice'), leave('bob')]],
  ['a reset is announced in a direct room', [direct(['bob']), renew('bob', 'bobReset')]],
  ['a member of a direct room is suspended and is back', [direct(['bob']), suspend('bob'), resume('bob')]],
  ['a room begins with its creator as owner', [created()]],
  ['a managed room begins in the same way', [created(1)]],
  ['the invited join', two],
  ['an invitation that names an identity admits it', [created(), invite('alice', 'bob', { identity: 'bob' }), join('bob')]],
  ['a successor of the identity invited is vouched for', [created(), invite('alice', 'bob', { identity: 'bob' }), join('bob2')]],
  ['another identity than the one invited joins, and nobody vouches for it', [created(), invite('alice', 'bob', { identity: 'bob' }), join('bobReset')]],
  ['an open invitation admits until its last millisecond', [created(), invite('alice', 'bob', { expires: TIME + 5 * STEP }), join('bob', { time: TIME + 5 * STEP })]],
  ['the invited decline', [...invited, withdraw('dora', 'dora')]],
  ['the inviter withdraws', [...invited, withdraw('bob', 'dora')]],
  ['an owner withdraws', [...invited, withdraw('alice', 'dora')]],
  ['who declined is invited again and joins', [...invited, withdraw('dora', 'dora'), ...bring('alice', 'dora')]],
  ['an expired invitation gives way to a new one', [created(), invite('alice', 'bob', { expires: TIME + 2 * STEP }), invite('alice', 'bob', {}, { time: TIME + 9 * STEP }), join('bob', { time: TIME + 10 * STEP })]],
  ['a member leaves', [...two, leave('bob')]],
  ['an owner removes', [...two, remove('alice', 'bob')]],
  ['who was removed comes back by a new invitation', [...two, remove('alice', 'bob'), ...bring('alice', 'bob')]],
  ['an owner hands over and leaves', [...two, role('alice', 'bob', 1), leave('alice')]],
  ['an owner steps down beside another', [...two, role('alice', 'bob', 1), role('bob', 'alice', 0)]],
  ['the last member leaves', [created(), leave('alice')]],
  ['an owner renames', [...two, rename('alice', 'Kaffee')]],
  ['an owner says what the room is about', [...two, topic('alice', 'Who brings 🍪?')]],
  ['with 500 characters', [...two, topic('alice', '🍪'.repeat(500))]],
  ['and takes it back', [...two, topic('alice', 'Tea'), topic('alice', '')]],
  ['an owner has messages expire after a week', [...two, retention('alice', 7 * 24 * 3600)]],
  ['after the shortest time', [...two, retention('alice', 60)]],
  ['after the longest time', [...two, retention('alice', 3650 * 24 * 3600)]],
  ['and keeps them again', [...two, retention('alice', 60), retention('alice', 0)]],
  ['a new owner has them expire sooner', [...two, retention('alice', 3600), role('alice', 'bob', 1), retention('bob', 60)]],
  ['the creator of a direct room has messages expire', [direct(['bob']), retention('alice', 3600)]],
  ['and so does each other member', [direct(['bob']), retention('alice', 3600), retention('bob', 0)]],
  ['messages to oneself expire', [direct([]), retention('alice', 3600)]],
  ['an owner keeps inviting to owners', [...two, policy('alice', 1), invite('alice', 'dora')]],
  ['a member invites where only owners write', [...two, policy('alice', 2), invite('bob', 'dora')]],
  ['an owner keeps both to owners and gives both back', [...two, policy('alice', 3), policy('alice', 0), invite('bob', 'dora')]],
  ['somebody joins by an invitation from before', [...two, invite('bob', 'dora'), policy('alice', 3), join('dora')]],
  ['a new owner invites where only owners do', [...two, policy('alice', 1), role('alice', 'bob', 1), invite('bob', 'dora')]],
  ['an owner opens the history', [...two, history('alice', true)]],
  ['an owner closes it again', [...two, history('alice', true), history('alice', false)]],
  ['the server announces a successor', [...two, renew('bob', 'bob2')]],
  ['the server announces a reset', [...two, renew('bob', 'bobReset')]],
  ['a member speaks with the identity announced', [...two, renew('bob', 'bob2'), step('bob2', 'left', 'bob')]],
  ['the server lets a member leave', [...two, step('server', 'left', 'bob')]],
  ['the server removes a member', [...two, step('server', 'removed', 'bob')]],
  // An invitation ends with its inviter's membership (E6).
  ['an invitation ends when its inviter leaves', [...invited, leave('bob')]],
  ['an invitation ends when its inviter is removed', [...invited, remove('alice', 'bob')]],
  ['an invitation ends when the server removes its inviter', [...invited, step('server', 'removed', 'bob')]],
  ['all invitations of the inviter end, and no other', [...invited, invite('bob', 'carol'), invite('alice', 'erik'), leave('bob')]],
  ['a change of role ends no invitation', [...invited, role('alice', 'bob', 1), role('alice', 'bob', 0)]],
  ['a new identity of the inviter ends no invitation', [...invited, renew('bob', 'bob2'), join('dora')]],
  ['invited again by somebody who stays', [...invited, leave('bob'), ...bring('alice', 'dora')]],
  ['the inviter comes back and invites anew', [...invited, leave('bob'), ...bring('alice', 'bob'), ...bring('bob', 'dora')]],
  ['who joined in time stays when the inviter is removed', [...invited, join('dora'), remove('alice', 'bob')]],
  ['another took the invitation over before the inviter left', [...invited, withdraw('alice', 'dora'), invite('alice', 'dora'), leave('bob'), join('dora')]],
  // Suspension (kinds 15 and 16).
  ['a suspended member stays a member and leaves the rows', [...two, suspend('bob')]],
  ['a member who is back is in the rows', [...two, suspend('bob'), resume('bob')]],
  ['suspended again', [...two, suspend('bob'), resume('bob'), suspend('bob')]],
  ['the only owner is suspended and a member goes on', [...three, suspend('alice'), invite('bob', 'dora'), join('dora')]],
  // While no owner can act, a member may take over (E9).
  ['a member takes over from the only owner, who is suspended', [...two, suspend('alice'), role('bob', 'bob', 1), rename('bob', 'Kaffee')]],
  ['the suspended owner is back beside the one who took over', [...two, suspend('alice'), role('bob', 'bob', 1), resume('alice'), role('alice', 'bob', 0)]],
  ['a member takes over when all of several owners are suspended', [...three, role('alice', 'bob', 1), suspend('bob'), suspend('alice'), role('carol', 'carol', 1)]],
  ['a member takes over after the server removed the only owner', [...two, step('server', 'removed', 'alice'), role('bob', 'bob', 1)]],
  // While no owner can act, an administrator may appoint one (E13).
  ['an administrator appoints an owner in the place of the suspended one', [...three, suspend('alice'), appoint('bob'), rename('bob', 'Kaffee')]],
  ['after the server removed the only owner', [...two, step('server', 'removed', 'alice'), appoint('bob')]],
  ['the suspended owner is back beside the appointed one', [...two, suspend('alice'), appoint('bob'), resume('alice'), role('alice', 'bob', 0)]],
  ['the only owner is back and rules', [...two, suspend('alice'), resume('alice'), rename('alice', 'Kaffee')]],
  ['all members but one are suspended', [...three, suspend('bob'), suspend('carol')]],
  ['all members are suspended', [...two, suspend('bob'), suspend('alice')]],
  ['the invitations of a suspended member rest', [...invited, suspend('bob')]],
  ['they admit again when the inviter is back', [...invited, suspend('bob'), resume('bob'), join('dora')]],
  ['an owner withdraws an invitation that rests', [...invited, suspend('bob'), withdraw('alice', 'dora')]],
  ['another invites in the place of a suspended inviter', [...invited, suspend('bob'), invite('alice', 'dora'), join('dora')]],
  ['the invitation of who took over stays when the first inviter is back', [...invited, suspend('bob'), invite('alice', 'dora'), resume('bob'), join('dora')]],
  ['a suspended inviter is removed, and the invitations end', [...invited, suspend('bob'), remove('alice', 'bob')]],
  ['a suspended member is removed', [...two, suspend('bob'), remove('alice', 'bob')]],
  ['removed while suspended, and back by a new invitation', [...two, suspend('bob'), remove('alice', 'bob'), ...bring('alice', 'bob')]],
  ['the server lets a suspended member leave', [...two, suspend('bob'), step('server', 'left', 'bob')]],
  ['a suspended owner is made a member', [...two, role('alice', 'bob', 1), suspend('bob'), role('alice', 'bob', 0)]],
  ['a suspended member is made an owner, and is one when back', [...two, suspend('bob'), role('alice', 'bob', 1), resume('bob'), rename('bob', 'Kaffee')]],
  // Deletion (kind 11).
  ['a member deletes a message of their own', [...two, erase('bob', 'bob', [named(101)])]],
  ['and several, one event after the other', [...two, erase('bob', 'bob', [named(101)]), erase('bob', 'bob', [named(102)], 202)]],
  ['with one event', [...two, erase('bob', 'bob', [named(101), named(102)])]],
  ['an owner removes a member’s message', [...two, erase('alice', 'bob', [named(101)])]],
  ['an owner removes what somebody wrote who is gone', [...two, remove('alice', 'bob'), erase('alice', 'bob', [named(101)])]],
  ['an owner deletes a message of their own', [...two, erase('alice', 'alice', [named(103)])]],
  ['a member deletes with the identity announced', [...two, renew('bob', 'bob2'), erase('bob2', 'bob', [named(101)])]],
  ['a suspended member gets a new identity', [...two, suspend('bob'), renew('bob', 'bob2')]],
  ['and is back under it', [...two, suspend('bob'), renew('bob', 'bob2'), resume('bob')]],
];

/** What members may not do, each with the rules that refuse it. @type {[string, Step[], string|null, string][]} */
const refused = [
  // Direct rooms.
  ['a direct room names its creator again', [direct(['alice', 'bob'])], 'beginning', 'bad-event'],
  ['a direct room names somebody twice', [direct(['bob', 'bob'])], 'signature', 'bad-event'],
  ['a direct room names people out of order', [direct(['carol', 'bob'])], 'signature', 'bad-event'],
  ['a direct room names another person’s identity', [step('alice', 'created', 'alice', { mode: DIRECT, others: [{ userId: ids.bob, identityId: identities.carol.identityId }] })], 'identity', 'identity-changed'],
  ['a direct room begins in the name of another', [step('bob', 'created', 'alice', { mode: DIRECT, others: [{ userId: ids.carol, identityId: identities.carol.identityId }] })], 'beginning', 'bad-event'],
  ['somebody is invited to a direct room', [direct(['bob']), invite('alice', 'carol')], 'not-allowed', 'not-allowed'],
  ['somebody is removed from a direct room', [direct(['bob']), remove('alice', 'bob')], 'not-allowed', 'not-allowed'],
  ['the server removes somebody from a direct room', [direct(['bob']), step('server', 'removed', 'bob')], 'not-allowed', 'not-allowed'],
  ['a direct room gets a name', [direct(['bob']), rename('alice', 'Tea')], 'not-allowed', 'not-allowed'],
  ['somebody makes themselves an owner of a direct room', [direct(['bob']), role('alice', 'alice', 1)], 'not-allowed', 'not-allowed'],
  ['the creator of a direct room removes what another wrote', [direct(['bob']), erase('alice', 'bob', [named(101)])], 'not-owner', 'not-allowed'],
  ['the history of a direct room is opened', [direct(['bob']), history('alice', true)], 'not-allowed', 'not-allowed'],
  ['who left a direct room is back in', [direct(['bob']), leave('bob'), join('bob')], 'not-invited', 'not-found'],
  ['an outsider leaves a direct room', [direct(['bob']), leave('carol')], 'not-invited', 'not-found'],
  ['a room begins with something else', [step('alice', 'renamed', undefined, { name: 'Tea' })], 'beginning', 'not-found'],
  ['a room begins twice', [...two, created()], 'beginning', 'room-exists'],
  ['a room begins in the name of another', [step('alice', 'created', 'bob', { mode: 2, name: 'Tea' })], 'beginning', 'bad-event'],
  ['a room of a third kind', [step('alice', 'created', 'alice', { mode: 3, name: 'Tea' })], 'beginning', 'bad-event'],
  ['the first event follows on nothing', [{ ...created(), prev: 'before' }], 'order', 'bad-event'],
  ['an event follows on the first again', [...two, { ...rename('alice', 'x'), prev: 'zero' }], 'order', 'stale-head'],
  ['an event follows on the one before the last', [...two, { ...rename('alice', 'x'), prev: 'before' }], 'order', 'stale-head'],
  ['an event is played twice', [...two, { ...rename('alice', 'x') }, { ...rename('alice', 'x'), again: true }], 'order', 'stale-head'],
  ['a bit of the signature is wrong', [...two, { ...rename('alice', 'x'), flip: true }], 'signature', 'bad-event'],
  ['another signed it', [...two, { ...rename('alice', 'x'), signedBy: 'bob' }], 'signature', 'bad-event'],
  ['a member signed for the server', [...two, { ...step('server', 'removed', 'bob'), signedBy: 'alice' }], 'signature', 'bad-event'],
  ['an event of another room', [...two, { ...rename('alice', 'x'), room: OTHER_ROOM }], 'other-room', 'bad-event'],
  ['whom nobody invited joins', [...two, join('dora')], 'not-invited', 'not-found'],
  ['a member joins again', [...two, join('bob')], 'not-invited', 'already-member'],
  ['an invitation admits twice', [...two, leave('bob'), join('bob')], 'not-invited', 'not-found'],
  ['joining after the invitation was withdrawn', [...invited, withdraw('bob', 'dora'), join('dora')], 'not-invited', 'not-found'],
  ['joining after declining', [...invited, withdraw('dora', 'dora'), join('dora')], 'not-invited', 'not-found'],
  ['joining a millisecond too late', [created(), invite('alice', 'bob', { expires: TIME + 5 * STEP }), join('bob', { time: TIME + 5 * STEP + 1 })], 'not-invited', 'not-found'],
  ['joining in the name of another', [...two, invite('bob', 'dora'), step('bob', 'joined', 'dora', { identityId: identities.bob.identityId })], 'identity', 'bad-event'],
  ['joining with one identity and signing with another', [...invited, step('dora', 'joined', 'dora', { identityId: identities.dora2.identityId })], 'identity', 'bad-event'],
  ['the invited invites', [...invited, invite('dora', 'erik')], 'not-invited', 'not-found'],
  ['the invited renames', [...invited, rename('dora', 'x')], 'not-invited', 'not-found'],
  ['an outsider renames', [...two, rename('erik', 'x')], 'not-invited', 'not-found'],
  ['who left renames', [...two, role('alice', 'bob', 1), leave('bob'), rename('bob', 'x')], 'not-invited', 'not-found'],
  ['who was removed invites', [...two, remove('alice', 'bob'), invite('bob', 'dora')], 'not-invited', 'not-found'],
  ['a member is invited', [...two, invite('bob', 'alice')], 'not-allowed', 'already-member'],
  ['a member withdraws another member’s invitation', [...three, invite('bob', 'dora'), withdraw('carol', 'dora')], 'not-allowed', 'not-allowed'],
  ['nothing is withdrawn', [...two, withdraw('alice', 'dora')], 'not-allowed', 'invitation-gone'],
  ['a member renames', [...two, rename('bob', 'x')], 'not-owner', 'not-allowed'],
  ['a member says what the room is about', [...two, topic('bob', 'x')], 'not-owner', 'not-allowed'],
  ['the server says what the room is about', [...two, topic('server', 'x')], 'by-server', 'bad-event'],
  ['a topic of 501 characters', [...two, topic('alice', 'x'.repeat(501))], 'signature', 'bad-event'],
  ['a topic of two lines', [...two, topic('alice', 'x\ny')], 'signature', 'bad-event'],
  ['a topic about somebody', [...two, step('alice', 'topic', 'bob', { topic: 'x' })], 'signature', 'bad-event'],
  ['a direct room gets a topic', [direct(['bob']), topic('alice', 'x')], 'not-allowed', 'not-allowed'],
  ['a member has messages expire', [...two, retention('bob', 3600)], 'not-owner', 'not-allowed'],
  ['the server has messages expire', [...two, retention('server', 3600)], 'by-server', 'bad-event'],
  ['messages expire sooner than after a minute', [...two, retention('alice', 59)], 'signature', 'bad-event'],
  ['messages expire later than after ten years', [...two, retention('alice', 3650 * 24 * 3600 + 1)], 'signature', 'bad-event'],
  ['messages of one member expire', [...two, step('alice', 'retention', 'bob', { seconds: 3600 })], 'signature', 'bad-event'],
  ['who left a direct room has messages expire', [direct(['bob']), leave('bob'), retention('bob', 60)], 'not-invited', 'not-found'],
  ['a suspended owner has messages expire', [...two, suspend('alice'), retention('alice', 60)], 'suspended', 'suspended'],
  ['who was an owner has messages expire', [...two, role('alice', 'bob', 1), role('bob', 'alice', 0), retention('alice', 60)], 'not-owner', 'not-allowed'],
  ['a member keeps writing to owners', [...two, policy('bob', 2)], 'not-owner', 'not-allowed'],
  ['the server keeps writing to owners', [...two, policy('server', 2)], 'by-server', 'bad-event'],
  ['a policy of an unknown flag', [...two, policy('alice', 4)], 'signature', 'bad-event'],
  ['a policy about somebody', [...two, step('alice', 'policy', 'bob', { policy: 1 })], 'signature', 'bad-event'],
  ['a direct room gets a policy', [direct(['bob']), policy('alice', 1)], 'not-allowed', 'not-allowed'],
  ['a member invites where only owners do', [...two, policy('alice', 1), invite('bob', 'dora')], 'not-owner', 'not-allowed'],
  ['a former owner invites where only owners do', [...two, role('alice', 'bob', 1), policy('bob', 1), role('alice', 'bob', 0), invite('bob', 'dora')], 'not-owner', 'not-allowed'],
  ['a member opens the history', [...two, history('bob', true)], 'not-owner', 'not-allowed'],
  ['a member makes themselves an owner', [...two, role('bob', 'bob', 1)], 'not-owner', 'not-allowed'],
  ['a member removes', [...two, remove('bob', 'alice')], 'not-owner', 'not-allowed'],
  ['who was an owner renames', [...two, role('alice', 'bob', 1), role('alice', 'bob', 0), rename('bob', 'x')], 'not-owner', 'not-allowed'],
  ['an owner removes themselves', [...two, remove('alice', 'alice')], 'not-owner', 'bad-event'],
  ['an owner removes an outsider', [...two, remove('alice', 'dora')], 'not-a-member', 'not-in-room'],
  ['an owner gives an outsider a role', [...two, role('alice', 'dora', 1)], 'not-a-member', 'not-in-room'],
  ['a member leaves in another’s name', [...two, step('bob', 'left', 'alice')], 'not-allowed', 'bad-event'],
  ['a member speaks with an identity that was not announced', [...two, step('bob2', 'left', 'bob')], 'identity', 'stale-head'],
  ['the server invites', [...two, step('server', 'invited', 'dora', { identityId: null, expires: TIME + WEEK })], 'by-server', 'bad-event'],
  ['the server lets somebody join', [...invited, step('server', 'joined', 'dora', { identityId: identities.dora.identityId })], 'by-server', 'bad-event'],
  ['the server withdraws', [...invited, step('server', 'withdrawn', 'dora')], 'by-server', 'bad-event'],
  ['the server renames', [...two, step('server', 'renamed', undefined, { name: 'x' })], 'by-server', 'bad-event'],
  ['the server makes an owner', [...two, step('server', 'role', 'bob', { role: 1 })], 'by-server', 'bad-event'],
  ['the server opens the history', [...two, step('server', 'history', undefined, { full: true })], 'by-server', 'bad-event'],
  ['a member announces an identity', [...two, step('bob', 'identity', 'bob', { identityId: identities.bob2.identityId })], 'not-allowed', 'bad-event'],
  ['the server announces another person’s identity', [...two, step('server', 'identity', 'bob', { identityId: identities.dora.identityId })], 'identity', 'bad-event'],
  ['the server announces an outsider’s identity', [...two, renew('dora', 'dora2')], 'not-a-member', 'not-in-room'],
  // An invitation ends with its inviter's membership (E6).
  ['joining after the inviter left', [...invited, leave('bob'), join('dora')], 'not-invited', 'not-found'],
  ['joining after the inviter was removed', [...invited, remove('alice', 'bob'), join('dora')], 'not-invited', 'not-found'],
  ['joining after the server removed the inviter', [...invited, step('server', 'removed', 'bob'), join('dora')], 'not-invited', 'not-found'],
  ['joining after the inviter left and came back', [...invited, leave('bob'), ...bring('alice', 'bob'), join('dora')], 'not-invited', 'not-found'],
  ['joining after the inviter was removed and came back as an owner', [...invited, remove('alice', 'bob'), ...bring('alice', 'bob'), role('alice', 'bob', 1), join('dora')], 'not-invited', 'not-found'],
  ['joining after an owner who invited handed over and left', [...two, invite('alice', 'dora'), role('alice', 'bob', 1), leave('alice'), join('dora')], 'not-invited', 'not-found'],
  ['a second one joining after the inviter was removed', [...invited, invite('bob', 'erik'), join('erik'), remove('alice', 'bob'), join('dora')], 'not-invited', 'not-found'],
  ['declining after the inviter left', [...invited, leave('bob'), withdraw('dora', 'dora')], 'not-invited', 'not-found'],
  ['an owner withdraws what has ended', [...invited, leave('bob'), withdraw('alice', 'dora')], 'not-allowed', 'invitation-gone'],
  ['the inviter comes back and withdraws what has ended', [...invited, leave('bob'), ...bring('alice', 'bob'), withdraw('bob', 'dora')], 'not-allowed', 'invitation-gone'],
  // Suspension (kinds 15 and 16).
  ['a suspended member renames nothing', [...two, role('alice', 'bob', 1), suspend('bob'), rename('bob', 'x')], 'suspended', 'suspended'],
  ['a suspended member invites nobody', [...two, suspend('bob'), invite('bob', 'dora')], 'suspended', 'suspended'],
  ['a suspended member withdraws nothing', [...invited, suspend('bob'), withdraw('bob', 'dora')], 'suspended', 'suspended'],
  ['a suspended member does not leave', [...two, suspend('bob'), leave('bob')], 'suspended', 'suspended'],
  ['a suspended owner removes nobody', [...two, suspend('alice'), remove('alice', 'bob')], 'suspended', 'suspended'],
  ['a suspended owner gives no role', [...two, suspend('alice'), role('alice', 'bob', 1)], 'suspended', 'suspended'],
  ['a suspended owner opens no history', [...two, suspend('alice'), history('alice', true)], 'suspended', 'suspended'],
  ['under a new identity they are suspended still', [...two, suspend('bob'), renew('bob', 'bob2'), step('bob2', 'left', 'bob')], 'suspended', 'suspended'],
  ['joining while the inviter is suspended', [...invited, suspend('bob'), join('dora')], 'not-invited', 'not-found'],
  ['joining after a suspended inviter was removed', [...invited, suspend('bob'), remove('alice', 'bob'), join('dora')], 'not-invited', 'not-found'],
  ['suspended twice', [...two, suspend('bob'), suspend('bob')], 'standing', 'no-change'],
  ['back without having been suspended', [...two, resume('bob')], 'standing', 'no-change'],
  ['back twice', [...two, suspend('bob'), resume('bob'), resume('bob')], 'standing', 'no-change'],
  ['an outsider is suspended', [...two, suspend('dora')], 'not-a-member', 'not-in-room'],
  ['the invited is suspended', [...invited, suspend('dora')], 'not-a-member', 'not-in-room'],
  ['back after being removed', [...two, suspend('bob'), remove('alice', 'bob'), resume('bob')], 'not-a-member', 'not-in-room'],
  ['an owner suspends', [...two, step('alice', 'suspended', 'bob')], 'not-allowed', 'bad-event'],
  ['an owner resumes', [...two, suspend('bob'), step('alice', 'resumed', 'bob')], 'not-allowed', 'bad-event'],
  ['a suspended member resumes themselves', [...two, suspend('bob'), step('bob', 'resumed', 'bob')], 'suspended', 'suspended'],
  ['a member takes over from an owner who can act', [...two, role('bob', 'bob', 1)], 'not-owner', 'not-allowed'],
  ['a member takes over while another owner can act', [...three, role('alice', 'bob', 1), suspend('alice'), role('carol', 'carol', 1)], 'not-owner', 'not-allowed'],
  ['a member takes over after the owner is back', [...two, suspend('alice'), resume('alice'), role('bob', 'bob', 1)], 'not-owner', 'not-allowed'],
  ['a member makes another one an owner while no owner can act', [...three, suspend('alice'), role('bob', 'carol', 1)], 'not-owner', 'not-allowed'],
  ['a member takes the suspended owner’s role away', [...two, suspend('alice'), role('bob', 'alice', 0)], 'not-owner', 'not-allowed'],
  ['a second member takes over after the first', [...three, suspend('alice'), role('bob', 'bob', 1), role('carol', 'carol', 1)], 'not-owner', 'not-allowed'],
  ['a suspended member takes over', [...two, suspend('alice'), suspend('bob'), role('bob', 'bob', 1)], 'suspended', 'suspended'],
  ['the invited takes over', [...invited, suspend('alice'), role('dora', 'dora', 1)], 'not-invited', 'not-found'],
  // Appointment (kind 17).
  ['an administrator appoints while an owner can act', [...two, appoint('bob')], 'has-owner', 'has-owner'],
  ['while one of two owners can act', [...three, role('alice', 'bob', 1), suspend('alice'), appoint('carol')], 'has-owner', 'has-owner'],
  ['after the owner is back', [...two, suspend('alice'), resume('alice'), appoint('bob')], 'has-owner', 'has-owner'],
  ['twice', [...three, suspend('alice'), appoint('bob'), appoint('carol')], 'has-owner', 'has-owner'],
  ['the suspended owner is appointed', [...two, suspend('alice'), appoint('alice')], 'suspended', 'no-such-person'],
  ['a suspended member is appointed', [...three, suspend('alice'), suspend('bob'), appoint('bob')], 'suspended', 'no-such-person'],
  ['an outsider is appointed', [...two, suspend('alice'), appoint('dora')], 'not-a-member', 'not-in-room'],
  ['the invited is appointed', [...invited, suspend('alice'), appoint('dora')], 'not-a-member', 'not-in-room'],
  ['a member appoints themselves', [...two, suspend('alice'), appoint('bob', 'bob')], 'not-allowed', 'bad-event'],
  ['an owner appoints', [...two, appoint('bob', 'alice')], 'not-allowed', 'bad-event'],
  ['somebody is appointed in a direct room', [direct(['bob']), appoint('bob')], 'not-allowed', 'not-allowed'],
  // Deletion (kind 11).
  ['a member deletes another’s message', [...two, erase('bob', 'alice', [named(103)])], 'not-owner', 'not-allowed'],
  ['a member deletes another’s message as their own', [...two, erase('bob', 'bob', [named(103)])], 'deleted-other', 'not-allowed'],
  ['an owner deletes a member’s message as their own', [...two, erase('alice', 'alice', [named(101)])], 'deleted-other', 'not-allowed'],
  ['one message of several is another’s', [...two, erase('bob', 'bob', [named(101), named(103)])], 'deleted-other', 'not-allowed'],
  ['a message is deleted under another hash', [...two, erase('bob', 'bob', [named(101, 7)])], 'deleted-other', 'bad-event'],
  ['an event is deleted', [...two, erase('bob', 'bob', [named(104)])], 'deleted-other', 'bad-event'],
  ['what is deleted comes after the event', [...two, erase('bob', 'bob', [named(301)])], 'deleted-other', 'bad-event'],
  ['an event deletes itself', [...two, erase('bob', 'bob', [named(201)])], 'deleted-other', 'bad-event'],
  ['the same message is deleted twice', [...two, erase('bob', 'bob', [named(101)]), erase('alice', 'bob', [named(101)], 202)], 'deleted-again', 'no-change'],
  ['one of several is deleted already', [...two, erase('bob', 'bob', [named(101)]), erase('bob', 'bob', [named(101), named(102)], 202)], 'deleted-again', 'no-change'],
  ['who left deletes', [...two, leave('bob'), erase('bob', 'bob', [named(101)])], 'not-invited', 'not-found'],
  ['the invited deletes', [...invited, erase('dora', 'dora', [named(101)])], 'not-invited', 'not-found'],
  ['a suspended member deletes', [...two, suspend('bob'), erase('bob', 'bob', [named(101)])], 'suspended', 'suspended'],
  ['the server deletes', [...two, erase('server', 'bob', [named(101)])], 'by-server', 'bad-event'],
  ['who was an owner removes a message', [...two, role('alice', 'bob', 1), role('bob', 'alice', 0), erase('alice', 'bob', [named(101)])], 'not-owner', 'not-allowed'],
  ['nothing is deleted', [...two, erase('bob', 'bob', [])], 'signature', 'bad-event'],
  ['more than 500 messages are deleted', [...two, erase('bob', 'bob', Array.from({ length: 501 }, (_, i) => named(i + 1, 1)), 601)], 'signature', 'bad-event'],
  ['a message is named twice', [...two, erase('bob', 'bob', [named(101), named(101)])], 'signature', 'bad-event'],
  ['messages are named in descending order', [...two, erase('bob', 'bob', [named(102), named(101)])], 'signature', 'bad-event'],
  // The server's alone: no reader is harmed.
  ['what is deleted is not there', [...two, erase('bob', 'bob', [named(99)])], null, 'bad-event'],
  ['what is deleted was erased before', [...two, erase('bob', 'bob', [named(105)])], null, 'no-change'],
  ['a file is deleted that the server does not have', [...two, erase('bob', 'bob', [named(101)], 201, [ROOM])], null, 'bad-event'],
  ['the last owner leaves others behind', [...two, leave('alice')], null, 'last-owner'],
  ['the last owner steps down', [...two, role('alice', 'alice', 0)], null, 'last-owner'],
  ['the last owner who can act leaves', [...two, role('alice', 'bob', 1), suspend('bob'), leave('alice')], null, 'last-owner'],
  ['the last owner who can act steps down', [...two, role('alice', 'bob', 1), suspend('bob'), role('alice', 'alice', 0)], null, 'last-owner'],
  ['the name is that already', [...two, rename('alice', 'Tea')], null, 'no-change'],
  ['the role is that already', [...two, role('alice', 'bob', 0)], null, 'no-change'],
  ['messages are kept for ever already', [...two, retention('alice', 0)], null, 'no-change'],
  ['messages expire after that time already', [...two, retention('alice', 60), retention('alice', 60)], null, 'no-change'],
  ['the policy is that already', [...two, policy('alice', 0)], null, 'no-change'],
  ['the history is so already', [...two, history('alice', false)], null, 'no-change'],
  ['the identity is that already', [...two, renew('bob', 'bob')], 'identity-again', 'no-change'],
  ['somebody is invited twice', [...invited, invite('alice', 'dora')], null, 'already-invited'],
  ['an invitation that is over already', [...two, invite('bob', 'dora', { expires: TIME })], null, 'bad-event'],
  ['an invitation for too long', [...two, invite('bob', 'dora', { expires: TIME + 5 * WEEK })], null, 'bad-event'],
  ['a name with a line break', [...two, rename('alice', 'Te\na')], null, 'bad-name'],
  ['declining while the inviter is suspended', [...invited, suspend('bob'), withdraw('dora', 'dora')], null, 'not-found'],
];

/** @param {Step[]} steps */
async function signed(steps) {
  const zero = new Uint8Array(32);
  let [before, head] = [zero, zero];
  /** @type {Uint8Array[]} */
  const events = [];
  for (const [i, s] of steps.entries()) {
    const server = s.by === 'server';
    const signer = s.signedBy ? identities[s.signedBy] : server ? serverKey : identities[s.by];
    const prevEvent = s.prev === 'zero' ? zero : s.prev === 'before' ? (i === 0 ? new Uint8Array(32).fill(7) : before) : head;
    const unsigned = writeEvent({
      roomId: s.room ?? ROOM, kind: s.kind, time: s.time ?? TIME + i * STEP, prevEvent, actor: server ? NOBODY : ids[who(s.by)],
      actorIdentity: server ? serverId : identities[s.by].identityId, subject: s.subject ? ids[s.subject] : NOBODY, data: s.data ?? {},
    });
    const event = s.again ? /** @type {Uint8Array} */ (events.at(-1)) : concat(unsigned, signer.sign(unsigned));
    if (s.flip) event[event.length - 10] ^= 4;
    events.push(event);
    [before, head] = [head, await sha256(event)];
  }
  return events.map(toBase64);
}

/** What the steps come to, worked out here by hand of the rules and by neither side's code. @param {Step[]} steps */
function outcome(steps) {
  const members = new Map();
  const invitations = new Map();
  const room = { mode: '', name: '', fullHistory: false, topic: '', policy: 0, retention: 0, deleted: /** @type {number[]} */ ([]) };
  const gone = (/** @type {string} */ name) => {
    members.delete(name);
    for (const [whom, by] of invitations) if (by === name) invitations.delete(whom);
  };
  for (const [i, { by, kind, subject = '', data = {} }] of steps.entries()) {
    const member = members.get(subject);
    if (kind === 'created') {
      Object.assign(room, { mode: data.mode === 1 ? 'managed' : 'end-to-end', name: data.name });
      members.set(who(by), { role: data.mode === DIRECT ? 0 : 1, identity: by, joinedPos: 1, suspended: false });
      for (const { identityId } of data.others ?? []) {
        const label = Object.keys(identities).find((l) => identities[l].identityId === identityId) ?? '';
        members.set(who(label), { role: 0, identity: label, joinedPos: 1, suspended: false });
      }
    } else if (kind === 'invited') invitations.set(subject, who(by));
    else if (kind === 'withdrawn') invitations.delete(subject);
    else if (kind === 'joined') {
      invitations.delete(subject);
      members.set(subject, { role: 0, identity: by, joinedPos: i + 1, suspended: false });
    } else if (kind === 'left' || kind === 'removed') gone(subject);
    else if (kind === 'renamed') room.name = data.name;
    else if (kind === 'topic') room.topic = data.topic;
    else if (kind === 'policy') room.policy = data.policy;
    else if (kind === 'retention') room.retention = data.seconds;
    else if (kind === 'history') room.fullHistory = data.full;
    else if (kind === 'deleted') room.deleted.push(...data.messages.map((/** @type {any} */ one) => one.pos));
    else if (kind === 'role') member.role = data.role;
    else if (kind === 'appointed') member.role = 1;
    else if (kind === 'identity') member.identity = Object.keys(identities).find((l) => identities[l].identityId === data.identityId);
    else member.suspended = kind === 'suspended';
  }
  return {
    ...room,
    members: [...members].map(([name, { identity: label, ...rest }]) => ({ userId: ids[name], identityId: identities[label].identityId, ...rest })),
    invitations: [...invitations].map(([name, by]) => ({ userId: ids[name], by: ids[by] })),
  };
}

/** Positions and messages, where the case has any. @param {Step[]} steps */
const places = (steps) => (steps.some(({ pos }) => pos) ? { positions: steps.map(({ pos }, i) => pos ?? i + 1), log: LOG } : {});

const cases = [];
for (const [name, steps] of accepted) cases.push({ name, events: await signed(steps), ...places(steps), then: outcome(steps) });
for (const [name, steps, reader, server] of refused) cases.push({ name, events: await signed(steps), ...places(steps), refused: { reader, server } });

writeFileSync(FILE, `${JSON.stringify({
  note: 'Made by src/test/js/make-ledger-vectors.js. Keys in this file were made for tests alone.',
  roomId: ROOM,
  server: { serverId, edKey: toBase64(serverKey.edKey) },
  people: ids,
  identities: Object.values(identities).map(({ who: name, identityId, index, before, follows, record }) => ({
    userId: ids[name], identityId, index, before: before && identities[before].identityId, follows, record: toBase64(record),
  })),
  cases,
}, null, 1)}\n`);
console.log(`${accepted.length} accepted, ${refused.length} refused`);
