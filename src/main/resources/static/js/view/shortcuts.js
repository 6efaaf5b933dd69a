// @ts-check
// The keyboard of the page in one table: what its keys are called, and which event each of them is.
import { writingKeys } from './writing.js';

/**
 * @typedef {'help'|'go'|'search'|'other-room'|'unread-room'|'close'} ShortcutId
 * @typedef {{id: ShortcutId, keys: string, says: string, is: (e: KeyboardEvent, isTyping: boolean) => boolean}} Shortcut
 */

/** @param {KeyboardEvent} e */
const isUpOrDown = (e) => e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp');
const command = /^(?:Mac|iP)/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl';

/** Those of the whole page. @type {Shortcut[]} */
export const SHORTCUTS = [
  { id: 'go', keys: `${command} K`, says: 'keys.go', is: (e) => (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k' },
  { id: 'search', keys: `${command} Shift F`, says: 'keys.search', is: (e) => (e.ctrlKey || e.metaKey) && !e.altKey && e.shiftKey && e.key.toLowerCase() === 'f' },
  { id: 'unread-room', keys: 'Alt Shift ↑, Alt Shift ↓', says: 'keys.unread-room', is: (e) => isUpOrDown(e) && e.shiftKey },
  { id: 'other-room', keys: 'Alt ↑, Alt ↓', says: 'keys.other-room', is: (e) => isUpOrDown(e) && !e.shiftKey },
  { id: 'close', keys: 'Esc', says: 'keys.close', is: (e, isTyping) => e.key === 'Escape' && !isTyping },
  { id: 'help', keys: '?', says: 'keys.help', is: (e, isTyping) => e.key === '?' && !isTyping },
];

/** Those of one place, which acts on them itself. @type {[string, string][]} */
export const ON_MESSAGES = [['S', 'keys.sees'], ['C', 'keys.copy'], ['U', 'unread.key'], ['E', 'keys.edit'], ['R', 'keys.reply'], ['T', 'thread.key'], ['+', 'keys.react'], ['Delete', 'keys.delete']];

/** @param {KeyboardEvent} e @param {boolean} isTyping */
export const shortcutOf = (e, isTyping) => SHORTCUTS.find(({ is }) => is(e, isTyping))?.id ?? null;

/** All of them, as they are listed: keys, and the key of the message. @returns {[string, string][]} */
export const allShortcuts = () => [
  [writingKeys()[0], 'keys.send'], [writingKeys()[1], 'keys.new-line'], ...SHORTCUTS.slice(0, -2).map(pair),
  ['↑, ↓', 'keys.move'], ['Page ↑, Page ↓, Home, End', 'keys.page'], ['←, →', 'keys.inside'], ...ON_MESSAGES, ...SHORTCUTS.slice(-2).map(pair),
];

/** @param {Shortcut} shortcut @returns {[string, string]} */
const pair = ({ keys, says }) => [keys, says];
