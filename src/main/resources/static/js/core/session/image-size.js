// @ts-check
// The format and size of an image by its first bytes: PNG, JPEG (ITU-T T.81, B.2) and WebP (RFC 9649).

/** @typedef {{type: 'image/png'|'image/jpeg'|'image/webp', width: number, height: number}} ImageSize */

/** Null for anything else, whatever its name says. @param {Uint8Array} bytes the beginning of a file @returns {ImageSize|null} */
export function imageSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    return png(view) ?? webp(view) ?? jpeg(view);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @param {DataView} view @param {number} at */
const text = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

/** @param {DataView} view @returns {ImageSize|null} */
function png(view) {
  if (view.getUint32(0) !== 0x89504e47 || text(view, 12) !== 'IHDR') return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** @param {DataView} view @returns {ImageSize|null} */
function webp(view) {
  if (text(view, 0) !== 'RIFF' || text(view, 8) !== 'WEBP') return null;
  const type = /** @type {const} */ ('image/webp');
  switch (text(view, 12)) {
    case 'VP8X': return { type, width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
    case 'VP8 ': return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const sizes = view.getUint32(21, true);
      return { type, width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 };
    }
    default: return null;
  }
}

/** Goes from segment to segment up to the one that begins a frame. @param {DataView} view @returns {ImageSize|null} */
function jpeg(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker < 0xc0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xda)) return null;
    if (marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return null;
}
