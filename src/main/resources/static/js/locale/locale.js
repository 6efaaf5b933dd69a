// @ts-check
// The page's language: its messages and formats of numbers, times and lists. The server chooses the language (by the
// cookie, else by the browser's languages) and sets it on the root element; only its catalogue is loaded.
import i18next from 'i18next';
import { isolated } from './isolate.js';

/** Languages with a catalogue, by their own names. */
export const LANGUAGES = /** @type {const} */ ({ en: 'English', de: 'Deutsch', ar: 'العربية' });
/** Each path stands in full, so that the build finds it. */
const CATALOGUES = { en: () => import('./en.js'), de: () => import('./de.js'), ar: () => import('./ar.js') };
const COOKIE_SECONDS = 365 * 86400;
/** Marks the place of a value in a message: no message and no value is ever parsed after it was filled in. */
const PLACE = /\u{E000}(\d+)\u{E001}/u;

const wanted = document.documentElement.lang;
export const language = wanted in LANGUAGES ? /** @type {keyof typeof LANGUAGES} */ (wanted) : 'en';
export const isRtl = language === 'ar';

/** The browser's own variant of the language, for its order of day and month; digits are the same everywhere on the page. */
const regional = navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
export const locale = new Intl.Locale(regional, { numberingSystem: 'latn' }).toString();

const numbers = new Intl.NumberFormat(locale);
/** @param {number} value */
export const number = (value) => numbers.format(value);

/** @type {{default: import('i18next').ResourceLanguage}} */
const catalogue = await CATALOGUES[language]().catch(CATALOGUES.en);
await i18next.init({
  lng: language,
  resources: { [language]: { translation: catalogue.default } },
  interpolation: { escapeValue: false, alwaysFormat: true, format: (value) => (typeof value === 'number' ? number(value) : value) },
});

/**
 * A message as pieces of text with the values between them, for a template: a value may be an element.
 * @param {string} key @param {Record<string, unknown>} [values] numbers choose the plural form by the name `count`
 * @returns {unknown[]}
 */
export function pieces(key, values = {}) {
  /** @type {unknown[]} */
  const kept = [];
  const options = Object.fromEntries(Object.entries(values).map(([name, value]) => [
    name, typeof value === 'number' ? value : `\u{E000}${kept.push(value) - 1}\u{E001}`]));
  // Splitting at a pattern with one group leaves text at even places and the values' numbers at odd ones.
  return i18next.t(key, options).split(PLACE).map((piece, i) => (i % 2 === 0 ? piece : kept[Number(piece)]));
}

/** A message as plain text. Each value keeps its own direction. @param {string} key @param {Record<string, string|number>} [values] */
export const t = (key, values) =>
  pieces(key, values).map((piece, i) => (i % 2 === 1 ? isolated(String(piece), isRtl) : piece)).join('');

/** @param {string} key */
export const has = (key) => i18next.exists(key);

/** Takes effect with the next page; the server reads it, so that pages come in the language at once. @param {string} chosen */
export function choose(chosen) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `language=${chosen}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax${secure}`;
  location.reload();
}
