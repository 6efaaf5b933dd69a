// @ts-check
// What a push message announces (W7): the entry is verified and opened as in a page, from what this browser keeps and from
// what the server answers. Nothing is stored, here or there.
import { KeptRoom } from '../history/kept-room.js';
import { Rows } from '../history/rows.js';
import { cleanName } from '../files/names.js';
import { now, pause, platform } from '../platform.js';
import { LETTER, MESSAGE } from '../room/entry-types.js';
import { VerifiedRoom } from '../room/verified-room.js';
import { Directory } from '../session/directory.js';
import { loadKeys, loadPinsKey } from '../session/stored-keys.js';
import { Trust } from '../trust/trust.js';
import { keptFirst } from './kept-first.js';

/** A browser ends a worker that takes much longer. */
const PATIENCE_MILLIS = 10000;
/** Where more than this has come since, the newest page of the server is shorter. */
const MOST_BEHIND = 500;
/** So much of a message is shown, in characters. */
const MOST_TEXT = 200;
/** The index for the search is made by pages. */
const NO_FEED = { take: () => {}, covered: () => {}, forget: () => {} };

/**
 * @typedef {import('../../protocol/push.js').Push} Push
 * @typedef {import('../session/context.js').Context} Context
 * @typedef {{sender: string, room: string, text: string|null}} Note `room` is empty for a direct one, and `text` null where it is not to be shown
 * @typedef {object} Announcement
 * @property {boolean} isRead whether the user has read it meanwhile, as far as is known here
 * @property {boolean} isSilent
 * @property {Note|null} note null where it cannot be verified here
 */

/** @param {Push} push @returns {Promise<Announcement>} */
export async function announced(push) {
  const unknown = { isRead: false, isSilent: false, note: null };
  const reading = withKeys(push).catch(() => unknown);
  return Promise.race([reading, pause(PATIENCE_MILLIS).then(() => unknown)]);
}

/** @param {Push} push @returns {Promise<Announcement>} */
async function withKeys(push) {
  const userId = await platform().storage.present();
  if (!userId) throw new Error('nobody is signed in');
  const db = await platform().storage.open(userId);
  try {
    const [own, pins] = [await loadKeys(db), await loadPinsKey(db)];
    if (!own || !pins) throw new Error('no keys');
    return await announcement(push, db, { own, pins });
  } finally {
    db.close();
  }
}

/** @param {Push} push @param {import('../platform.js').Store} db @param {{own: import('../../crypto/vault.js').OpenedKeys[], pins: CryptoKey}} keys @returns {Promise<Announcement>} */
async function announcement(push, db, keys) {
  const rows = new Rows(db, () => false);
  const answers = keptFirst(rows);
  const welcome = /** @type {import('../../protocol/frames.js').Welcome|null} */ (await answers.kept('welcome'));
  const summary = welcome?.rooms.find(({ roomId }) => roomId === push.room);
  const chosen = /** @type {import('../../protocol/rest.js').OwnSettings|null} */ (await answers.kept('/api/me/settings'));
  const note = await noteOf(push, { db, rows, answers, keys }).catch(() => null);
  return {
    isRead: (summary?.readPos ?? 0) >= push.pos,
    isSilent: chosen?.settings.sound === false,
    note: note && chosen?.settings.notifyText ? note : note && { ...note, text: null },
  };
}

/**
 * Null where it is not a sound message of this room by somebody whom the user's pins vouch for.
 * @param {Push} push
 * @param {{db: import('../platform.js').Store, rows: Rows, answers: import('../history/answers.js').KeptAnswers, keys: {own: import('../../crypto/vault.js').OpenedKeys[], pins: CryptoKey}}} session
 * @returns {Promise<Note|null>}
 */
async function noteOf(push, { db, rows, answers, keys }) {
  const kept = new KeptRoom(push.room, rows);
  const context = await contextOf(kept, { db, answers, keys });
  const verified = new VerifiedRoom(push.room, context);
  if (!(await verified.openKept(push.pos - MOST_BEHIND))) await verified.open();
  const { pos, at, entry } = push;
  if (entry) await verified.take([{ pos, type: push.isLetter ? LETTER : MESSAGE, at, entry }]);
  else if (verified.log.last < pos) await verified.catchUp();
  if (!verified.isMember || verified.isBlocked || verified.log.broken) return null;
  return said(verified, pos);
}

/** @param {VerifiedRoom} verified @param {number} pos @returns {Note|null} */
function said(verified, pos) {
  const { items, people } = verified.state;
  const room = people.isDirect ? '' : people.name;
  const item = items.get(pos);
  if (item?.kind === 'letter') return { sender: item.box.name, room, text: item.text.slice(0, MOST_TEXT) };
  if (item?.kind !== 'message' || !item.isNews || !item.sender.username || verified.doubts(item.sender.userId)) return null;
  const text = item.text || item.files.map(({ n }) => cleanName(n)).join(', ');
  return { sender: item.sender.displayName, room, text: text.slice(0, MOST_TEXT) };
}

/**
 * What a room needs of a session in order to be read.
 * @param {KeptRoom} kept
 * @param {{db: import('../platform.js').Store, answers: import('../history/answers.js').KeptAnswers, keys: {own: import('../../crypto/vault.js').OpenedKeys[], pins: CryptoKey}}} session
 */
async function contextOf(kept, { db, answers, keys }) {
  const me = await answers.get('/api/me');
  if (me.identityId !== keys.own[0].identityId) throw new Error('the keys of another identity');
  const directory = new Directory(null, answers);
  const trust = new Trust(me.userId, keys, directory, db, answers);
  directory.pins = trust;
  await trust.load();
  if (trust.trouble) throw new Error(`pins ${trust.trouble}`);
  const { people = [] } = (await kept.detail()) ?? {};
  for (const person of people) directory.note(person);
  const isOtherServer = !trust.isServer([...(await directory.serverKeys()).keys()]);
  return /** @type {Context} */ (/** @type {unknown} */ ({
    me: directory.note({ ...me, online: true, lastSeen: null }), ownKeys: keys.own, directory, trust,
    history: { room: () => kept, search: { feed: () => NO_FEED } },
    files: { downloads: { forget: () => {} } },
    actor: { now },
    serverChanged: () => isOtherServer,
  }));
}
