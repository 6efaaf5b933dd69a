// @ts-check
import { checkLink, reset } from '../model/sign-in.js';
import { Database } from '../store/database.js';
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
  runForm(async (tell) => {
    requirePassword(byId('password').value);
    await Database.wipeAll();
    await reset(token, byId('password').value, tell);
    location.replace('/');
  });
}
