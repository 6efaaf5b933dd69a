// @ts-check
// GIF (version 89a): whether one is animated, and one without what its pictures do not need. Comments, texts and metadata of
// programs go; the extension that repeats an animation stays.

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;
const LOOPS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Null where it is no whole GIF. @param {Uint8Array} bytes @returns {{bytes: Uint8Array[], frames: number, width: number, height: number}|null} `bytes` are the parts that stay */
export function strippedGif(bytes) {
  if (bytes.length < 13 || !/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 13 + tableLength(bytes[10]);
  const parts = [bytes.subarray(0, at)];
  for (let frames = 0; ;) {
    const from = at;
    switch (bytes[at]) {
      case TRAILER: return { bytes: [...parts, bytes.subarray(at, at + 1)], frames, width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case IMAGE:
        at = endOfBlocks(bytes, at + 11 + tableLength(bytes[at + 9]));
        frames++;
        break;
      case EXTENSION: at = endOfBlocks(bytes, at + 2); break;
      default: return null;
    }
    if (at > bytes.length) return null;
    if (bytes[from] === IMAGE || isNeeded(bytes, from)) parts.push(bytes.subarray(from, at));
  }
}

/** @param {Uint8Array} bytes @param {number} at of an extension */
const isNeeded = (bytes, at) => bytes[at + 1] === CONTROL || (bytes[at + 1] === APPLICATION && LOOPS.has(textAt(bytes, at + 3, 11)));

/** @param {number} flags */
const tableLength = (flags) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Behind a row of sub-blocks, each with its length before it, and an empty one. @param {Uint8Array} bytes @param {number} at */
function endOfBlocks(bytes, at) {
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at] + 1;
  return at + 1;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} length */
const textAt = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
