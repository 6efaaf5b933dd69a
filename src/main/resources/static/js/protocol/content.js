// @ts-check
// The content of a message, inside its envelope: one JSON object, a tagged union over `t`. Only the exact fields of a type
// are accepted; anything else comes from a newer version and is never half-interpreted.
import { Malformed, fromBase64, require, textToUtf8, toBase64, utf8ToText, uuidToBytes } from './bytes.js';
import { inspectJson } from './json.js';

/**
 * The position of an entry and the first 16 bytes of SHA(entry) in Base64: a reader resolves it only where the
 * entry at this position has this hash.
 * @typedef {[pos: number, hash: string]} Ref
 */
/** User ids, or everybody in the room. @typedef {string[]|'room'} Mentions */
/** @typedef {{id: string, k: string, w: number, h: number, s: number}} Thumbnail */
/**
 * A file: its id, key, name, size in bytes and media type; of a picture its width and height, of a recording its
 * length in milliseconds; a smaller picture, a BlurHash, whether it is a voice note.
 * @typedef {{id: string, k: string, n: string, s: number, m: string, w?: number, h?: number, d?: number,
 *   th?: Thumbnail, bl?: string, v?: true}} FileRef
 */
/** A message; `re` is what it replies to, `th` the root of its thread. @typedef {{t: 'text', b: string, at: number, re?: Ref, th?: Ref, mn?: Mentions, fl?: FileRef[]}} Text */
/** Replaces the text of one's own `text`. @typedef {{t: 'edit', of: Ref, b: string, at: number, mn?: Mentions}} Edit */
/** Adds or takes back one's own reaction. @typedef {{t: 'react', of: Ref, e: string, on: boolean, at: number}} React */
/** Pins a message for the room, or takes the pin away. @typedef {{t: 'pin', of: Ref, on: boolean, at: number}} Pin */
/** @typedef {Text|Edit|React|Pin} Content */

/** So many bytes of an entry's hash stand in a ref. */
export const REF_HASH = 16;
/** How a ref names an entry. @param {Uint8Array} entryHash */
export const refHash = (entryHash) => toBase64(entryHash.slice(0, REF_HASH));

