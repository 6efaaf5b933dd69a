// @ts-check
// How far a picture is enlarged in the viewer, and which part of it is seen.

export const MOST_ZOOM = 8;
export const STEP = 1.5;

/** @typedef {{width: number, height: number}} Box the place of the whole picture, in pixels */

export class Zoom {
  scale = 1;
  /** How far the picture's middle lies from the box's. */
  x = 0;
  y = 0;

  get isOn() {
    return this.scale > 1;
  }

  reset() {
    [this.scale, this.x, this.y] = [1, 0, 0];
  }

  /** Enlarges around a point, which keeps its place. @param {number} factor @param {Box} box @param {{x: number, y: number}} [point] from the middle of the box */
  by(factor, box, { x, y } = { x: 0, y: 0 }) {
    const scale = Math.max(1, Math.min(MOST_ZOOM, this.scale * factor));
    const change = scale / this.scale;
    this.scale = scale;
    this.to(x - (x - this.x) * change, y - (y - this.y) * change, box);
  }

  /** Puts the middle somewhere else: no side of the picture comes inside the box. @param {number} x @param {number} y @param {Box} box */
  to(x, y, { width, height }) {
    const within = (/** @type {number} */ value, /** @type {number} */ size) => {
      const most = (size * (this.scale - 1)) / 2;
      return Math.max(-most, Math.min(most, value));
    };
    [this.x, this.y] = [within(x, width), within(y, height)];
  }
}

/** A finger that went so far sideways, and not as far up or down, asks for the next picture. */
const SWIPE_PIXELS = 48;

/** Which way a finger went: 1 to the left, -1 to the right, 0 nowhere. @param {number} dx @param {number} dy */
export function swiped(dx, dy) {
  const isFar = Math.abs(dx) >= SWIPE_PIXELS;
  return isFar && Math.abs(dx) >= Math.abs(dy) * 1.5 ? -Math.sign(dx) : 0;
}
