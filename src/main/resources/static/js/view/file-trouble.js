// @ts-check
// Why a file is not there, and how that is shown.
import { problemWords } from '../locale/problems.js';
import { t } from '../locale/locale.js';

/** `gone` and `damaged` stay so; after `failed` another try may help. @typedef {{kind: 'gone'|'damaged'|'not-shown'|'failed', words: string}} Trouble */

/** @param {unknown} error what fetching it threw @returns {Trouble} */
export function troubleOf(error) {
  const { reason, code } = /** @type {{reason?: unknown, code?: unknown}} */ (error ?? {});
  if (reason === 'damaged') return { kind: 'damaged', words: t('files.damaged') };
  if (reason === 'not-shown') return { kind: 'not-shown', words: t('files.not-shown') };
  if (code === 'not-found') return { kind: 'gone', words: t('files.gone') };
  return { kind: 'failed', words: t('files.not-loaded', { reason: problemWords(error) }) };
}
