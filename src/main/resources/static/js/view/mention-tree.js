// @ts-check
// Puts mentions into the tree of a text: `@name` of somebody whom the message mentions becomes a node of its own.
import { tagsIn } from '../core/room/mentions.js';

/** @typedef {import('./markdown-tree.js').Block} Block */
/** @typedef {import('./markdown-tree.js').Inline} Inline */
/** @typedef {import('../core/session/directory.js').Person} Person */
/** @typedef {{person: Person|null, isMe: boolean}} Named everybody where there is no person */
/** @typedef {(name: string) => Named|null} Find */
/** @typedef {{t: 'mention', text: string} & Named} Mention */

/** @param {Block[]} tree @param {Find} find @returns {Block[]} */
export const withMentions = (tree, find) => tree.map((block) => inBlock(block, find));

/** @param {Block} block @param {Find} find @returns {Block} */
function inBlock(block, find) {
  switch (block.t) {
    case 'paragraph': case 'heading': return { ...block, inside: inAll(block.inside, find) };
    case 'quote': return { ...block, blocks: withMentions(block.blocks, find) };
    case 'list': return { ...block, items: block.items.map((item) => ({ ...item, blocks: withMentions(item.blocks, find) })) };
    case 'table': return { ...block, head: block.head.map((cell) => inAll(cell, find)), rows: block.rows.map((row) => row.map((cell) => inAll(cell, find))) };
    case 'rule': case 'block': return block;
  }
}

/** @param {Inline[]} all @param {Find} find @returns {Inline[]} */
const inAll = (all, find) => all.flatMap((one) => {
  if (one.t === 'text') return inText(one.text, find);
  return 'inside' in one && one.t !== 'link' ? [{ ...one, inside: inAll(one.inside, find) }] : [one];
});

/** @param {string} text @param {Find} find @returns {Inline[]} */
function inText(text, find) {
  /** @type {Inline[]} */
  const out = [];
  let end = 0;
  for (const { at, length, name } of tagsIn(text, (one) => find(one) !== null)) {
    const named = /** @type {Named} */ (find(name));
    if (at > end) out.push({ t: 'text', text: text.slice(end, at) });
    out.push({ t: 'mention', text: text.slice(at, at + length), ...named });
    end = at + length;
  }
  if (end < text.length) out.push({ t: 'text', text: text.slice(end) });
  return out;
}
