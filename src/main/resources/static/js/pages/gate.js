// @ts-check
// What the pages before the chat share: a form that runs one submission at a time and shows its errors.
import '../view/appearance.js';
import { browser } from '../browser/platform.js';
import { t } from '../locale/locale.js';
import { problemWords } from '../locale/problems.js';
import { isStorageBlocked, missing } from '../browser/support.js';
import { usePlatform } from '../core/platform.js';
import { Unreadable } from '../crypto/unreadable.js';
import { Problem } from '../protocol/problems.js';
import { isFaultless, refuse, watchFields } from '../view/fields.js';
import { keepFormsWhileComposing } from '../view/composition.js';

usePlatform(browser);
keepFormsWhileComposing();

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id */
export const field = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ (byId(id));

/** Leaves for the page that explains, where this browser cannot do it. @param {boolean} [thorough] also opens a database */
export async function requireSupport(thorough) {
  const lacks = await missing(thorough);
  if (lacks) await leave(lacks);
}

/** Leaves for the page that explains. @param {string} lacks */
async function leave(lacks) {
  location.replace(lacks === 'secure-context' ? '/not-private' : lacks === 'old' ? '/unsupported' : `/unsupported?lacks=${lacks}`);
  await new Promise(() => {});
}

/** Leaves for the page that explains, where an error says that storage is closed to the site. @param {unknown} error */
export async function explainBlocked(error) {
  if (isStorageBlocked(error)) await leave('storage');
}

/** @param {string} text */
function say(text) {
  byId('error').textContent = text;
  byId('error').hidden = !text;
}

/** Refusals that are about one field, where the page has it; others are said below all fields. @type {Record<string, string>} */
const PLACES = {
  'name-taken': 'username', 'bad-username': 'username', 'bad-password': 'password',
  'display-name-taken': 'display-name', 'bad-display-name': 'display-name', 'imitating-name': 'display-name',
};

/** Of which field an error is. @param {unknown} error */
function placeOf(error) {
  if (error instanceof Unreadable && error.reason === 'code') return 'code';
  if (error instanceof Problem && error.code === 'wrong-credentials' && error.status === 403) return 'password';
  return error instanceof Problem ? PLACES[error.code] : undefined;
}

/** What the server says of sign-in data is about name and password together. @param {boolean} isOn */
function markBoth(isOn) {
  for (const input of document.querySelectorAll('#form input:not([hidden])')) {
    if (isOn) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
}

/** @param {string} step */
function tell(step) {
  byId('progress').hidden = false;
  byId('progress').textContent = t(`step.${step}`);
}

/**
 * Runs a form: one submission at a time; errors are shown beside it.
 * @param {import('../view/fields.js').Checks} checks what is known to be wrong before the server is asked
 * @param {(tell: (step: string) => void, saltAccepted: boolean) => Promise<void>} work
 */
export function runForm(checks, work) {
  const form = byId('form');
  watchFields(form, checks);
  const go = button('go');
  go.disabled = false;
  byId('show').addEventListener('click', () => showPassword());
  const run = async (/** @type {boolean} */ saltAccepted) => {
    if (go.disabled) return;
    say('');
    markBoth(false);
    if (!isFaultless(form, checks)) return;
    go.disabled = true;
    try {
      await work(tell, saltAccepted);
    } catch (error) {
      await explainBlocked(error);
      byId('progress').hidden = true;
      go.disabled = false;
      const place = placeOf(error);
      if (place && document.getElementById(place)) return refuse(form, place, wordsFor(error));
      say(wordsFor(error));
      if (!(error instanceof Problem)) return;
      if (error.code === 'salt-changed') return offerToGoOn(() => run(true));
      if (error.code !== 'wrong-credentials') return;
      markBoth(true);
      byId('password').focus();
      field('password').select();
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run(false);
  });
}

/** Only the person knows whether their password was changed elsewhere. @param {() => void} then */
function offerToGoOn(then) {
  const again = document.createElement('button');
  Object.assign(again, { type: 'button', className: 'link', textContent: t('sign-in.changed-password'), id: 'go-on' });
  again.addEventListener('click', then);
  byId('error').append(' ', again);
}

function showPassword() {
  const password = field('password');
  const shown = password.type === 'password';
  password.type = shown ? 'text' : 'password';
  byId('show').textContent = t(shown ? 'field.hide' : 'field.show');
  byId('show').setAttribute('aria-pressed', String(shown));
}

/** @param {unknown} error */
export function wordsFor(error) {
  if (error instanceof Problem && error.code === 'too-many-attempts') return `${problemWords(error)} (${waitWords(Number(error.answer.retryAfter))})`;
  if (error instanceof Unreadable) return t(error.reason === 'code' ? 'reset.wrong-code' : 'unlock.failed');
  return problemWords(error);
}

/** @param {number} seconds */
function waitWords(seconds) {
  return seconds > 90 ? t('wait.minutes', { count: Math.ceil(seconds / 60) }) : t('wait.seconds', { count: seconds });
}

/** A plain hint, nothing more. @param {string} password */
export function strength(password) {
  if (password.length === 0) return t('strength.empty');
  if (password.length < 8) return t('strength.short', { count: 8 - password.length });
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  if (/^(.)\1+$/.test(password) || /^(password|12345678|qwert)/i.test(password)) return t('strength.guessable');
  if (password.length >= 16 || (password.length >= 12 && kinds >= 3)) return t('strength.strong');
  return t('strength.fair');
}

/** Shows the hint as the password is typed. */
export function watchStrength() {
  byId('password').addEventListener('input', () => {
    byId('strength').textContent = strength(field('password').value);
  });
}
