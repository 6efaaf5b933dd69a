// @ts-check
// How pages look in this browser: its own choice, kept in it.

/** @typedef {{theme: 'system'|'light'|'dark', density: 'comfortable'|'compact', stillness: 'system'|'on'}} Appearance */

const KEY = 'appearance';
/** @type {Appearance} */
const DEFAULTS = { theme: 'system', density: 'comfortable', stillness: 'system' };

/** @returns {Appearance} */
function load() {
  try {
    const { theme, density, stillness } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system', density: density === 'compact' ? 'compact' : 'comfortable', stillness: stillness === 'on' ? 'on' : 'system',
    };
  } catch {
    return DEFAULTS;
  }
}

let now = load();

export const appearance = () => now;

/** Changes this page at once, and others of this browser with their next load. @param {Partial<Appearance>} change */
export function setAppearance(change) {
  now = { ...now, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  show();
}

function show() {
  const { classList } = document.documentElement;
  classList.toggle('light', now.theme === 'light');
  classList.toggle('dark', now.theme === 'dark');
  classList.toggle('compact', now.density === 'compact');
  classList.toggle('still', now.stillness === 'on');
}

show();
