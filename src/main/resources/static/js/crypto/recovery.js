// @ts-check
// Recovery codes: 160 random bits as 32 characters of Crockford's Base32, in 8 groups of 4.
import { randomBytes } from '../protocol/bytes.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 8;
const LENGTH = 20;

/** A fresh code as its bytes and as its groups. */
export function drawCode() {
  const bytes = randomBytes(LENGTH);
  const text = encode(bytes);
  return { bytes, groups: Array.from({ length: GROUPS }, (_, i) => text.slice(4 * i, 4 * i + 4)) };
}

/** @param {Uint8Array} bytes */
function encode(bytes) {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 32 }, (_, i) => ALPHABET[Number((bits >> BigInt(155 - 5 * i)) & 31n)]).join('');
}

/** Upper case, without blanks and dashes, with the letters that are mistaken for digits read as those. @param {string} typed */
export function canonical(typed) {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** What somebody typed, as bytes; null where it is no code. @param {string} typed */
export function readCode(typed) {
  const text = canonical(typed);
  if (text.length !== 32 || [...text].some((c) => !ALPHABET.includes(c))) return null;
  let bits = 0n;
  for (const c of text) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(c));
  return Uint8Array.from({ length: LENGTH }, (_, i) => Number((bits >> BigInt(152 - 8 * i)) & 255n));
}
