// @ts-check
import { unlock } from '../model/sign-in.js';
import { get, post } from '../net/api.js';
import { byId, requireSupport, runForm } from './gate.js';

await requireSupport();
runForm(async (tell) => {
  await unlock(await get('/api/me'), byId('password').value, tell);
  location.replace('/');
});
byId('leave').addEventListener('click', async () => {
  await post('/logout').catch(() => {});
  location.replace('/login#logged-out');
});
