// @ts-check
// Makes a person's picture small: a square, encoded anew, so that nothing but its pixels is left of the file.
import { MOST_PIXELS } from '../core/files/kinds.js';
import { imageSize } from '../core/session/image-size.js';

/** Of the picture, in pixels. */
const SIDE = 256;
/** What the server takes. */
const MOST_BYTES = 64 * 1024;
/** By then the size of any photo is known. */
const HEAD_BYTES = 4 * 1024 * 1024;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

export const ACCEPT = 'image/png,image/jpeg,image/webp';

/** A file that cannot be a picture; the key of a message says why. */
export class BadPicture extends Error {}

/** @param {Blob} file @returns {Promise<Blob>} */
export async function smallPicture(file) {
  const size = imageSize(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (!size) throw new BadPicture('picture.type');
  // Before it is decoded, which takes four bytes for each pixel.
  if (size.width * size.height > MOST_PIXELS) throw new BadPicture('picture.pixels');
  return encoded(squareOf(await decoded(new Blob([file], { type: size.type }))));
}

/** A picture that is on the page, to be stored again. @param {HTMLImageElement} image */
export const shownPicture = async (image) => encoded(squareOf(await createImageBitmap(image)));

/** @param {Blob} file */
async function decoded(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new BadPicture('picture.damaged');
  }
}

/** Its middle. @param {ImageBitmap} image */
function squareOf(image) {
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingQuality = 'high';
  const from = Math.min(image.width, image.height);
  context.drawImage(image, (image.width - from) / 2, (image.height - from) / 2, from, from, 0, 0, SIDE, SIDE);
  image.close();
  return canvas;
}

/** Browsers that cannot encode WebP give PNG instead: for them it is JPEG. @param {HTMLCanvasElement} canvas */
async function encoded(canvas) {
  for (const quality of QUALITIES) {
    const webp = await blobOf(canvas, 'image/webp', quality);
    const blob = webp.type === 'image/webp' ? webp : await blobOf(canvas, 'image/jpeg', quality);
    if (blob.size <= MOST_BYTES) return blob;
  }
  throw new BadPicture('picture.damaged');
}

/** @param {HTMLCanvasElement} canvas @param {string} type @param {number} quality @returns {Promise<Blob>} */
const blobOf = (canvas, type, quality) => new Promise((resolve, reject) => {
  canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new BadPicture('picture.damaged'))), type, quality);
});
