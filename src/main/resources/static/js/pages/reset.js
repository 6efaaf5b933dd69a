// @ts-check
import { readCode } from '../crypto/recovery.js';
import { t } from '../locale/locale.js';
import { findLink, recover, reset } from '../core/session/sign-in.js';
import { passwordFault } from '../core/session/name-rules.js';
import { byId, field, requireSupport, runForm, watchStrength } from './gate.js';

await requireSupport();
const token = location.hash.slice(1);
const link = await findLink(token);
if (!link || link.kind !== 'reset') {
  byId('form').hidden = true;
  byId('gone').hidden = false;
} else {
  byId('whose').textContent = link.displayName;
  field('username').value = link.username;
  watchStrength();
  byId('code').addEventListener('input', () => {
    const typed = field('code').value.trim() !== '';
    byId('without').hidden = typed;
    byId('go').textContent = t(typed ? 'reset.go-restore' : 'reset.go-over');
  });
  const codeFault = (/** @type {string} */ typed) => (typed.trim() && !readCode(typed.trim()) ? { key: 'reset.bad-code' } : null);
  runForm({ password: passwordFault, code: codeFault }, async (tell) => {
    const typed = field('code').value.trim();
    const code = typed ? readCode(typed) : null;
    if (code) await recover(token, field('password').value, code, tell);
    else await reset(token, field('password').value, tell);
    location.replace('/');
  });
}
