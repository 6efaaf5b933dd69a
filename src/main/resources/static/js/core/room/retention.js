// @ts-check
// How long messages are kept, by the room's signed events (kind 12): which have expired, and which ones the server may
// serve as their hash because of it.

/** A setting, as it was signed. @typedef {{pos: number, seconds: number, time: number}} Setting `seconds` is 0 for ever */

const SECOND = 1000;
/** So far the server's clock may be ahead of this device's, and so much later a setting may end than was signed. */
const SLACK_MILLIS = 5 * 60 * SECOND;
/** An entry may seem older than what was signed before it by a tenth of the time that messages are kept, and by so much at most. */
const SHARE = 10;
const MOST_OLDER_MILLIS = 24 * 3600 * SECOND;

/** For how many seconds messages are kept after the last event; 0 for ever. @param {{retentions: readonly Setting[]}} people */
export const retentionOf = ({ retentions }) => retentions.at(-1)?.seconds ?? 0;

/** Messages of this time or before have expired. @param {{retentions: readonly Setting[]}} people @param {number} now */
export function expiredUntil(people, now) {
  const seconds = retentionOf(people);
  return seconds === 0 ? -Infinity : now - seconds * SECOND;
}

/**
 * Whether the server may have erased an entry because it expired (D7).
 * @param {readonly Setting[]} retentions @param {number} signed the newest time that was signed before the entry; 0 where none is known
 * @param {{pos: number, at: number}} entry @param {number} now
 */
export const mayHaveExpired = (retentions, signed, { pos, at }, now) => retentions.some(({ seconds }, i) => {
  const next = retentions[i + 1];
  if (seconds === 0 || (next && pos > next.pos)) return false;
  const end = Math.min(now, next?.time ?? now) + SLACK_MILLIS;
  const older = Math.max(SLACK_MILLIS, Math.min(seconds * SECOND / SHARE, MOST_OLDER_MILLIS));
  return at + seconds * SECOND <= end && at >= signed - older;
});
