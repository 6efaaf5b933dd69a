// @ts-check
// A recording as bars, with the part that was played.
import { svg } from 'lit';

const HEIGHT = 28;
const STEP = 5;
const WIDTH = 3;
const LEAST = 3;

/** @param {number[]} bars 0 to 1 each @param {number} [played] the part that was played, 0 to 1 */
export const waveform = (bars, played = 0) => svg`<svg class="wave" viewBox="0 0 ${Math.max(1, bars.length) * STEP} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${bars.map((loud, i) => {
  const height = Math.max(LEAST, loud * HEIGHT);
  return svg`<rect class=${(i + 0.5) / bars.length <= played ? 'wave__played' : ''} x=${i * STEP + 1} y=${(HEIGHT - height) / 2} width=${WIDTH} height=${height} rx="1.5"></rect>`;
})}</svg>`;
