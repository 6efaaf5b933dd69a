// @ts-check
import { unlock } from '../core/session/sign-in.js';
import { whenSignedOut } from '../browser/api.js';
import { get, post } from '../core/platform.js';
import { missing } from '../core/session/name-rules.js';
import { byId, field, requireSupport, runForm } from './gate.js';

await requireSupport();
// The session may end while this page is open: then the user must sign in.
whenSignedOut(() => location.replace('/login#ended'));
runForm({ password: (typed) => missing(typed && 'x') }, async (tell, saltAccepted) => {
  await unlock(await get('/api/me'), field('password').value, tell, saltAccepted);
  location.replace('/');
});
byId('leave').addEventListener('click', async () => {
  await post('/logout').catch(() => {});
  location.replace('/login#logged-out');
});
