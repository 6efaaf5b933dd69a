// @ts-check
// Prepares a file for sending: pictures without their metadata (F9), with a smaller one and a BlurHash; recordings with their
// length. A picture whose metadata cannot be removed is not sent, unless the user chooses to send the original.
import { encode } from 'blurhash';
import { strippedPng } from '../core/files/apng.js';
import { strippedGif } from '../core/files/gif.js';
import { METADATA_STAYS, MOST_PIXELS, isImageType, mediaType } from '../core/files/kinds.js';
import { BEGINNING_BYTES, pictureType } from '../core/files/signatures.js';
import { strippedWebp } from '../core/files/webp.js';
import { imageSize } from '../core/session/image-size.js';
import { Problem } from '../protocol/problems.js';
import { inWorker } from './files.js';

/** @typedef {import('../core/files/upload.js').Prepared} Prepared */
/** @typedef {import('./redrawing.js').Redrawn} Redrawn */

/** In the beginning of a file is its size as a picture. */
const BEGINNING = 2 ** 18;
/** How long a player may take to find out what a recording is. */
const PLAYER_MILLIS = 8000;
const COMPONENTS = 4;
const SUFFIXES = /** @type {Record<string, string>} */ ({ 'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp' });
const LARGEST_ANIMATION = 32 * 2 ** 20;
/** Formats of animations, which would lose their movement if they were drawn again. */
const STRIPPED = /** @type {Record<string, (bytes: Uint8Array) => {bytes: Uint8Array[], frames: number}|null>} */ ({
  'image/gif': strippedGif, 'image/png': strippedPng, 'image/webp': strippedWebp,
});

/** @param {File} file @param {{original?: boolean}} choice @returns {Promise<Prepared>} */
export async function prepare(file, { original = false }) {
  const type = await typeOf(file);
  const plain = { blob: file, name: file.name, type };
  if (isImageType(type)) return original ? withPreview(file, plain) : picture(file, plain);
  if (type.startsWith('video/') || type.startsWith('audio/')) return { ...plain, ...(await recording(file, type)) };
  return plain;
}

/** As the system says it, but that of a picture is known by its bytes. @param {File} file */
async function typeOf(file) {
  const said = mediaType(file.type);
  if (said.startsWith('image/')) return said;
  return pictureType(new Uint8Array(await file.slice(0, BEGINNING_BYTES).arrayBuffer())) ?? said;
}

/** As it is, with a smaller picture. @param {File} file @param {Prepared} plain @returns {Promise<Prepared>} */
async function withPreview(file, plain) {
  const redrawn = await redrawnOf(file, plain.type);
  return redrawn ? { ...plain, ...previewOf(redrawn) } : plain;
}

/** @param {File} file @param {Prepared} plain @returns {Promise<Prepared>} */
async function picture(file, plain) {
  const stripped = file.size <= LARGEST_ANIMATION ? STRIPPED[plain.type]?.(new Uint8Array(await file.arrayBuffer())) : null;
  const redrawn = await redrawnOf(file, plain.type);
  if (!redrawn) throw new Problem({ code: METADATA_STAYS });
  const preview = previewOf(redrawn);
  if (stripped && stripped.frames > 1) return { ...plain, blob: new Blob(/** @type {Uint8Array<ArrayBuffer>[]} */ (stripped.bytes), { type: plain.type }), ...preview };
  return { blob: redrawn.blob, type: redrawn.type, name: named(file.name, plain.type, redrawn.type), ...preview };
}

/** Null where it is no picture that this browser can decode, or one of too many pixels. @param {Blob} file @param {string} type */
async function redrawnOf(file, type) {
  const size = imageSize(new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer()));
  if (size && size.width * size.height > MOST_PIXELS) return null;
  try {
    return /** @type {Redrawn} */ (await inWorker({ kind: 'redraw', picture: file, type }));
  } catch {
    return null;
  }
}

/** @param {Redrawn} redrawn */
const previewOf = ({ width, height, thumbnail, sample }) => ({
  width, height, thumbnail, blurhash: encode(sample.pixels, sample.width, sample.height, COMPONENTS, COMPONENTS),
});

/** With the suffix of what it became. @param {string} name @param {string} before @param {string} after */
const named = (name, before, after) => (before === after ? name : `${name.replace(/\.[^.]{1,5}$/, '')}${SUFFIXES[after] ?? ''}`);

/** What a player says of it; nothing where it cannot play it. @param {File} file @param {string} type @returns {Promise<Pick<Prepared, 'duration'|'width'|'height'|'thumbnail'|'blurhash'>>} */
async function recording(file, type) {
  const address = URL.createObjectURL(file);
  const player = document.createElement(type.startsWith('video/') ? 'video' : 'audio');
  player.preload = 'auto';
  player.muted = true;
  try {
    player.src = address;
    if (!(await happens(player, 'loadedmetadata'))) return {};
    const duration = Number.isFinite(player.duration) && player.duration > 0 ? { duration: Math.round(player.duration * 1000) } : {};
    return player instanceof HTMLVideoElement && player.videoWidth > 0 ? { ...duration, ...(await firstFrame(player)) } : duration;
  } finally {
    player.removeAttribute('src');
    player.load();
    URL.revokeObjectURL(address);
  }
}

/** @param {HTMLVideoElement} player */
async function firstFrame(player) {
  const size = { width: player.videoWidth, height: player.videoHeight };
  if (size.width * size.height > MOST_PIXELS || !(player.readyState >= player.HAVE_CURRENT_DATA || (await happens(player, 'loadeddata')))) return size;
  const canvas = new OffscreenCanvas(size.width, size.height);
  canvas.getContext('2d')?.drawImage(player, 0, 0);
  const redrawn = await redrawnOf(await canvas.convertToBlob({ type: 'image/jpeg' }), 'image/jpeg');
  return redrawn ? { ...previewOf(redrawn), ...size } : size;
}

/** Whether a player comes so far. @param {HTMLMediaElement} player @param {string} event @returns {Promise<boolean>} */
function happens(player, event) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PLAYER_MILLIS);
    for (const [name, came] of /** @type {[string, boolean][]} */ ([[event, true], ['error', false]])) {
      player.addEventListener(name, () => (clearTimeout(timer), resolve(came)), { once: true });
    }
  });
}
