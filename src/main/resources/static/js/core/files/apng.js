// @ts-check
// PNG (third edition, with animations): one without texts, times, profiles and metadata of cameras.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What the pixels need; everything else goes. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'acTL', 'fcTL', 'fdAT', 'IDAT', 'IEND']);
/** Length, type and checksum of a chunk. */
const FRAMING = 12;

/** Null where it is no whole PNG. @param {Uint8Array} bytes @returns {{bytes: Uint8Array[], frames: number}|null} `bytes` are the parts that stay */
export function strippedPng(bytes) {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [bytes.subarray(0, SIGNATURE.length)];
  let frames = 0;
  for (let at = SIGNATURE.length; at + FRAMING <= bytes.length; ) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + FRAMING + view.getUint32(at);
    if (end > bytes.length) return null;
    if (type === 'fcTL') frames++;
    if (NEEDED.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IEND') return { bytes: parts, frames: Math.max(1, frames) };
    at = end;
  }
  return null;
}
