// @ts-check
// Parts of a log, ascending and apart from each other.

/** From one position to another, both within. @typedef {[first: number, last: number]} Span */

/** With one more part. @param {Span[]} spans @param {Span} more @returns {Span[]} */
export function merged(spans, [first, last]) {
  const near = spans.filter((span) => span[0] <= last + 1 && first <= span[1] + 1);
  const others = spans.filter((span) => !near.includes(span));
  const whole = /** @type {Span} */ ([Math.min(first, ...near.map((span) => span[0])), Math.max(last, ...near.map((span) => span[1]))]);
  return [...others, whole].sort((a, b) => a[0] - b[0]);
}

/** What is lacking of a part. @param {Span[]} spans @param {Span} whole @returns {Span[]} */
export function missing(spans, [first, last]) {
  /** @type {Span[]} */
  const gaps = [];
  let at = first;
  for (const [from, to] of spans) {
    if (to < at) continue;
    if (from > last) break;
    if (from > at) gaps.push([at, from - 1]);
    at = Math.max(at, to + 1);
  }
  if (at <= last) gaps.push([at, last]);
  return gaps;
}

/** How many positions there are. @param {Span[]} spans */
export const sizeOf = (spans) => spans.reduce((sum, [first, last]) => sum + last - first + 1, 0);
