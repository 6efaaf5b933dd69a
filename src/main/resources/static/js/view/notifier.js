// @ts-check
// Notifications of the desktop while a page is open, and the badges of the tab and the app.
import { isGoneAt } from '../core/room/state.js';
import { Notifying } from '../core/session/notifying.js';
import { withFiles } from './file-words.js';
import { roomName } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {import('../core/session/notifying.js').Note} Note */

const TONE_SECONDS = 0.18;
const TONE_HERTZ = 660;
const LOUDNESS = 0.06;
/** After which the room that was chosen is drawn. */
const DRAWN_MILLIS = 150;
/** By then what is looked at has been marked as read. */
const SETTLED_MILLIS = 200;
/** So much of a message is shown, in characters. */
const MOST_TEXT = 200;

/** @returns {'unsupported'|NotificationPermission} */
export const permission = () => ('Notification' in globalThis && globalThis.isSecureContext ? Notification.permission : 'unsupported');

/** Follows a session for as long as the page is open. @param {Session} session @param {() => string} openRoom the id of the room that the page shows */
export function notify(session, openRoom) {
  const isLookedAt = (/** @type {import('../core/room/room.js').Room} */ room) => room.roomId === openRoom() && document.visibilityState === 'visible' && document.hasFocus();
  const notifying = new Notifying(session.settings, isLookedAt);
  /** @type {WeakSet<EventTarget>} */
  const followed = new WeakSet();
  let isFirst = false;
  // Of several pages of a browser the first one notifies, and the next one once that is closed.
  if (navigator.locks) navigator.locks.request(`notifier-${session.me.userId}`, () => new Promise(() => (isFirst = true))).catch(() => {});
  else isFirst = true;
  const follow = () => {
    for (const room of session.rooms) {
      if (followed.has(room)) continue;
      followed.add(room);
      room.addEventListener('came', (event) => isFirst && !isLookedAt(room) && permission() === 'granted' && notifying.came(room, /** @type {CustomEvent} */ (event).detail));
    }
    session.push.settle(() => session.rooms);
    badge(session.rooms.filter((room) => session.settings.levelOf(room.roomId) !== 'nothing').reduce((sum, room) => sum + room.unread, 0));
  };
  session.addEventListener('rooms', follow);
  notifying.addEventListener('note', (event) => show(session, /** @type {CustomEvent<Note>} */ (event).detail));
  follow();
}

/** @param {Session} session @param {Note} note */
function show(session, { room, pos, sender, box, text, files }) {
  const name = sender?.displayName ?? box?.name ?? '';
  const title = room.isDirect ? name : t('notify.title', { name, room: roomName(room) });
  const shown = notification(title, text === null ? t('notify.new') : withFiles(text.slice(0, MOST_TEXT), files), room.roomId);
  shown?.addEventListener('click', () => {
    window.focus();
    location.hash = `#/room/${room.roomId}`;
    room.open().then(() => setTimeout(() => room.finding.go(pos), DRAWN_MILLIS), () => {});
    shown.close();
  });
  // It does not outlive its message.
  const look = () => {
    if (!shown || !isGoneAt(room.state, pos)) return;
    room.removeEventListener('messages', look);
    shown.close();
  };
  if (shown) room.addEventListener('messages', look);
  shown?.addEventListener('close', () => room.removeEventListener('messages', look));
  if (session.settings.values.sound) tone();
}

/** A room's next one takes the place of the last. @param {string} title @param {string} body @param {string} tag */
function notification(title, body, tag) {
  try {
    return new Notification(title, { body, tag, silent: true, icon: icon(false) });
  } catch {
    // Some phones show none for a page without a service worker.
    return null;
  }
}

/** Shows one that tells that they work. @param {Session} session */
export function test(session) {
  notification(t('app.name'), t('notify.test-text'), 'test');
  if (session.settings.values.sound) tone();
}

function tone() {
  // A page that nobody has touched yet may make no sound, and its tones would wait for that.
  if (navigator.userActivation?.hasBeenActive === false) return;
  try {
    const context = new AudioContext();
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    oscillator.frequency.value = TONE_HERTZ;
    gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + TONE_SECONDS);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start();
    oscillator.stop(context.currentTime + TONE_SECONDS);
    oscillator.onended = () => void context.close();
  } catch {
    // Without a device for sound there is none.
  }
}

const link = () => /** @type {HTMLLinkElement|null} */ (document.querySelector('link[rel=icon]'));

/** @param {boolean} isUnread */
const icon = (isUnread) => (link()?.href ?? '').replace(/ring(?:-unread)?\.svg/, isUnread ? 'ring-unread.svg' : 'ring.svg');

let unreadNow = 0;
let badged = -1;
let isDue = false;

/** How much is unread, on the tab and on the installed app. @param {number} unread */
function badge(unread) {
  unreadNow = unread;
  if (isDue || unread === badged) return;
  isDue = true;
  // What is read as soon as it is drawn changes nothing.
  setTimeout(() => {
    isDue = false;
    if (unreadNow !== badged) showBadge(unreadNow);
  }, SETTLED_MILLIS);
}

/** @param {number} unread */
function showBadge(unread) {
  badged = unread;
  const found = link();
  if (found) found.href = icon(unread > 0);
  const app = /** @type {{setAppBadge?: (count: number) => Promise<void>}} */ (/** @type {unknown} */ (navigator));
  app.setAppBadge?.(unread).catch(() => {});
}
