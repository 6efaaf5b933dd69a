// @ts-check
import '../view/appearance.js';
import { whenIdle } from '../browser/idle.js';
import { keepShell } from '../browser/shell.js';
import { Locked, findSession } from '../core/session/find-session.js';
import { t } from '../locale/locale.js';
import { Problem } from '../protocol/problems.js';
import '../view/chat.js';
import { loadParts } from '../view/on-demand.js';
import { explainBlocked, requireSupport } from './gate.js';

/** What is not needed at first is loaded so long after the list of rooms, when the open room is there, too. */
const QUIET_MILLIS = 3000;

await requireSupport(false);
let isOutdated = () => {};
let isOpen = () => {};
/** @type {Promise<void>} */
const opened = new Promise((resolve) => (isOpen = resolve));
const lookForRelease = keepShell(opened, () => isOutdated());
try {
  const app = /** @type {HTMLElement} */ (document.getElementById('app'));
  const session = await findSession((isWaiting) => Object.assign(app, { isWaiting }));
  session.directory.nameUnknown = (id) => t('person.unknown', { id });
  session.addEventListener('ended', (event) => {
    const { why, unkept } = /** @type {CustomEvent<import('../core/session/session.js').Ending>} */ (event).detail;
    const isAnothers = why === 'another';
    // Unsent text is shown to its writer, and not to another user who has signed in.
    if (isAnothers || unkept.length > 0) Object.assign(app, { over: { why, unkept: isAnothers ? [] : unkept, isLost: unkept.length > 0 } });
    else location.replace(`/login#${why}`);
  });
  // Another browser or tab has made new keys: the page reloads with those of the vault.
  session.addEventListener('outdated', () => location.reload());
  // The session of this tab ended, and the user signed in in another tab before it could show that.
  const isSuccessor = location.hash === '#ended';
  if (isSuccessor) history.replaceState(null, '', '/');
  isOutdated = () => session.dispatchEvent(new CustomEvent('notice', { detail: { text: t('release.ready'), kind: 'info', action: reloading(session) } }));
  whenBack(session, lookForRelease);
  Object.assign(app, { session });
  await session.start();
  setTimeout(isOpen, QUIET_MILLIS);
  opened.then(() => whenIdle(() => loadParts().catch(() => {})));
  if (isSuccessor) session.notice({ key: 'notice.signed-in-elsewhere', values: { name: session.me.displayName } });
} catch (error) {
  if (error instanceof Locked) location.replace('/unlock');
  else if (error instanceof Problem && error.code === 'signed-out') location.replace('/login#ended');
  else {
    await explainBlocked(error);
    throw error;
  }
}

/** What is not sent yet is stored first. @param {import('../core/session/session.js').Session} session @returns {import('../view/toasts.js').ToastAction} */
function reloading(session) {
  return { label: t('release.reload'), run: () => session.unsent.settled().then(() => location.reload()), isOpen: () => true, isLasting: true };
}

/** Does something each time that the connection is back. @param {import('../core/session/session.js').Session} session @param {() => void} then */
function whenBack(session, then) {
  let isCut = false;
  session.addEventListener('connection', () => {
    const isBack = isCut && session.connection === 'online';
    isCut = session.ready && session.connection !== 'online';
    if (isBack) then();
  });
}
