// @ts-check
// Finds names that can be mistaken for one another, or for a mark of the page: confusable detection after Unicode UTS 39,
// with the most confused letters.

const LIKE = new Map(Object.entries({
  а: 'a', α: 'a', с: 'c', ԁ: 'd', е: 'e', ε: 'e', һ: 'h', і: 'i', ї: 'i', ι: 'i', ı: 'i', ј: 'j', к: 'k', κ: 'k', м: 'm', η: 'n', п: 'n', о: 'o', ο: 'o',
  օ: 'o', σ: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't', υ: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y', ү: 'y', в: 'b', β: 'b', ʙ: 'b', н: 'h',
  0: 'o', 1: 'l', '|': 'l', i: 'l', 5: 's', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe',
}));
/** Words by which the page says what somebody is. */
const MARKS = /(^|[^\p{L}])(you|me|verified|unverified|owner|admins?|administrators?|moderators?|servers?|system|support|security|official|unknown|someone|somebody|du|verifiziert|besitzer|gesperrt|jemand|انت|موثق|مالك|مشرف|الخادم|موقوف)([^\p{L}]|$)/u;
const SYMBOLS = /[\u2705\u2611\u2713\u2714\u{1f512}\u{1f510}\u{1f6e1}\u2b50\u2605\u{1f451}\u00ae\u2122@#()[\]{}]/u;

/** @type {Map<string, string>} */
const skeletons = new Map();

/** Two names that look alike have the same. @param {string} name */
export function skeleton(name) {
  const known = skeletons.get(name);
  if (known !== undefined) return known;
  const letters = [...name.normalize('NFKD').toLowerCase().normalize('NFKD')]
    .map((c) => LIKE.get(c) ?? c).map((c) => LIKE.get(c) ?? c).join('');
  const bare = letters.replace(/[\p{M}\p{C}\p{Z}\p{P}\p{S}]/gu, '').replaceAll('rn', 'm').replaceAll('vv', 'w');
  const found = bare || name.normalize('NFKC');
  skeletons.set(name, found);
  return found;
}

/** Whether a name looks like a mark that the page itself sets. @param {string} name */
export function looksLikeMark(name) {
  const plain = [...name.normalize('NFKD').toLowerCase()].map((c) => (/[a-z]/.test(c) ? c : LIKE.get(c) ?? c)).join('').replace(/[\p{M}\p{Cf}]/gu, '');
  return MARKS.test(plain) || SYMBOLS.test(name);
}

/**
 * Returns the people whose display name looks like that of another one, like another one's username, or like a mark
 * of the page.
 * @param {{userId: string, username: string, displayName: string}[]} people @returns {Set<string>} user ids
 */
export function ambiguous(people) {
  /** @type {Map<string, Set<string>>} */
  const owners = new Map();
  const add = (/** @type {string} */ name, /** @type {string} */ userId) => owners.set(skeleton(name), (owners.get(skeleton(name)) ?? new Set()).add(userId));
  for (const { userId, username, displayName } of people) {
    add(displayName, userId);
    add(username, userId);
  }
  return new Set(people
    .filter((p) => looksLikeMark(p.displayName) || (owners.get(skeleton(p.displayName))?.size ?? 0) > 1)
    .map((p) => p.userId));
}
