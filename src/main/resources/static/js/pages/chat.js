// @ts-check
import { Locked, Session } from '../core/session/session.js';
import { Problem } from '../protocol/problems.js';
import '../view/chat.js';
import { requireSupport } from './gate.js';

await requireSupport();
try {
  const session = await Session.find();
  session.addEventListener('ended', (event) => location.replace(`/login#${/** @type {CustomEvent} */ (event).detail}`));
  // Another browser, or another tab, has made new keys: with those of the vault this page goes on.
  session.addEventListener('outdated', () => location.reload());
  Object.assign(/** @type {HTMLElement} */ (document.getElementById('app')), { session });
  await session.start();
} catch (error) {
  if (error instanceof Locked) location.replace('/unlock');
  else if (error instanceof Problem && error.code === 'signed-out') location.replace('/login#ended');
  else throw error;
}
