// @ts-check
// A message as one line of plain text, for quotes and lists.
import { blocks, textOf } from './markdown-tree.js';

/** @typedef {import('./markdown-tree.js').Block} Block */

/** What a message says, without marks and line breaks. @param {string} text */
export const plainText = (text) => blocks(text).map(ofBlock).join(' ').replace(/\s+/g, ' ').trim();

/** @param {Block} block @returns {string} */
function ofBlock(block) {
  switch (block.t) {
    case 'paragraph': case 'heading': return textOf(block.inside);
    case 'rule': return '';
    case 'quote': return block.blocks.map(ofBlock).join(' ');
    case 'block': return block.text;
    case 'list': return block.items.flatMap((item) => item.blocks.map(ofBlock)).join(' ');
    case 'table': return [block.head, ...block.rows].flat().map(textOf).join(' ');
  }
}
