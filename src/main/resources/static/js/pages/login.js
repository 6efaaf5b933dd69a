// @ts-check
import { t } from '../locale/locale.js';
import { signIn } from '../core/session/sign-in.js';
import { Incomplete, byId, field, requireSupport, runForm } from './gate.js';

const REASONS = /** @type {Record<string, string>} */ ({
  '#ended': t('sign-in.ended'),
  '#logged-out': t('sign-in.signed-out'),
});

await requireSupport();
const reason = REASONS[location.hash];
if (reason) {
  byId('why').textContent = reason;
  byId('why').hidden = false;
  history.replaceState(null, '', '/login');
}

runForm(async (tell, saltAccepted) => {
  const username = field('username').value;
  const password = field('password').value;
  if (!username || !password) throw new Incomplete('sign-in.incomplete');
  await signIn(username, password, tell, saltAccepted);
  location.replace('/');
});
