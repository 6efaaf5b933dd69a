// @ts-check
// What the pages before the chat share: a form that runs one submission at a time and shows its errors.
import { browser } from '../browser/platform.js';
import { t } from '../locale/locale.js';
import { problemWords } from '../locale/problems.js';
import { missing } from '../browser/support.js';
import { usePlatform } from '../core/platform.js';
import { Unreadable } from '../crypto/unreadable.js';
import { Problem } from '../protocol/problems.js';
import { keepFormsWhileComposing } from '../view/composition.js';

usePlatform(browser);
keepFormsWhileComposing();

/** @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id */
export const field = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ (byId(id));

/** Leaves for the page that explains, where this browser cannot do it. */
export async function requireSupport() {
  const lacks = await missing();
  if (!lacks) return;
  location.replace(lacks === 'secure-context' ? '/not-private' : '/unsupported');
  await new Promise(() => {});
}

/** What a person typed is not complete; `key` names the message. */
export class Incomplete extends Error {
  /** @param {string} key */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/** @param {string} text */
function say(text) {
  byId('error').textContent = text;
  byId('error').hidden = !text;
}

/** @param {string} step */
function tell(step) {
  byId('progress').hidden = false;
  byId('progress').textContent = t(`step.${step}`);
}

/**
 * Runs a form: one submission at a time; errors are shown beside it.
 * @param {(tell: (step: string) => void, saltAccepted: boolean) => Promise<void>} work
 * @param {(error: unknown) => string} [words]
 */
export function runForm(work, words = wordsFor) {
  const form = byId('form');
  const go = button('go');
  go.disabled = false;
  byId('show').addEventListener('click', () => showPassword());
  const run = async (/** @type {boolean} */ saltAccepted) => {
    if (go.disabled) return;
    go.disabled = true;
    say('');
    try {
      await work(tell, saltAccepted);
    } catch (error) {
      byId('progress').hidden = true;
      go.disabled = false;
      say(words(error));
      if (error instanceof Problem && error.code === 'salt-changed') return offerToGoOn(() => run(true));
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
  if (error instanceof Incomplete) return t(error.key);
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

/** @param {string} password */
export function requirePassword(password) {
  if (password.length < 8 || password.length > 256) {
    throw new Incomplete('problem.bad-password');
  }
}
