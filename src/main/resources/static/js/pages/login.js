// @ts-check
import { whenIdle } from '../browser/idle.js';
import { t } from '../locale/locale.js';
import { signIn } from '../core/session/sign-in.js';
import { missing } from '../core/session/name-rules.js';
import { byId, field, requireSupport, runForm } from './gate.js';

/** Links to the files of the chat; none where the browser keeps no files. */
const nextFiles = /** @type {HTMLTemplateElement} */ (byId('next')).content.querySelectorAll('link');

/** Loads them while somebody types. Not by `prefetch`, for which Firefox has no policy but the one for everything else, `none`. */
function loadNext() {
  for (const file of nextFiles) fetch(String(file.getAttribute('href')), { priority: 'low' }).catch(() => {});
}

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
whenIdle(loadNext);
