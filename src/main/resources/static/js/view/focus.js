// @ts-check
// Where the focus goes when something opens, and where it goes back to.

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';
const FIELD = 'input:not([type=hidden], [readonly], :disabled), select:not(:disabled), textarea:not([readonly], :disabled)';

/** @param {Element} one */
const canFocus = (one) => one.matches(FOCUSABLE) && one.checkVisibility({ visibilityProperty: true });

/** Elements that draw themselves inside another one, which may draw more of them. @param {Element} root */
export async function drawn(root) {
  const waited = new Set();
  for (;;) {
    const due = [...root.querySelectorAll('*')].filter((one) => 'updateComplete' in one && !waited.has(one));
    if (due.length === 0) return;
    for (const one of due) {
      waited.add(one);
      await /** @type {import('lit').LitElement} */ (one).updateComplete;
    }
  }
}

/**
 * What has the focus first: the field that asks for it, or else the first one, or else what is marked for it.
 * @param {Element} root @returns {HTMLElement|null}
 */
export function firstOf(root) {
  const fields = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(FIELD)]).filter((one) => canFocus(one) && one.tabIndex >= 0);
  const marked = /** @type {HTMLElement|null} */ (root.querySelector('[data-first]'));
  const shown = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('input[readonly]')]).find(canFocus);
  return fields.find((one) => one.hasAttribute('autofocus')) ?? fields[0] ?? marked ?? shown ?? null;
}

/** Where somebody is, and around it what may still be there when it is gone. @returns {HTMLElement[]} from the inside */
export function whereabouts() {
  const active = /** @type {HTMLElement|null} */ (document.activeElement);
  const menu = active?.closest('[popover]');
  const opener = menu ? /** @type {HTMLElement|null} */ (document.querySelector(`[popovertarget="${menu.id}"]`)) : active;
  /** @type {HTMLElement[]} */
  const path = [];
  for (let one = opener; one && one !== document.body; one = one.parentElement) path.push(one);
  return path;
}

/** Gives the focus back; where its place is gone, to what is nearest to it. @param {HTMLElement[]} path @returns {boolean} whether it could */
export function goBack(path) {
  const [opener, ...around] = path;
  if (opener?.isConnected && canFocus(opener)) {
    opener.focus({ preventScroll: true });
    return true;
  }
  for (const one of around.filter(({ isConnected }) => isConnected)) {
    const found = canFocus(one) ? one : /** @type {HTMLElement[]} */ ([...one.querySelectorAll(FOCUSABLE)]).find((inside) => inside.tabIndex >= 0 && canFocus(inside));
    if (!found) continue;
    found.focus({ preventScroll: true });
    return true;
  }
  return false;
}
