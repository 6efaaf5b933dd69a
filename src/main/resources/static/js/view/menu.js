// @ts-check
// Menus: beside the button that opens them, with the focus inside.
import { moveInList } from './lists.js';

/** @param {HTMLElement} menu @returns {HTMLElement[]} */
const itemsOf = (menu) => [.../** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll('a[href], button'))];

/** Before a menu opens: its first item gets the focus with it, so that no key is lost. It is seen once it is in its place. @param {ToggleEvent} event */
export function prepare(event) {
  if (event.newState !== 'open') return;
  const menu = /** @type {HTMLElement} */ (event.target);
  itemsOf(menu).forEach((item, i) => {
    item.tabIndex = -1;
    item.autofocus = i === 0;
  });
  menu.style.setProperty('opacity', '0');
  menu.addEventListener('keydown', keys);
}

/** Puts a menu that has opened beside its button. @param {ToggleEvent} event */
export function place(event) {
  if (event.newState !== 'open') return;
  const menu = /** @type {HTMLElement} */ (event.target);
  placeBeside(menu, /** @type {Element} */ (document.querySelector(`[popovertarget="${menu.id}"]`)));
}

/** @param {HTMLElement} menu one that is open @param {Element} button */
export function placeBeside(menu, button) {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.removeProperty('opacity');
  menu.style.setProperty('left', `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`);
  const top = at.bottom + height + 8 > innerHeight ? at.top - height - 4 : at.bottom + 4;
  menu.style.setProperty('top', `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`);
  addEventListener('resize', () => menu.hidePopover(), { once: true });
}

/** Tab goes on from the button. @param {KeyboardEvent} event */
function keys(event) {
  const menu = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.key === 'Tab') menu.hidePopover();
  else moveInList(itemsOf(menu), event, true);
}
