// @ts-check
// Days, months and years that somebody types, in this device's time zone.

const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** From when to when a date lasts, in milliseconds, the end not within; null where it is none. @param {string} text `2026`, `2026-11` or `2026-11-30` */
export function lasting(text) {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (year === null || year < 1970) return null;
  const start = new Date(year, (month ?? 1) - 1, day ?? 1);
  // The 31st of February is another day.
  if (start.getMonth() !== (month ?? 1) - 1 || start.getDate() !== (day ?? 1)) return null;
  const end = day !== null ? new Date(year, start.getMonth(), day + 1) : month !== null ? new Date(year, month, 1) : new Date(year + 1, 0, 1);
  return { from: start.getTime(), to: end.getTime() };
}
