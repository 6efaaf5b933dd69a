// @ts-check
// Code that is pasted from an editor becomes a block of code; one step back makes it plain text again.
import { fenced, insert } from './formatting.js';
import { looksLikeCode } from './code-text.js';
import { MOST_BYTES } from './writing.js';
import { t } from '../locale/locale.js';

/** What editors copy beside the text. */
const OF_EDITORS = ['vscode-editor-data'];
/** Around what was copied. */
const FRAME = /<!--[^]*?-->|<\/?(?:html|body|meta|head)\b[^>]*>/gi;
const BLOCK = { start: /^<(?:pre|code)\b/, end: /<\/(?:pre|code)\x3e$/, each: /<pre\b/g };

/** Whether what was copied is one block of code and nothing else. @param {string} markup */
function isOneBlock(markup) {
  const inside = markup.replace(FRAME, '').trim().toLowerCase();
  return BLOCK.start.test(inside) && BLOCK.end.test(inside) && (inside.match(BLOCK.each) ?? []).length < 2;
}

/** @param {DataTransfer} data @param {string} text */
const isCode = (data, text) => OF_EDITORS.some((type) => data.types.includes(type)) || isOneBlock(data.getData('text/html').slice(0, 4 * MOST_BYTES)) || looksLikeCode(text);

/** Whether a place is inside a block of code. @param {string} before */
const isInBlock = (before) => (before.match(/^ {0,3}(?:```|~~~)/gm) ?? []).length % 2 === 1;

export class CodePaste {
  /** Whether the last key asked for plain text. */
  #isPlain = false;

  /** @param {KeyboardEvent} e */
  key({ ctrlKey, metaKey, shiftKey, key }) {
    this.#isPlain = (ctrlKey || metaKey) && shiftKey && key.toLowerCase() === 'v';
  }

  /** @param {ClipboardEvent} e */
  paste = (e) => {
    const area = /** @type {HTMLTextAreaElement} */ (e.currentTarget);
    const data = e.clipboardData;
    const text = data?.getData('text/plain').replace(/\r\n?/g, '\n') ?? '';
    const start = area.selectionStart;
    if (!data || this.#isPlain || !text.trim().includes('\n') || text.length > MOST_BYTES || isInBlock(area.value.slice(0, start)) || !isCode(data, text)) return;
    e.preventDefault();
    // Two steps, so that one step back leaves the text as it was copied.
    insert(area, text);
    const block = fenced({ text: area.value, start, end: start + text.length });
    replace(area, start, text, block.text);
    const action = { label: t('format.paste-plain'), run: () => replace(area, start, block.text, text), isOpen: () => isAt(area, start, block.text) };
    area.dispatchEvent(new CustomEvent('told', { bubbles: true, detail: { text: t('format.pasted'), kind: 'info', action } }));
  };
}

/** @param {HTMLTextAreaElement} area @param {number} start @param {string} text */
const isAt = (area, start, text) => area.isConnected && area.value.startsWith(text, start);

/** @param {HTMLTextAreaElement} area @param {number} start @param {string} from @param {string} to */
function replace(area, start, from, to) {
  if (!isAt(area, start, from)) return;
  area.focus();
  area.setSelectionRange(start, start + from.length);
  insert(area, to);
}
