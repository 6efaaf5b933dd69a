// @ts-check
import { t } from '../locale/locale.js';

/** Copies a text, and tells so from where it stands. @param {Element} from @param {string} text */
export async function copy(from, text) {
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  const told = copied ? { text: t('copy.done'), kind: 'info' } : { text: t('copy.failed'), kind: 'caution' };
  from.dispatchEvent(new CustomEvent('told', { bubbles: true, detail: told }));
}
