// @ts-check
// Strict bytes (rules C1 to C5 of docs/protocol.md): big-endian, exact, canonical.

/** Bytes or text that are not what they should be. All of them get this one answer. */
export class Malformed extends Error {
  constructor() {
    super('malformed');
    this.name = 'Malformed';
  }
}

const SUITE = 1;
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

/** @param {boolean} holds */
export function require(holds) {
  if (!holds) throw new Malformed();
}

/** Reads a structure to its last byte. */
export class Reader {
  #bytes;
  #view;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at() {
    return this.#at;
  }

  get remaining() {
    return this.#bytes.length - this.#at;
  }

  /** @param {string} letters */
  magic(letters) {
    const read = this.bytes(letters.length);
    require(letters === String.fromCharCode(...read) && this.u8() === SUITE);
    return this;
  }

  u8() {
    return this.#view.getUint8(this.#take(1));
  }

  u16() {
    return this.#view.getUint16(this.#take(2));
  }

  u32() {
    return this.#view.getUint32(this.#take(4));
  }

  u64() {
    const value = this.#view.getBigUint64(this.#take(8));
    require(value <= BigInt(MAX_NUMBER));
    return Number(value);
  }

  /** @param {number} length */
  bytes(length) {
    const from = this.#take(length);
    return this.#bytes.slice(from, from + length);
  }

  /** @param {number} length */
  text(length) {
    return utf8ToText(this.bytes(length));
  }

  end() {
    require(this.remaining === 0);
  }

  /** @param {number} length */
  #take(length) {
    require(length >= 0 && this.remaining >= length);
    const from = this.#at;
    this.#at += length;
    return from;
  }
}

/** Writes a structure. */
export class Writer {
  /** @type {Uint8Array[]} */
  #parts = [];

  /** @param {string} letters */
  magic(letters) {
    return this.bytes(textToUtf8(letters)).u8(SUITE);
  }

  /** @param {number} value */
  u8(value) {
    return this.bytes(Uint8Array.of(value));
  }

  /** @param {number} value */
  u16(value) {
    return this.#number(2, (view) => view.setUint16(0, value));
  }

  /** @param {number} value */
  u32(value) {
    return this.#number(4, (view) => view.setUint32(0, value));
  }

  /** @param {number} value */
  u64(value) {
    return this.#number(8, (view) => view.setBigUint64(0, BigInt(value)));
  }

  /** @param {Uint8Array} bytes */
  bytes(bytes) {
    this.#parts.push(bytes);
    return this;
  }

  done() {
    return concat(...this.#parts);
  }

  /**
   * @param {number} length
   * @param {(view: DataView) => void} set
   */
  #number(length, set) {
    const bytes = new Uint8Array(length);
    set(new DataView(bytes.buffer));
    return this.bytes(bytes);
  }
}

/** @param {...Uint8Array} parts */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function equal(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * Compares by unsigned bytes, as ids are ordered (C2).
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function compare(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}

/** @param {Uint8Array} bytes */
export function isZero(bytes) {
  return bytes.every((byte) => byte === 0);
}

/** @param {string} text */
export function textToUtf8(text) {
  return new TextEncoder().encode(text);
}

/** @param {Uint8Array} bytes */
export function utf8ToText(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed();
  }
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary);
}

/**
 * Standard Base64 with padding in its one canonical form (C4).
 * @param {string} text
 */
export function fromBase64(text) {
  require(typeof text === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0);
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new Malformed();
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  // Only the last group can have another form: with padding, some of its bits stand for nothing.
  const last = bytes.length % 3;
  require(last === 0 || toBase64(bytes.subarray(-last)) === text.slice(-4));
  return bytes;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @param {string} text */
export function uuidToBytes(text) {
  require(typeof text === 'string' && UUID.test(text));
  const hex = text.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** @param {Uint8Array} bytes */
export function bytesToUuid(bytes) {
  require(bytes.length === 16);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([a, b]) => hex.slice(a, b)).join('-');
}

/** An id that sorts by time, so that databases keep new ones together: a UUID of version 7 (RFC 9562). @param {number} millis since 1970 */
export function uuidOfTime(millis) {
  const bytes = randomBytes(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(millis / 0x10000));
  view.setUint16(4, millis % 0x10000);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytesToUuid(bytes);
}

/** @param {number} length */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

export const randomUuid = () => crypto.randomUUID();
