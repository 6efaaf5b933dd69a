// @ts-check
import { Locked, Session } from '../core/session/session.js';
import { t } from '../locale/locale.js';
import { Problem } from '../protocol/problems.js';
import '../view/chat.js';
import { requireSupport } from './gate.js';

await requireSupport();
try {
  const app = /** @type {HTMLElement} */ (document.getElementById('app'));
  const session = await Session.find();
  session.directory.nameUnknown = (id) => t('person.unknown', { id });
  session.addEventListener('ended', (event) => {
    const { why, unkept } = /** @type {CustomEvent<import('../core/session/session.js').Ending>} */ (event).detail;
    const isAnothers = why === 'another';
    // What is unsent is shown to its writer, and to nobody who has taken their place.
    if (isAnothers || unkept.length > 0) Object.assign(app, { over: { why, unkept: isAnothers ? [] : unkept, isLost: unkept.length > 0 } });
    else location.replace(`/login#${why}`);
  });
  // Another browser, or another tab, has made new keys: with those of the vault this page goes on.
  session.addEventListener('outdated', () => location.reload());
  // The session of this tab ended, and somebody signed in in another one before it could say so.
  const isSuccessor = location.hash === '#ended';
  if (isSuccessor) history.replaceState(null, '', '/');
  Object.assign(app, { session });
  await session.start();
  if (isSuccessor) session.notice({ key: 'notice.signed-in-elsewhere', values: { name: session.me.displayName } });
} catch (error) {
  if (error instanceof Locked) location.replace('/unlock');
  else if (error instanceof Problem && error.code === 'signed-out') location.replace('/login#ended');
  else throw error;
}
