// Settings of a person: at once on the page, kept by the server, and the same on their other pages.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakePlatform } from '../../fake-platform.js';
import { NO_ANSWERS } from '../../../../main/resources/static/js/core/history/answers.js';
import { DEFAULTS, PersonalSettings } from '../../../../main/resources/static/js/core/session/personal-settings.js';
import { Problem } from '../../../../main/resources/static/js/protocol/problems.js';

/** @type {[string, string, any][]} */
let asked = [];
let refuses = false;
/** @type {() => void} */
let answer = () => {};
/** @type {Promise<void>} */
let gate;

beforeEach(() => {
  [asked, refuses] = [[], false];
  gate = Promise.resolve();
  fakePlatform({ request: async (method, path, body) => {
    asked.push([method, path, body && JSON.parse(body)]);
    await gate;
    if (refuses) throw new Problem({ code: 'too-many' });
    return { settings: { ...DEFAULTS, typing: false }, rooms: [{ roomId: 'r', level: 'nothing' }] };
  } });
});

const hold = () => void (gate = new Promise((resolve) => (answer = resolve)));

test('what the server has replaces the defaults', async () => {
  const settings = new PersonalSettings();
  assert.equal(settings.isLoaded, false);
  await settings.load();
  assert.equal(settings.isLoaded, true);
  assert.equal(settings.values.typing, false);
  assert.equal(settings.levelOf('r'), 'nothing');
  assert.equal(settings.levelOf('other'), 'all');
  assert.equal(settings.chosenLevel('other'), 'default');
});

test('a change shows at once and goes out with all keys', async () => {
  const settings = new PersonalSettings();
  const saved = settings.set({ sound: false });
  assert.equal(settings.values.sound, false);
  await saved;
  assert.deepEqual(asked, [['PUT', '/api/me/settings', { ...DEFAULTS, sound: false }]]);
});

test('changes go out one after the other, the last one with what was chosen before', async () => {
  const settings = new PersonalSettings();
  hold();
  const first = settings.set({ sound: false });
  const second = settings.set({ quiet: true });
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(asked.length, 1);
  answer();
  await Promise.all([first, second]);
  assert.deepEqual(asked.at(-1)?.[2], { ...DEFAULTS, sound: false, quiet: true });
});

test('what is refused is as before', async () => {
  const settings = new PersonalSettings();
  refuses = true;
  await assert.rejects(settings.set({ receipts: false }), Problem);
  assert.equal(settings.values.receipts, true);
  await assert.rejects(settings.setLevel('r', 'mentions'), Problem);
  assert.equal(settings.chosenLevel('r'), 'default');
});

test('what another page says does not undo a change that is on its way', async () => {
  const settings = new PersonalSettings();
  hold();
  const saved = settings.set({ receipts: false });
  settings.take({ settings: DEFAULTS, rooms: [] });
  assert.equal(settings.values.receipts, false);
  answer();
  await saved;
  settings.take({ settings: { ...DEFAULTS, level: 'mentions' }, rooms: [] });
  assert.equal(settings.values.receipts, true);
  assert.equal(settings.levelOf('r'), 'mentions');
});

test('a room\'s level is sent by itself, and default forgets it', async () => {
  const settings = new PersonalSettings();
  await settings.setLevel('r', 'mentions');
  assert.equal(settings.levelOf('r'), 'mentions');
  await settings.setLevel('r', 'default');
  assert.equal(settings.chosenLevel('r'), 'default');
  assert.deepEqual(asked.map(([, path, body]) => [path, body]), [['/api/me/rooms/r/level', { level: 'mentions' }], ['/api/me/rooms/r/level', { level: 'default' }]]);
});

test('what is chosen is kept at once, for pages without the server and for push messages', async () => {
  /** @type {any[]} */
  const kept = [];
  const settings = new PersonalSettings({ ...NO_ANSWERS, keep: (name, answer) => void kept.push([name, answer]) });
  await settings.load();
  await settings.set({ notifyText: false });
  assert.deepEqual(kept.at(-1), ['/api/me/settings', { settings: { ...DEFAULTS, typing: false, notifyText: false }, rooms: [{ roomId: 'r', level: 'nothing' }] }]);
  await settings.setLevel('r', 'default');
  assert.deepEqual(kept.at(-1)[1].rooms, []);
  refuses = true;
  await settings.set({ notifyText: true }).catch(() => {});
  assert.equal(kept.at(-1)[1].settings.notifyText, false);
});
