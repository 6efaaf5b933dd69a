// @ts-check
// Which files the page shows itself (F8): images, audio and video of known types. SVG and HTML are never among them.

/** @typedef {'image'|'audio'|'video'} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  'image/png': 'image', 'image/jpeg': 'image', 'image/gif': 'image', 'image/webp': 'image', 'image/avif': 'image',
  'audio/mpeg': 'audio', 'audio/mp4': 'audio', 'audio/aac': 'audio', 'audio/ogg': 'audio', 'audio/webm': 'audio', 'audio/wav': 'audio', 'audio/flac': 'audio',
  'video/mp4': 'video', 'video/webm': 'video', 'video/ogg': 'video', 'video/quicktime': 'video',
};

/** An image of more pixels is not decoded. */
export const MOST_PIXELS = 50_000_000;
/** Why a picture is not sent: it cannot be made without its metadata here (F9). */
export const METADATA_STAYS = 'metadata-stays';
/** What a file has whose type is not known. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** What a file is shown as; null where it can only be saved. @param {Pick<import('../../protocol/content.js').FileRef, 'm'|'w'|'h'>} file */
export function kindOf({ m, w, h }) {
  const kind = Object.hasOwn(KINDS, m) ? KINDS[m] : null;
  return kind === 'image' && (w ?? 0) * (h ?? 0) > MOST_PIXELS ? null : kind;
}

/** Whether a file is sent without its metadata (F9), also where it is of a type that the page does not show. @param {string} type */
export const isImageType = (type) => type.startsWith('image/') && type !== 'image/svg+xml';

/** A media type as content has it. @param {string} type as the browser says it */
export function mediaType(type) {
  const plain = type.split(';')[0].trim().toLowerCase();
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/.test(plain) ? plain : UNKNOWN_TYPE;
}
