// @ts-check
// Shows at a field what is wrong with it: when it is left, and when its form is sent.
import { t } from '../locale/locale.js';

/** What is wrong with a value, by the ids of fields. @typedef {Record<string, (value: string) => import('../core/session/name-rules.js').Fault|null>} Checks */

/** @param {Element} input @param {string} id @param {boolean} isOn */
function describe(input, id, isOn) {
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((other) => other && other !== id);
  const all = isOn ? [...others, id] : others;
  if (all.length > 0) input.setAttribute('aria-describedby', all.join(' '));
  else input.removeAttribute('aria-describedby');
}

/** Says at a field what is wrong with it; an empty text takes that back. @param {HTMLElement} input @param {string} words */
export function showFault(input, words) {
  const id = `${input.id}-fault`;
  const shown = document.getElementById(id);
  describe(input, id, words !== '');
  if (!words) {
    input.removeAttribute('aria-invalid');
    shown?.remove();
    return;
  }
  const place = shown ?? document.createElement('p');
  Object.assign(place, { id, className: 'error field__fault', textContent: words });
  input.setAttribute('aria-invalid', 'true');
  if (shown) return;
  place.setAttribute('role', 'status');
  (input.closest('.field') ?? input.parentElement)?.append(place);
}

/** @param {HTMLInputElement} input @param {Checks} checks */
function check(input, checks) {
  const fault = checks[input.id]?.(input.value);
  showFault(input, fault ? t(fault.key, fault.values) : '');
  return !fault;
}

/** @param {HTMLElement} form @param {Checks} checks */
const inputsOf = (form, checks) => Object.keys(checks).map((id) => /** @type {HTMLInputElement} */ (form.querySelector(`#${id}`)));

/** Shows all that is wrong with a form, puts the focus into the first such field, and answers whether nothing is. @param {HTMLElement} form @param {Checks} checks */
export function isFaultless(form, checks) {
  const wrong = inputsOf(form, checks).filter((input) => !check(input, checks));
  wrong[0]?.focus();
  return wrong.length === 0;
}

/** Says at a field what the server refused, and puts the focus there. @param {HTMLElement} form @param {string} id @param {string} words */
export function refuse(form, id, words) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector(`#${id}`));
  showFault(input, words);
  input.focus();
  if (input.type === 'password') input.select();
}

/** Checks each field when it is left with something in it, and takes back what was said once it is put right. @param {HTMLElement} form @param {Checks} checks */
export function watchFields(form, checks) {
  let isPressed = false;
  form.ownerDocument.addEventListener('pointerdown', () => { isPressed = true; });
  form.ownerDocument.addEventListener('pointerup', () => { isPressed = false; });
  form.addEventListener('focusout', ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (!checks[input.id] || input.value === '') return;
    // Under a pointer nothing moves: the button that is being pressed would slip away.
    if (!isPressed) check(input, checks);
    else form.ownerDocument.addEventListener('pointerup', () => setTimeout(() => input.isConnected && check(input, checks)), { once: true });
  });
  form.addEventListener('input', ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (input.getAttribute('aria-invalid') !== 'true') return;
    if (checks[input.id]?.(input.value)) check(input, checks);
    else showFault(input, '');
  });
}
