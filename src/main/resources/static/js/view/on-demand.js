// @ts-check
// Dialogs, the settings, the search and other parts that the first look at a room does not need. They are one module,
// which is loaded when the page is idle, or when one of them is first used.
import { t } from '../locale/locale.js';

/** @typedef {typeof import('./parts.js')} Parts */

/** @type {Promise<Parts>|undefined} */
let loading;
let isLoaded = false;

/** Whether all parts are there. */
export const hasParts = () => isLoaded;

/** Rejects where the server does not answer; the next call asks again. */
export function loadParts() {
  loading ??= import('./parts.js').then((parts) => {
    isLoaded = true;
    return parts;
  }, (error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Loads the parts, and says so where that fails. @returns {Promise<Parts|null>} */
export const needParts = () => loadParts().catch(() => {
  const toasts = /** @type {import('./toasts.js').Toasts|null} */ (document.querySelector('sc-toasts'));
  toasts?.show(t('part.not-loaded'), 'caution');
  return null;
});

/**
 * A function of the parts, which runs as soon as they are there.
 * @template {keyof Parts} N
 * @param {N} name
 * @returns {(...given: Parameters<Parts[N]>) => Promise<void>}
 */
const part = (name) => async (...given) => {
  const run = /** @type {((...given: unknown[]) => unknown)|undefined} */ ((await needParts())?.[name]);
  run?.(...given);
};

export const blockedPeople = part('blockedPeople');
export const chooseEmoji = part('chooseEmoji');
export const compare = part('compare');
export const invite = part('invite');
export const newMessage = part('newMessage');
export const newRoom = part('newRoom');
export const openProfile = part('openProfile');
export const openViewer = part('openViewer');
export const recoveryCode = part('recoveryCode');
export const rename = part('rename');
export const saveMessages = part('saveMessages');
export const serverSees = part('serverSees');
export const setTopic = part('setTopic');
export const showLetterboxes = part('showLetterboxes');
export const switcher = part('switcher');
