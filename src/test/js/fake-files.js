// Work on files without a worker, and a server that keeps them as docs/protocol.md says (F2 to F4).
import { CHUNK, STORED_CHUNK, openChunk, sealChunk, storedChunkLength } from '../../main/resources/static/js/crypto/files.js';
import { concat } from '../../main/resources/static/js/protocol/bytes.js';
import { Problem } from '../../main/resources/static/js/protocol/problems.js';

const refused = (/** @type {string} */ code, extra = {}) => new Problem({ code, ...extra });

/** Files of one server. What it answers next can be set: `codes` are thrown first, one for each request that has an effect. */
export class FakeFileServer {
  /** @type {Map<string, {size: number, chunks: Map<number, Uint8Array>, complete: boolean}>} */
  files = new Map();
  /** @type {(string|object)[]} */
  codes = [];
  /** Every request, in its order. @type {string[]} */
  asked = [];
  /** How many chunks of it were sent again though they were there. */
  repeated = 0;
  underWay = 0;
  mostUnderWay = 0;
  #number = 0;

  #next(/** @type {string} */ request) {
    this.asked.push(request);
    const code = this.codes.shift();
    if (code) throw typeof code === 'string' ? refused(code) : new Problem(/** @type {any} */ (code));
  }

  /** @param {string} method @param {string} path @param {string} [body] */
  request = async (method, path, body) => {
    const [, , , , , id = '', what] = path.split('/');
    this.#next(`${method} ${what ?? (id ? 'file' : 'files')}`);
    if (method === 'POST' && !id) {
      const fileId = `01000000-0000-7000-8000-${String(++this.#number).padStart(12, '0')}`;
      this.files.set(fileId, { size: JSON.parse(body ?? '').size, chunks: new Map(), complete: false });
      return { fileId };
    }
    const file = this.files.get(id);
    if (method === 'DELETE') return void this.files.delete(id);
    if (!file) throw refused('not-found');
    if (method === 'GET') return { size: file.size, complete: file.complete, chunks: [...file.chunks.keys()].sort((a, b) => a - b) };
    if (this.stored(id).length !== file.size) throw refused('chunks-missing');
    file.complete = true;
    return null;
  };

  /** What is stored of a file. @param {string} id */
  stored(id) {
    return concat(...[...(this.files.get(id)?.chunks ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
  }

  /** @param {string} path @param {Uint8Array} sealed */
  put(path, sealed) {
    const [, , , , , id, , number] = path.split('/');
    this.#next(`PUT ${number}`);
    const file = this.files.get(id);
    if (!file) throw refused('not-found');
    if (file.chunks.has(Number(number))) this.repeated++;
    else file.chunks.set(Number(number), sealed);
  }
}

/**
 * Work on files for a fake platform, with this server.
 * @param {FakeFileServer} server
 * @returns {any}
 */
export const fakeFiles = (server) => ({
  /** What was saved, by name. @type {Map<string, Uint8Array[]>} */
  saved: new Map(),
  /** Addresses that are shown. @type {Map<string, {parts: Blob[], type: string}>} */
  shown: new Map(),
  addresses: 0,
  prepare: async (/** @type {File} */ file) => ({ blob: file, name: file.name, type: file.type || 'application/octet-stream' }),
  async seal(/** @type {Blob} */ file, /** @type {any} */ key, /** @type {any} */ { layout, i }) {
    return sealChunk(key, layout, i, new Uint8Array(await file.slice(i * CHUNK, (i + 1) * CHUNK).arrayBuffer()));
  },
  open: async (/** @type {Uint8Array} */ piece, /** @type {any} */ key, /** @type {any} */ { layout, i }) => openChunk(key, layout, i, piece),
  async send(/** @type {string} */ path, /** @type {Uint8Array} */ piece, /** @type {any} */ from, /** @type {any} */ to, /** @type {any} */ { layout, i }, /** @type {AbortSignal} */ signal) {
    server.mostUnderWay = Math.max(server.mostUnderWay, ++server.underWay);
    try {
      const sealed = await sealChunk(to, layout, i, await openChunk(from, layout, i, piece));
      signal.throwIfAborted();
      server.put(path, sealed);
    } finally {
      server.underWay--;
    }
  },
  async receive(/** @type {string} */ path, /** @type {any} */ key, /** @type {any} */ { layout, i }) {
    const id = path.split('/').at(-1) ?? '';
    await server.request('GET', `/api/rooms/room/files/${id}/range`);
    const from = i * STORED_CHUNK;
    return openChunk(key, layout, i, server.stored(id).slice(from, from + storedChunkLength(layout, i)));
  },
  async openSink(/** @type {string} */ name) {
    /** @type {Uint8Array[]} */
    const written = [];
    return {
      write: async (/** @type {Uint8Array} */ bytes) => void written.push(bytes),
      close: async () => void this.saved.set(name, written),
      abort: async () => {},
    };
  },
  show(/** @type {Blob[]} */ parts, /** @type {string} */ type) {
    const address = `blob:${++this.addresses}`;
    this.shown.set(address, { parts, type });
    return address;
  },
  hide(/** @type {string} */ address) {
    this.shown.delete(address);
  },
});
