// @ts-check
// What a timeline draws for its items: headings of days, the line above what is new, messages, and one row where many
// notices or many locked messages of one kind follow each other.
import { foldOf, isEnough } from '../core/room/folds.js';
import { isBeforeJoining } from '../core/room/state.js';

/** @typedef {import('./message.js').ShownItem} ShownItem */
/** @typedef {{kind: 'separator', key: string, at: number, isDay: boolean, isNew: boolean}} Separator */
/** @typedef {{kind: 'one', key: string, item: ShownItem, isFirst: boolean}} One a message or notice of its own */
/** @typedef {{kind: 'fold', key: string, fold: string, items: ShownItem[]}} Fold */
/** @typedef {Separator|One|Fold} Row */

const GROUP_MILLIS = 5 * 60000;

/** Keeps the key of a row that many items share while more come at either end. */
export class FoldKeys {
  /** @type {Map<string, string>} */
  #keys = new Map();

  /** @param {ShownItem[]} items @param {Set<string>} used keys of other rows */
  of(items, used) {
    const known = items.map(({ key }) => this.#keys.get(key)).find((key) => key !== undefined && !used.has(key));
    const key = known ?? `f${items[0].key}`;
    for (const item of items) this.#keys.set(item.key, key);
    used.add(key);
    return key;
  }
}

/**
 * @param {ShownItem[]} items ascending
 * @param {object} place
 * @param {ShownItem|null} place.above what stands above the first one
 * @param {number|null} place.firstNew the position where the line above what is new stands
 * @param {(at: number) => string} place.dayOf the same for all times of a day
 * @param {(item: ShownItem) => number} [place.dateOf] the time whose day a row stands under
 * @param {FoldKeys} place.keys
 * @param {(item: ShownItem) => string} [place.wordsOf] items with other words share no row
 * @returns {Row[]}
 */
export function rowsOf(items, { above, firstNew, dayOf, dateOf = (item) => item.at, keys, wordsOf = () => '' }) {
  const shown = items.filter(oneFromBefore());
  const isNew = (/** @type {ShownItem|null} */ before, /** @type {ShownItem} */ item) =>
    firstNew !== null && item.pos !== null && item.pos >= firstNew && !((before?.pos ?? -1) >= firstNew);
  /** @type {Row[]} */
  const rows = [];
  const used = new Set();
  let before = above;
  for (const run of runsOf(shown, (last, item) => isNew(last, item), wordsOf)) {
    const fold = foldOf(run[0]);
    const isFold = fold !== null && isEnough(fold, run.length);
    for (const item of isFold ? run.slice(0, 1) : run) {
      const separator = separatorOf(before && dateOf(before), item, dateOf(item), isNew(before, item), dayOf);
      if (separator) rows.push(separator);
      if (!isFold) rows.push({ kind: 'one', key: item.key, item, isFirst: separator !== null || !continues(before, item) });
      before = item;
    }
    if (isFold) rows.push({ kind: 'fold', key: keys.of(run, used), fold, items: run });
    before = run[run.length - 1];
  }
  return rows;
}

/** Of all that was said before somebody joined only the first one is a row. */
function oneFromBefore() {
  let count = 0;
  return (/** @type {ShownItem} */ item) => !(item.kind === 'locked' && isBeforeJoining(item)) || count++ === 0;
}

/** Items that may share a row, together. @param {ShownItem[]} items @param {(last: ShownItem, item: ShownItem) => boolean} isApart @param {(item: ShownItem) => string} wordsOf */
function runsOf(items, isApart, wordsOf) {
  /** @type {ShownItem[][]} */
  const runs = [];
  let kind = '';
  for (const item of items) {
    const fold = foldOf(item);
    const itsKind = fold === null ? '' : `${fold} ${wordsOf(item)}`;
    const run = runs.at(-1);
    if (run && fold !== null && itsKind === kind && !isApart(run[run.length - 1], item)) run.push(item);
    else runs.push([item]);
    kind = itsKind;
  }
  return runs;
}

/** @param {number|null} before a time @param {ShownItem} item @param {number} at @param {boolean} isNew @param {(at: number) => string} dayOf @returns {Separator|null} */
function separatorOf(before, item, at, isNew, dayOf) {
  const isDay = before === null || dayOf(before) !== dayOf(at);
  return isDay || isNew ? { kind: 'separator', key: `s${item.key}`, at, isDay, isNew } : null;
}

/** @param {ShownItem|null} item @returns {item is Extract<ShownItem, {kind: 'message'|'deleted'}>} */
const isOfSender = (item) => item?.kind === 'message' || item?.kind === 'deleted';

/** Whether a message stands under the name of the one before it. @param {ShownItem|null} before @param {ShownItem} item */
function continues(before, item) {
  return isOfSender(before) && isOfSender(item) && before.sender.userId === item.sender.userId && item.at - before.at < GROUP_MILLIS;
}
