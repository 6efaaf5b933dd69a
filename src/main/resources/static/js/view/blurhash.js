// @ts-check
// BlurHash: a picture's rough colours in a few characters, drawn until the picture itself is there
// (Wolt, BlurHash algorithm description).

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const BASE = 83;

/** @typedef {[red: number, green: number, blue: number]} Colour in linear light, 0 to 1 */

/** @param {string} text */
const numberIn = (text) => [...text].reduce((sum, digit) => sum * BASE + DIGITS.indexOf(digit), 0);

/** @param {number} value 0 to 255 */
function toLinear(value) {
  const light = value / 255;
  return light > 0.04045 ? ((light + 0.055) / 1.055) ** 2.4 : light / 12.92;
}

/** @param {number} light 0 to 1 */
function toSrgb(light) {
  const value = Math.max(0, Math.min(1, light));
  return Math.round((value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055) * 255);
}

/** @param {number} value @returns {Colour} */
const average = (value) => [toLinear(value >> 16), toLinear((value >> 8) & 255), toLinear(value & 255)];

/** @param {number} value @param {number} most @returns {Colour} */
function detail(value, most) {
  const part = (/** @type {number} */ digit) => Math.sign(digit - 9) * ((digit - 9) / 9) ** 2 * most;
  return [part(Math.floor(value / (19 * 19))), part(Math.floor(value / 19) % 19), part(value % 19)];
}

/**
 * Pixels in RGBA, row by row; null where the text is no BlurHash.
 * @param {string} hash @param {number} width @param {number} height
 */
export function blurPixels(hash, width, height) {
  const size = numberIn(hash.slice(0, 1));
  const [across, down] = [(size % 9) + 1, Math.floor(size / 9) + 1];
  if (hash.length < 6 || hash.length !== 4 + 2 * across * down || [...hash].some((digit) => !DIGITS.includes(digit))) return null;
  const most = (numberIn(hash.slice(1, 2)) + 1) / 166;
  const parts = Array.from({ length: across * down }, (_, i) => (i === 0 ? average(numberIn(hash.slice(2, 6))) : detail(numberIn(hash.slice(4 + i * 2, 6 + i * 2)), most)));
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set([...colourAt(parts, across, x / width, y / height).map(toSrgb), 255], (y * width + x) * 4);
  }
  return pixels;
}

/** @param {Colour[]} parts @param {number} across @param {number} x @param {number} y */
function colourAt(parts, across, x, y) {
  const sum = [0, 0, 0];
  parts.forEach((part, i) => {
    const weight = Math.cos(Math.PI * x * (i % across)) * Math.cos(Math.PI * y * Math.floor(i / across));
    part.forEach((light, channel) => (sum[channel] += light * weight));
  });
  return sum;
}

const SIZE = 32;

/** Draws a BlurHash on a canvas; nothing where it is none. @param {HTMLCanvasElement} canvas @param {string} hash */
export function drawBlur(canvas, hash) {
  const pixels = blurPixels(hash, SIZE, SIZE);
  if (!pixels) return;
  [canvas.width, canvas.height] = [SIZE, SIZE];
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, SIZE, SIZE), 0, 0);
}
