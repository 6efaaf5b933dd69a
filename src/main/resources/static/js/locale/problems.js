// @ts-check
import { has, t } from './locale.js';

/**
 * The message for a refusal, by its code and never in the server's words. Anything else thrown is a bug in the page.
 * @param {unknown} thrown
 */
export function problemWords(thrown) {
  if (thrown instanceof DOMException && ['SecurityError', 'InvalidStateError', 'UnknownError'].includes(thrown.name)) return t('problem.storage');
  if (!(thrown instanceof Error) || thrown.name !== 'Problem') return t('problem.browser');
  const error = /** @type {Error & {code: string, status: number, answer: Record<string, unknown>}} */ (thrown);
  if (error.code === 'wrong-credentials' && error.status === 403) return t('problem.wrong-password');
  if (error.code === 'bad-display-name' && has(`problem.display-name-${error.answer.why}`)) {
    return t(`problem.display-name-${error.answer.why}`, { character: String(error.answer.character ?? '') });
  }
  return t(has(`problem.${error.code}`) ? `problem.${error.code}` : 'problem.failed');
}
