// @ts-check
// Draws a picture again, upright and without its metadata, and smaller. In a worker.

const THUMBNAIL_SIDE = 400;
/** Pixels a side from which a BlurHash is computed. */
const SAMPLE_SIDE = 32;
const QUALITY = 0.9;
const THUMBNAIL_QUALITY = 0.75;
/** Formats that a canvas writes; others become JPEG. */
const WRITTEN = new Set(['image/png', 'image/jpeg', 'image/webp']);

/**
 * @typedef {object} Redrawn
 * @property {Blob} blob
 * @property {string} type
 * @property {number} width
 * @property {number} height
 * @property {{blob: Blob, width: number, height: number}} thumbnail
 * @property {{pixels: Uint8ClampedArray, width: number, height: number}} sample
 */

/** @param {Blob} picture @param {string} wanted its media type @returns {Promise<Redrawn>} */
export async function redraw(picture, wanted) {
  // The browser turns it as its metadata says.
  const bitmap = await createImageBitmap(picture);
  try {
    const { width, height } = bitmap;
    const type = WRITTEN.has(wanted) ? wanted : 'image/jpeg';
    const whole = canvasOf(bitmap, width, height);
    const small = scaled(width, height, THUMBNAIL_SIDE);
    const sample = scaled(width, height, SAMPLE_SIDE);
    const { data } = canvasOf(bitmap, sample.width, sample.height).getContext('2d')?.getImageData(0, 0, sample.width, sample.height) ?? { data: new Uint8ClampedArray() };
    const blob = await written(whole, type, QUALITY);
    return {
      blob, type: blob.type, width, height, sample: { pixels: data, ...sample },
      thumbnail: { blob: await written(canvasOf(bitmap, small.width, small.height), 'image/webp', THUMBNAIL_QUALITY), ...small },
    };
  } finally {
    bitmap.close();
  }
}

/** @param {number} width @param {number} height @param {number} side */
function scaled(width, height, side) {
  const by = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/** @param {ImageBitmap} bitmap @param {number} width @param {number} height */
function canvasOf(bitmap, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** A browser that does not write WebP writes PNG instead: then it is JPEG. @param {OffscreenCanvas} canvas @param {string} type @param {number} quality */
async function written(canvas, type, quality) {
  const blob = await canvas.convertToBlob({ type, quality });
  return blob.type === type ? blob : canvas.convertToBlob({ type: 'image/jpeg', quality });
}
