// @ts-check
import { signIn } from '../core/session/sign-in.js';
import { Database } from '../browser/database.js';
import { byId, requireSupport, runForm } from './gate.js';

const REASONS = /** @type {Record<string, string>} */ ({
  '#ended': 'Your session has ended. Please sign in again. What you had not sent yet is kept in this browser.',
  '#logged-out': 'You are signed out.',
});

await requireSupport();
const reason = REASONS[location.hash];
if (reason) {
  byId('why').textContent = reason;
  byId('why').hidden = false;
  history.replaceState(null, '', '/login');
}

runForm(async (tell, saltAccepted) => {
  const username = byId('username').value;
  const password = byId('password').value;
  if (!username || !password) throw Object.assign(new Error('Type your user name and your password.'), { name: 'Problem' });
  await Database.endAllSessions();
  await signIn(username, password, tell, saltAccepted);
  location.replace('/');
});
