// @ts-check
// Codecs of letterboxes (docs/protocol.md): the data of their events, letters, and the address that a program gets.
// Parsing checks shape only.
import { Reader, Writer, bytesToUuid, concat, require, textToUtf8, toBase64, uuidToBytes } from './bytes.js';

/** Boxes of a room that are open at a time. */
export const MOST_BOXES = 16;
/** The most characters of a box's name. */
export const LONGEST_BOX_NAME = 64;
const KEY = 32;
const MAC = 32;
const HEADER = 57;
const SHORTEST_LETTER = 153;
const LONGEST_LETTER = 16537;
const BLOCK = 64;
const LONGEST_JSON = 16384;
/** What stands before the number of a box in place of an epoch's, in grants. */
const GRANTS_FROM = 0x80000000;

/** Public keys of small order (RFC 7748, section 6.1): with them every shared secret is zeros. Without the highest bit, in hex. */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** The number that the grants of a box's seed have in place of an epoch's (B2). @param {number} box */
export const grantNumber = (box) => GRANTS_FROM + box;

/** The box whose seed a grant with this number is about; null where it is an epoch's. @param {number} number */
export const boxOfGrant = (number) => (number > GRANTS_FROM ? number - GRANTS_FROM : null);

/** @typedef {{box: number, webhook: boolean, key: Uint8Array, name: string}} OpenedBox */

/** @param {OpenedBox} of */
export const writeBoxOpened = ({ box, webhook, key, name }) => new Writer().u32(box).u8(webhook ? 1 : 0).bytes(key).bytes(textToUtf8(name)).done();

/** @param {Reader} r @returns {OpenedBox} */
export function readBoxOpened(r) {
  const box = readBoxNumber(r);
  const kind = r.u8();
  const key = r.bytes(KEY);
  const name = r.text(r.remaining);
  require(kind <= 1 && !isSmallOrder(key) && isBoxName(name));
  return { box, webhook: kind === 1, key, name };
}

/** So that the number of its grants fits into four bytes. @param {Reader} r */
export function readBoxNumber(r) {
  const box = r.u32();
  require(box >= 1 && box < GRANTS_FROM);
  return box;
}

/** @param {string} name */
export const isBoxName = (name) => name !== '' && [...name].length <= LONGEST_BOX_NAME && !/\p{Cc}/u.test(name);

/** @param {Uint8Array} key */
export function isSmallOrder(key) {
  const masked = Uint8Array.from(key, (byte, i) => (i === KEY - 1 ? byte & 0x7f : byte));
  return SMALL_ORDER.has(Array.from(masked, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

/** SC1B's first 57 bytes. @param {{roomId: string, box: number, ephemeral: Uint8Array}} l */
export const letterHeader = ({ roomId, box, ephemeral }) => new Writer().magic('SC1B').bytes(uuidToBytes(roomId)).u32(box).bytes(ephemeral).done();

/** The first 25 bytes of a header, from which its keys are derived. @param {string} roomId @param {number} box */
export const letterInfo = (roomId, box) => new Writer().magic('SC1B').bytes(uuidToBytes(roomId)).u32(box).done();

/** SC1B. @param {Uint8Array} bytes */
export function readLetter(bytes) {
  const { length } = bytes;
  require(length >= SHORTEST_LETTER && length <= LONGEST_LETTER && (length - HEADER - MAC) % BLOCK === 0);
  const r = new Reader(bytes).magic('SC1B');
  const head = { roomId: bytesToUuid(r.bytes(16)), box: readBoxNumber(r), ephemeral: r.bytes(KEY) };
  return { ...head, ciphertext: bytes.slice(HEADER, length - MAC), covered: bytes.slice(0, length - MAC), mac: bytes.slice(length - MAC) };
}

/** JSON ‖ 80 ‖ zeros, to a multiple of 64 bytes. @param {Uint8Array} json */
export function writeLetterPlain(json) {
  require(json.length >= 2 && json.length <= LONGEST_JSON);
  const plain = new Uint8Array(Math.ceil((json.length + 1) / BLOCK) * BLOCK);
  plain.set(concat(json, Uint8Array.of(0x80)));
  return plain;
}

/** @param {Uint8Array} plain @returns {Uint8Array} the JSON */
export function readLetterPlain(plain) {
  const mark = plain.findLastIndex((byte) => byte !== 0);
  require(plain.length % BLOCK === 0 && mark >= 2 && plain[mark] === 0x80 && plain.length - mark <= BLOCK);
  return plain.slice(0, mark);
}

/** What a program needs besides the token, as the last part of the address. @param {string} roomId @param {number} box @param {Uint8Array} key */
export const addressPart = (roomId, box, key) =>
  toBase64(new Writer().bytes(uuidToBytes(roomId)).u32(box).bytes(key).done()).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
