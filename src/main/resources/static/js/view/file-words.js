// @ts-check
// Files as people read of them: what a message with files is, names, sizes and lengths.
import { kindOf } from '../core/files/kinds.js';
import { cleanName } from '../core/files/names.js';
import { locale, t } from '../locale/locale.js';

/** @typedef {import('../protocol/content.js').FileRef} FileRef */
/** What is said of a file before its content names it, too. @typedef {Pick<FileRef, 'n'|'m'|'w'|'h'|'d'|'v'>} Named */

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
const STEP = 1024;

/** @param {number} bytes */
export function sizeWords(bytes) {
  const at = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / STEP ** at;
  const digits = { maximumFractionDigits: at === 0 || value >= 10 ? 0 : 1 };
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[at], unitDisplay: at === 0 ? 'long' : 'short', ...digits }).format(value);
}

/** Minutes and seconds, and hours where there are some. @param {number} millis */
export function lengthWords(millis) {
  const seconds = Math.round(millis / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** @param {number} part 0 to 1 */
export const percentWords = (part) => new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(part * 100) / 100);

/** What kind of file a name ends with, or else that it is a file. @param {string} name */
export function typeWords(name) {
  const suffix = /[^.]\.([\p{L}\p{N}]{1,8})$/u.exec(cleanName(name))?.[1];
  return suffix ? suffix.toUpperCase() : t('files.type');
}

/** Whether a file is a picture whose size is known: it is shown in its place. @param {Pick<FileRef, 'm'|'w'|'h'>} file */
export const isPicture = (file) => kindOf(file) === 'image' && (file.w ?? 0) > 0 && (file.h ?? 0) > 0;

/** @param {Pick<FileRef, 'm'|'v'|'w'|'h'>} file */
export const isVoice = (file) => file.v === true && kindOf(file) === 'audio';

/** @param {Named} file */
export function fileWords(file) {
  if (isVoice(file)) return file.d === undefined ? t('files.voice-plain') : t('files.voice', { duration: lengthWords(file.d) });
  if (isPicture(file)) return t('files.picture');
  if (kindOf(file) === 'video') return t('files.video');
  return cleanName(file.n);
}

/** All files of a message in a few words. @param {readonly Named[]} files */
export function filesWords(files) {
  if (files.length === 1) return fileWords(files[0]);
  if (files.every(isPicture)) return t('files.pictures', { count: files.length });
  return t('files.many', { name: fileWords(files[0]), more: t('files.more', { count: files.length - 1 }) });
}

/** What a message says on one line: its files, then its text. @param {string} text plain @param {readonly Named[]|undefined} files */
export function withFiles(text, files) {
  if (!files || files.length === 0) return text;
  return text ? t('files.with-text', { files: filesWords(files), text }) : filesWords(files);
}

/** A file on a line of its own, where it is not shown itself: in what is saved or printed. @param {FileRef} file */
export function fileLine(file) {
  const [words, name] = [fileWords(file), cleanName(file.n)];
  return t('files.line', { name: words === name ? name : t('files.with-text', { files: words, text: name }), size: sizeWords(file.s) });
}

/** @param {{n: string}} file */
export const shownName = (file) => cleanName(file.n);
