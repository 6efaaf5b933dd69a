// @ts-check
// How many pixels an image has, by its first bytes: what a message says of it is its sender's word.
import { imageSize } from '../session/image-size.js';

/** Infinity where that cannot be found out. @param {Uint8Array} bytes */
export function pixelsOf(bytes) {
  const size = imageSize(bytes) ?? gif(bytes) ?? avif(bytes);
  return size ? size.width * size.height : Infinity;
}

/** @param {Uint8Array} bytes */
function gif(bytes) {
  if (bytes.length < 10 || !/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The largest of the sizes that its properties name (`ispe`, ISO/IEC 23008-12). @param {Uint8Array} bytes */
function avif(bytes) {
  if (textAt(bytes, 4, 4) !== 'ftyp') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let most = null;
  for (let at = bytes.indexOf(0x69); at >= 0 && at + 16 <= bytes.length; at = bytes.indexOf(0x69, at + 1)) {
    if (textAt(bytes, at, 4) !== 'ispe') continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!most || size.width * size.height > most.width * most.height) most = size;
  }
  return most;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} length */
const textAt = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
