// @ts-check
import { readCode } from '../crypto/recovery.js';
import { checkLink, recover, reset } from '../core/session/sign-in.js';
import { Database } from '../browser/database.js';
import { byId, requirePassword, requireSupport, runForm, watchStrength } from './gate.js';

await requireSupport();
const token = location.hash.slice(1);
const link = await checkLink(token).catch((problem) => (problem.code === 'link-gone' ? null : Promise.reject(problem)));
if (!link || link.kind !== 'reset') {
  byId('form').hidden = true;
  byId('gone').hidden = false;
} else {
  byId('whose').textContent = link.displayName;
  byId('username').value = link.username;
  watchStrength();
  byId('code').addEventListener('input', () => {
    const typed = byId('code').value.trim() !== '';
    byId('without').hidden = typed;
    byId('go').textContent = typed ? 'Set the password and bring everything back' : 'Set the password and begin anew';
  });
  runForm(async (tell) => {
    requirePassword(byId('password').value);
    await Database.endAllSessions();
    const typed = byId('code').value.trim();
    const code = typed ? readCode(typed) : null;
    if (typed && !code) throw Object.assign(new Error('A recovery code has 32 letters and digits, in 8 groups.'), { name: 'Problem' });
    if (code) await recover(token, byId('password').value, code, tell);
    else await reset(token, byId('password').value, tell);
    location.replace('/');
  });
}
