// @ts-check
import { loadSoon, whenIdle } from '../browser/idle.js';
import { t } from '../locale/locale.js';
import { signIn } from '../core/session/sign-in.js';
import { missing } from '../core/session/name-rules.js';
import { byId, field, requireSupport, runForm } from './gate.js';

/** Links to the files of the chat; none where the browser keeps no files. */
const nextFiles = /** @type {HTMLTemplateElement} */ (byId('next')).content.querySelectorAll('link');

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

runForm({ username: missing, password: (typed) => missing(typed && 'x') }, async (tell, saltAccepted) => {
  await signIn(field('username').value, field('password').value, tell, saltAccepted);
  location.replace('/');
});
// While somebody types.
whenIdle(() => nextFiles.forEach((file) => loadSoon(String(file.getAttribute('href')))));
