// What notifies: levels of rooms, direct messages, quiet hours in their time zone, and never what is looked at.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Notifying, isQuiet, notifies } from '../../../../main/resources/static/js/core/session/notifying.js';
import { DEFAULTS, PersonalSettings } from '../../../../main/resources/static/js/core/session/personal-settings.js';
import { EMPTY, applyAll } from '../../../../main/resources/static/js/core/room/state.js';
import { FakeClock, fakePlatform } from '../../fake-platform.js';

/** A Monday. @param {string} time in UTC */
const at = (time, day = '2026-11-23') => Date.parse(`${day}T${time}:00Z`);
/** @param {object} [more] */
const night = (more) => ({ ...DEFAULTS, quiet: true, quietFrom: 44, quietTo: 14, zone: 'UTC', ...more });

for (const [time, expected] of /** @type {[string, boolean][]} */ ([['21:59', false], ['22:00', true], ['23:59', true], ['00:00', true], ['06:59', true], ['07:00', false]])) {
  test(`from 22:00 to 07:00 it is ${expected ? 'quiet' : 'not quiet'} at ${time}`, () => assert.equal(isQuiet(night(), at(time)), expected));
}

test('quiet hours follow their zone, and half of an hour', () => {
  assert.equal(isQuiet(night({ zone: 'Asia/Kolkata' }), at('16:29')), false);
  assert.equal(isQuiet(night({ zone: 'Asia/Kolkata' }), at('16:30')), true);
});

test('weekends are quiet as a whole where that is on', () => {
  assert.equal(isQuiet({ ...DEFAULTS, quietWeekends: true, zone: 'UTC' }, at('12:00', '2026-11-28')), true);
  assert.equal(isQuiet({ ...DEFAULTS, quietWeekends: true, zone: 'UTC' }, at('12:00')), false);
});

test('hours that begin and end alike are none, and an unknown zone is that of the browser', () => {
  assert.equal(isQuiet(night({ quietTo: 44 }), at('23:00')), false);
  assert.doesNotThrow(() => isQuiet(night({ zone: 'Nowhere/Land' }), at('23:00')));
});

const plain = { isMention: false, isDirect: false, hasOwnLevel: false };
for (const [level, about, expected] of /** @type {['all'|'mentions'|'nothing', object, boolean][]} */ ([
  ['all', {}, true],
  ['mentions', {}, false],
  ['mentions', { isMention: true }, true],
  ['mentions', { isDirect: true }, true],
  ['mentions', { isDirect: true, hasOwnLevel: true }, false],
  ['nothing', { isMention: true, isDirect: true, hasOwnLevel: true }, false],
])) {
  test(`${level} ${JSON.stringify(about)}: ${expected}`, () => assert.equal(notifies(DEFAULTS, level, { ...plain, ...about }, at('12:00')), expected));
}

test('in quiet hours only mentions notify, where that is on', () => {
  assert.equal(notifies(night(), 'all', { ...plain, isMention: true }, at('23:00')), false);
  assert.equal(notifies(night({ quietMentions: true }), 'all', { ...plain, isMention: true }, at('23:00')), true);
  assert.equal(notifies(night({ quietMentions: true }), 'all', plain, at('23:00')), false);
});

/** @type {FakeClock} */
let clock;
beforeEach(() => {
  clock = new FakeClock();
  fakePlatform({ clock });
});

/** @param {boolean} [isLookedAt] */
function rig(isLookedAt = false) {
  const settings = new PersonalSettings();
  /** @type {any[]} */
  const notes = [];
  const notifying = new Notifying(settings, () => isLookedAt);
  notifying.addEventListener('note', (event) => notes.push(/** @type {CustomEvent} */ (event).detail));
  const items = [3, 4].map((pos) => /** @type {any} */ ({ kind: 'message', pos, isNews: true, text: `text ${pos}`, sender: { userId: 'mei' }, target: {} }));
  const room = /** @type {any} */ ({ roomId: 'r', standing: 'member', isDirect: false, isFirstContact: false, marks: { readPos: 2 }, open: async () => {}, mentioning: { isOfMe: (/** @type {any} */ mn) => mn?.includes('me') ?? false }, state: applyAll(EMPTY, items) });
  return { settings, notes, notifying, room };
}

/** @param {ReturnType<typeof rig>} rig */
async function come({ notifying, room }) {
  const done = notifying.came(room, 3);
  await clock.pass(1000);
  await done;
}

test('a letter notifies at the level of all, with its box', async () => {
  const all = rig();
  const box = { name: 'Backups' };
  all.room.state = applyAll(EMPTY, [/** @type {any} */ ({ kind: 'letter', pos: 5, isNews: true, text: 'Disk full', box })]);
  await come(all);
  assert.deepEqual(all.notes.map(({ pos, sender, text, box: from }) => [pos, sender, text, from]), [[5, null, 'Disk full', box]]);
  const some = rig();
  some.room.state = all.room.state;
  some.settings.levelOf = () => 'mentions';
  await come(some);
  assert.deepEqual(some.notes, []);
});

test('of several messages of a room the newest notifies, once', async () => {
  const all = rig();
  await come(all);
  assert.deepEqual(all.notes.map(({ pos, text }) => [pos, text]), [[4, 'text 4']]);
});

test('entries that come within a moment of each other notify of the newest message once', async () => {
  const { notes, notifying, room } = rig();
  const done = [notifying.came(room, 2), notifying.came(room, 3), notifying.came(room, 4)];
  await clock.pass(1000);
  await Promise.all(done);
  assert.deepEqual(notes.map(({ pos }) => pos), [4]);
});

test('what is read on any page before a second is over notifies nobody', async () => {
  const all = rig();
  all.room.marks.readPos = 4;
  await come(all);
  assert.deepEqual(all.notes, []);
});

test('neither a room that is looked at nor one without a membership nor a first contact notifies', async () => {
  const looked = rig(true);
  await come(looked);
  const outside = rig();
  outside.room.standing = 'unchecked';
  await come(outside);
  const first = rig();
  first.room.isFirstContact = true;
  await come(first);
  assert.deepEqual([...looked.notes, ...outside.notes, ...first.notes], []);
});

test('in a room on mentions the message that mentions this person notifies, and a later one does not', async () => {
  const all = rig();
  all.settings.take({ settings: { ...DEFAULTS, level: 'mentions' }, rooms: [] });
  all.room.state.items.get(3).target.mn = ['me'];
  await come(all);
  assert.deepEqual(all.notes.map(({ pos }) => pos), [3]);
});

test('text that is not to be shown never leaves', async () => {
  const all = rig();
  all.settings.take({ settings: { ...DEFAULTS, notifyText: false }, rooms: [] });
  await come(all);
  assert.deepEqual(all.notes.map(({ text }) => text), [null]);
});
