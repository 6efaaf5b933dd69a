// @ts-check
// WebP (RFC 9649): an animation without profiles and metadata of cameras.

const HEADER = 12;
/** Type and length of a chunk. */
const FRAMING = 8;
/** Where the pictures of a frame begin: behind its place, size, duration and flags. */
const FRAME = FRAMING + 16;
const NEEDED = new Set(['VP8X', 'ANIM', 'ANMF']);
const PIXELS = new Set(['ALPH', 'VP8 ', 'VP8L']);
/** Bits of the first byte of `VP8X` that announce a profile, Exif and XMP. */
const ANNOUNCED = 0x20 | 0x08 | 0x04;

/** Null where it is no whole animated WebP. @param {Uint8Array} bytes @returns {{bytes: Uint8Array[], frames: number}|null} `bytes` are the parts that stay */
export function strippedWebp(bytes) {
  if (bytes.length < HEADER || textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WEBP') return null;
  const end = FRAMING + lengthAt(bytes, 4);
  if (end > bytes.length) return null;
  const chunks = chunksOf(bytes, HEADER, end);
  if (!chunks || textAt(chunks[0] ?? bytes, 0) !== 'VP8X') return null;
  const kept = chunks.filter((chunk) => NEEDED.has(textAt(chunk, 0)));
  const frames = kept.filter((chunk) => textAt(chunk, 0) === 'ANMF');
  if (frames.length === 0 || !frames.every(isOnlyPixels)) return null;
  return { bytes: [header(kept), ...kept.map(plain)], frames: frames.length };
}

/** Whole chunks, each with its padding; null where the last one is cut. @param {Uint8Array} bytes @param {number} from @param {number} end */
function chunksOf(bytes, from, end) {
  const all = [];
  for (let at = from; at < end; ) {
    const next = at + FRAMING + lengthAt(bytes, at + 4);
    if (at + FRAMING > end || next > end) return null;
    all.push(bytes.subarray(at, next + (next % 2)));
    at = next + (next % 2);
  }
  return all;
}

/** @param {Uint8Array} frame */
function isOnlyPixels(frame) {
  const inside = chunksOf(frame, FRAME, FRAMING + lengthAt(frame, 4));
  return inside !== null && inside.length > 0 && inside.every((chunk) => PIXELS.has(textAt(chunk, 0)));
}

/** A chunk that announces nothing that has gone. @param {Uint8Array} chunk */
function plain(chunk) {
  if (textAt(chunk, 0) !== 'VP8X') return chunk;
  const changed = chunk.slice();
  changed[FRAMING] &= ~ANNOUNCED;
  return changed;
}

/** @param {Uint8Array[]} chunks */
function header(chunks) {
  const bytes = new TextEncoder().encode('RIFF0000WEBP');
  new DataView(bytes.buffer).setUint32(4, chunks.reduce((sum, { length }) => sum + length, HEADER - FRAMING), true);
  return bytes;
}

/** @param {Uint8Array} bytes @param {number} at */
const textAt = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** @param {Uint8Array} bytes @param {number} at */
const lengthAt = (bytes, at) => (bytes.length < at + 4 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true));
