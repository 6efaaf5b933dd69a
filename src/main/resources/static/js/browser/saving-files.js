// @ts-check
// Saves a file: to the disk as it comes where the browser can, and otherwise as a whole.

/** @typedef {import('../core/platform.js').FileSink} FileSink */
/**
 * The File System Access interface, as far as it is used here.
 * @typedef {{write: (bytes: Uint8Array) => Promise<void>, close: () => Promise<void>, abort: () => Promise<void>}} Writable
 * @typedef {{createWritable: () => Promise<Writable>, remove?: () => Promise<void>}} FileHandle
 * @typedef {{showSaveFilePicker?: (options: {suggestedName: string}) => Promise<FileHandle>}} Pickers
 */

/** How long an address is kept for the browser to begin with it. */
const KEPT_MILLIS = 60000;

/** Where a file is saved; null where the user chose no place. @param {string} name @returns {Promise<FileSink|null>} */
export async function openSink(name) {
  const { showSaveFilePicker } = /** @type {Pickers} */ (globalThis);
  if (!showSaveFilePicker) return inMemory(name);
  try {
    return await toDisk(await showSaveFilePicker.call(globalThis, { suggestedName: name }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    // A page in a frame, or without a click, may not ask.
    return inMemory(name);
  }
}

/** What is written is moved to its place by `close` alone. @param {FileHandle} handle @returns {Promise<FileSink>} */
async function toDisk(handle) {
  const writable = await handle.createWritable();
  return {
    write: (bytes) => writable.write(bytes),
    close: () => writable.close(),
    abort: async () => {
      await writable.abort().catch(() => {});
      // The file that the browser made when the place was chosen is empty.
      await handle.remove?.().catch(() => {});
    },
  };
}

/** The browser keeps what is in a Blob outside of the page's memory. @param {string} name @returns {FileSink} */
function inMemory(name) {
  /** @type {Blob[]} */
  let parts = [];
  return {
    write: async (bytes) => void parts.push(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)])),
    close: async () => {
      const address = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLIS);
    },
    abort: async () => void (parts = []),
  };
}