export const SHORTEST = 2;
export const LONGEST = 16_384;
const MOST_MENTIONS = 50;
const MOST_FILES = 10;
const LONGEST_EMOJI = 32;
const LONGEST_NAME = 255;
const MOST_PIXELS = 0x7fffffff;
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
/** Base83, of 1 × 1 to 9 × 9 components. */
const BLUR_HASH = /^[0-9A-Za-z#$%*+,\-.:;=?@[\]^_{|}~]{6,166}$/;
const EMOJI = /\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}$|^[0-9#*]\uFE0F?\u20E3$/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** @typedef {(value: any) => boolean} Check */

/** @type {Check} */
const isBoolean = (value) => typeof value === 'boolean';
/** No half of a surrogate pair stands alone. @type {Check} */
const isText = (value) => typeof value === 'string' && !/\p{Surrogate}/u.test(value);
/** @type {(least: number, most: number) => Check} */
const isNumber = (least, most) => (value) => Number.isSafeInteger(value) && value >= least && value <= most;
const isCount = isNumber(0, Number.MAX_SAFE_INTEGER);
const isPixels = isNumber(1, MOST_PIXELS);
/** @type {(length: number) => Check} */
const isBase64 = (length) => (value) => holds(() => require(fromBase64(value).length === length));
/** @type {Check} */
const isId = (value) => holds(() => uuidToBytes(value));
/** @type {(pattern: RegExp) => Check} */
const matches = (pattern) => (value) => typeof value === 'string' && pattern.test(value);
/** @type {Check} */
const isRef = (value) => Array.isArray(value) && value.length === 2 && isNumber(1, Number.MAX_SAFE_INTEGER)(value[0]) && isBase64(REF_HASH)(value[1]);
/** A text as it was typed, without half a surrogate pair, which readers refuse. @param {string} typed */
export const asText = (typed) => typed.replace(/\p{Surrogate}/gu, '\ufffd');
/** One emoji that a reaction may have. @type {Check} */
export const isEmoji = (value) => isText(value) && textToUtf8(value).length <= LONGEST_EMOJI && EMOJI.test(value) && [...graphemes.segment(value)].length === 1;
/** @type {(most: number, isOne: Check) => Check} */
const isListOf = (most, isOne) => (value) => Array.isArray(value) && value.length >= 1 && value.length <= most && value.every(isOne);
/** @type {Check} */
const isMentions = (value) => value === 'room' || (isListOf(MOST_MENTIONS, isId)(value) && new Set(value).size === value.length);
/** @type {Check} */
const isName = (value) => isText(value) && value.length > 0 && textToUtf8(value).length <= LONGEST_NAME;

/** What each field holds, in the order in which it is printed; a name that ends in `?` may be absent. @typedef {Record<string, Check>} Fields */

/** @type {Fields} */
const THUMBNAIL = { id: isId, k: isBase64(32), w: isPixels, h: isPixels, s: isCount };
/** @type {Fields} */
const FILE = {
  id: isId, k: isBase64(32), n: isName, s: isCount, m: matches(MEDIA_TYPE), 'w?': isPixels, 'h?': isPixels, 'd?': isCount,
  'th?': (value) => fits(value, THUMBNAIL), 'bl?': matches(BLUR_HASH), 'v?': (value) => value === true,
};
/** @type {Check} */
const isFiles = (value) => isListOf(MOST_FILES, (file) => fits(file, FILE))(value) && new Set(value.map((/** @type {FileRef} */ f) => f.id)).size === value.length;

/** @type {Record<string, Fields>} */
const TYPES = {
  text: { b: isText, at: isCount, 're?': isRef, 'th?': isRef, 'mn?': isMentions, 'fl?': isFiles },
  edit: { of: isRef, b: isText, at: isCount, 'mn?': isMentions },
  react: { of: isRef, e: isEmoji, on: isBoolean, at: isCount },
  pin: { of: isRef, on: isBoolean, at: isCount },
};

/**
 * Reads content; null where a newer version wrote it.
 * @param {Uint8Array} bytes
 * @returns {Content|null}
 * @throws {Malformed} where it is not one JSON object of 2 to 16,384 bytes in UTF-8, with each name once
 */
export function readContent(bytes) {
  require(bytes.length >= SHORTEST && bytes.length <= LONGEST);
  const text = utf8ToText(bytes);
  const value = parsed(text);
  require(value !== null && typeof value === 'object' && !Array.isArray(value));
  const { onlyCounts } = inspectJson(text);
  return onlyCounts && isContent(value) ? value : null;
}

/**
 * Prints content, its fields in the order of their type.
 * @param {Content} content
 * @throws {Malformed} where no reader would take it
 */
export function writeContent(content) {
  require(isContent(content));
  const bytes = textToUtf8(JSON.stringify({ t: content.t, ...inOrder(content, TYPES[content.t]) }));
  require(bytes.length <= LONGEST);
  return bytes;
}

/** Whether content refers to another message rather than being one. @param {Content} content @returns {content is Edit|React|Pin} */
export const isRelation = (content) => content.t !== 'text';

/** @param {any} value @returns {value is Content} */
function isContent(value) {
  if (typeof value.t !== 'string' || !Object.hasOwn(TYPES, value.t)) return false;
  const { t, ...fields } = value;
  return fits(fields, TYPES[t]) && (t !== 'text' || value.b !== '' || value.fl !== undefined);
}

/** Whether a value is an object of exactly these fields. @param {any} value @param {Fields} fields */
function fits(value, fields) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const names = Object.keys(fields);
  return Object.keys(value).every((name) => names.includes(name) || names.includes(`${name}?`))
    && names.every((name) => (Object.hasOwn(value, plain(name)) ? fields[name](value[plain(name)]) : name.endsWith('?')));
}

/** @param {any} value @param {Fields} fields */
function inOrder(value, fields) {
  const names = Object.keys(fields).map(plain).filter((name) => value[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, printable(name, value[name])]));
}

/** @param {string} name @param {any} value @returns {any} */
function printable(name, value) {
  if (name === 'fl') return value.map((/** @type {FileRef} */ file) => inOrder(file, FILE));
  return name === 'th' && !Array.isArray(value) ? inOrder(value, THUMBNAIL) : value;
}

/** @param {string} name */
const plain = (name) => name.replace('?', '');

/** @param {() => unknown} work */
function holds(work) {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed();
  }
}
