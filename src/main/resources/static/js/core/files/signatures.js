// @ts-check
// Which files are pictures by their first bytes: systems do not always know the type of one, and a picture has metadata.

/** So many bytes are looked at. */
export const BEGINNING_BYTES = 12;

/** @type {[string, string][]} */
const SIGNATURES = [
  ['\xff\xd8\xff', 'image/jpeg'], ['\x89PNG', 'image/png'], ['GIF8', 'image/gif'], ['II*\0', 'image/tiff'], ['MM\0*', 'image/tiff'], ['II\xbc\x01', 'image/jxr'],
  ['\xff\n', 'image/jxl'], ['\0\0\0\x0cJXL ', 'image/jxl'], ['\0\0\0\x0cjP  ', 'image/jp2'],
];
/** Brands of ISO media files that are pictures. */
const BRANDS = /** @type {Record<string, string>} */ ({
  heic: 'image/heic', heix: 'image/heic', hevc: 'image/heic', heim: 'image/heic', heis: 'image/heic', mif1: 'image/heif', msf1: 'image/heif', avif: 'image/avif', avis: 'image/avif',
  'crx ': 'image/x-canon-cr3',
});

/** The type of a picture; null for everything else. @param {Uint8Array} beginning of a file */
export function pictureType(beginning) {
  const text = String.fromCharCode(...beginning.subarray(0, BEGINNING_BYTES));
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp') return Object.hasOwn(BRANDS, text.slice(8)) ? BRANDS[text.slice(8)] : null;
  return SIGNATURES.find(([signature]) => text.startsWith(signature))?.[1] ?? null;
}
