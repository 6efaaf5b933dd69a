// @ts-check
// Tables of GitHub Flavored Markdown: cells between unescaped pipes.

/** Cells of one table. A row of two characters is filled up with as many cells as the head has. */
export const MOST_CELLS = 1_000;
const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** @typedef {'left'|'center'|'right'|null} Alignment */

/** How the columns of a table are aligned, whose head and second line these are; null where they are none. @param {string} head @param {string} second @returns {Alignment[]|null} */
export function columnsOf(head, second) {
  if (!/[|:]/.test(second) || !DELIMITERS.test(second)) return null;
  const columns = head.trim() === '|' ? [] : cells(second);
  return cells(head).length === columns.length ? columns.map(alignment) : null;
}

/** @param {string} cell @returns {Alignment} */
function alignment(cell) {
  const [isLeft, isRight] = [cell.startsWith(':'), cell.endsWith(':')];
  if (isLeft && isRight) return 'center';
  return isLeft ? 'left' : isRight ? 'right' : null;
}

/** @param {{align: Alignment[], lines: string[]}} table */
export const isTooLarge = ({ align, lines }) => align.length * lines.length > MOST_CELLS;

/** The texts of the cells, row by row, the head first. @param {{align: Alignment[], lines: string[]}} table */
export const tableOf = ({ align, lines }) => lines.filter((_, i) => i !== 1).map((line) => {
  const found = cells(line);
  return align.map((_, i) => found[i] ?? '');
});

/** @param {string} line @returns {string[]} */
function cells(line) {
  const text = line.trim();
  const found = [''];
  for (let at = text[0] === '|' ? 1 : 0; at < text.length; at++) {
    if (text[at] === '\\' && (text[at + 1] === '|' || text[at + 1] === '\\')) found[found.length - 1] += text[++at] === '|' ? '|' : '\\\\';
    else if (text[at] === '|') found.push('');
    else found[found.length - 1] += text[at];
  }
  if (found.length > 1 && found.at(-1) === '') found.pop();
  return found.map((cell) => cell.trim());
}
