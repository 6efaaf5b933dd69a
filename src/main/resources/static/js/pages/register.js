// @ts-check
import { t } from '../locale/locale.js';
import { findLink, register } from '../core/session/sign-in.js';
import { displayNameFault, passwordFault, usernameFault } from '../core/session/name-rules.js';
import { byId, field, requireSupport, runForm, watchStrength } from './gate.js';

await requireSupport();
const token = location.hash.slice(1);
const link = await findLink(token);
if (!link || link.kind === 'reset') {
  byId('form').hidden = true;
  byId('gone').hidden = false;
} else {
  if (link.kind === 'setup') {
    byId('title').textContent = t('join.setup-title');
    byId('lede').textContent = t('join.setup-lede');
  }
  watchStrength();
  runForm({ username: usernameFault, 'display-name': displayNameFault, password: passwordFault }, async (tell) => {
    const person = { token, username: field('username').value, displayName: field('display-name').value, password: field('password').value };
    await register(person, tell);
    location.replace('/');
  });
}
