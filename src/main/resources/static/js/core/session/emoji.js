// @ts-check
// Emoji to choose from, with their English words, and which of them this browser has used.
import { isEmoji } from '../../protocol/content.js';
import { platform } from '../platform.js';

/** @typedef {{emoji: string, words: string[]}} Emoji */

/** Offered before others have been used here. */
const FIRST = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];
const MOST_RECENT = 16;
const RECENT = 'emoji-recent';
const TONE = 'emoji-tone';
/** The five skin tones (UTS 51), and none of them. */
export const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'];

/** @type {Promise<Emoji[]>|null} */
let loading = null;

/** All emoji in their usual order. They are loaded once, and again after a failure. */
export function loadEmoji() {
  loading ??= platform().emoji().then(read).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** @param {unknown} data words by emoji @returns {Emoji[]} */
function read(data) {
  return Object.entries(/** @type {Record<string, unknown>} */ (data)).flatMap(([emoji, words]) => {
    if (!isEmoji(emoji) || !Array.isArray(words)) return [];
    return [{ emoji, words: words.filter((word) => typeof word === 'string').map((word) => word.replaceAll('_', ' ').toLowerCase()) }];
  });
}

/** Those that have every one of these words, or the beginning of it; names that begin with them first. @param {Emoji[]} all @param {string} text */
export function search(all, text) {
  const sought = text.trim().toLowerCase().replace(/^:|:$/g, '').split(/[\s_]+/).filter(Boolean);
  if (sought.length === 0) return all;
  const has = (/** @type {Emoji} */ one, /** @type {string} */ part) => one.emoji === part || one.words.some((word) => word.split(' ').some((w) => w.startsWith(part)));
  const found = all.filter((one) => sought.every((part) => has(one, part)));
  const isNamed = (/** @type {Emoji} */ one) => one.words[0]?.startsWith(sought.join(' ')) ?? false;
  return [...found.filter(isNamed), ...found.filter((one) => !isNamed(one))];
}

/** What this browser keeps; empty where storage is blocked. @param {string} key */
function kept(key) {
  try {
    return platform().storage.settings.get(key) ?? '';
  } catch {
    return '';
  }
}

/** @param {string} key @param {string} value */
function keep(key, value) {
  try {
    platform().storage.settings.set(key, value);
  } catch {
    // Storage is blocked: the choice lasts no longer than this one.
  }
}

/** Used last in this browser, newest first. @returns {string[]} */
export function recentEmoji() {
  return [...new Set([...kept(RECENT).split(' ').filter(isEmoji), ...FIRST])].slice(0, MOST_RECENT);
}

/** @param {string} emoji */
export function noteEmoji(emoji) {
  keep(RECENT, [...new Set([emoji, ...recentEmoji()])].slice(0, MOST_RECENT).join(' '));
}

/** The skin tone that was chosen in this browser; empty where none was. */
export function skinTone() {
  const tone = kept(TONE);
  return TONES.includes(tone) ? tone : '';
}

/** @param {string} tone */
export const setSkinTone = (tone) => keep(TONE, tone);

/** People and hands in a skin tone; any other emoji as it is. @param {string} emoji @param {string} tone */
export function inTone(emoji, tone) {
  if (!tone) return emoji;
  const toned = emoji.replace(/(\p{Emoji_Modifier_Base})\ufe0f?/gu, `$1${tone}`);
  return isEmoji(toned) ? toned : emoji;
}
