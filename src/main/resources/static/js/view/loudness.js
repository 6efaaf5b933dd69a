// @ts-check
// How loud a recording is, from its beginning to its end, as bars.

/** So many bars stand for a recording. */
export const BARS = 48;

/**
 * How loud each of so many equal parts is, 0 to 1; the loudest is 1 unless all is silent.
 * @param {Float32Array|number[]} samples @param {number} [bars]
 */
export function loudness(samples, bars = BARS) {
  const peaks = Array.from({ length: bars }, (_, i) => {
    const [from, to] = [Math.floor((i * samples.length) / bars), Math.floor(((i + 1) * samples.length) / bars)];
    let peak = 0;
    for (let at = from; at < to; at++) peak = Math.max(peak, Math.abs(samples[at]));
    return peak;
  });
  const most = Math.max(...peaks);
  return most > 0 ? peaks.map((peak) => peak / most) : peaks;
}
