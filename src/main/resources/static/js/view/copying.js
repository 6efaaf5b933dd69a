// @ts-check

/** Copies a text, and tells so from where it stands. @param {Element} from @param {string} text */
export async function copy(from, text) {
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  const told = copied ? { text: 'Copied.', kind: 'info' } : { text: 'This browser does not allow copying.', kind: 'caution' };
  from.dispatchEvent(new CustomEvent('told', { bubbles: true, detail: told }));
}
