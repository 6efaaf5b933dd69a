// @ts-check
// Encrypts, sends, fetches and decrypts chunks of files off the page's main thread: at most a few are in memory at a time.
import { CHUNK, STORED_CHUNK, openChunk, sealChunk, storedChunkLength } from '../crypto/files.js';
import { Unreadable } from '../crypto/unreadable.js';
import { Problem, unreachable } from '../protocol/problems.js';
import { answerOf } from './answers.js';
import { redraw } from './redrawing.js';

/** @typedef {import('../crypto/files.js').FileKey} FileKey */
/** @typedef {import('../crypto/files.js').FileLayout} FileLayout */
/** A chunk of a file. @typedef {{layout: FileLayout, i: number}} Place */
/**
 * @typedef {Place & {kind: 'seal', file: Blob, key: FileKey}} Seal a piece of a file, sealed
 * @typedef {Place & {kind: 'send', path: string, token: string, piece: Uint8Array, from: FileKey, to: FileKey}} Send a sealed piece to the server, under another key
 * @typedef {Place & {kind: 'open', piece: Uint8Array, key: FileKey}} Open
 * @typedef {Place & {kind: 'receive', path: string, key: FileKey}} Receive
 * @typedef {{kind: 'redraw', picture: Blob, type: string}} Redraw
 * @typedef {Seal|Send|Open|Receive|Redraw} Job
 * @typedef {{id: number, job: Job}|{id: number, isOver: true}} ToWorker
 * @typedef {{id: number, done?: unknown, problem?: {[extra: string]: unknown}, unreadable?: string, failed?: string}} FromWorker
 */

/** How long a chunk may take, which a slow line needs. */
const CHUNK_MILLIS = 180000;

/** @type {Map<number, AbortController>} */
const running = new Map();

self.onmessage = async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if ('isOver' in data) return running.get(data.id)?.abort();
  const given = new AbortController();
  running.set(data.id, given);
  self.postMessage(await outcome(data.id, data.job, given.signal));
  running.delete(data.id);
};

/** @param {number} id @param {Job} job @param {AbortSignal} signal @returns {Promise<FromWorker>} */
async function outcome(id, job, signal) {
  try {
    return { id, done: await run(job, signal) };
  } catch (error) {
    if (error instanceof Problem) return { id, problem: error.answer };
    if (error instanceof Unreadable) return { id, unreadable: error.reason };
    return { id, failed: error instanceof Error ? error.name : 'Error' };
  }
}

/** @param {Job} job @param {AbortSignal} signal @returns {Promise<unknown>} */
function run(job, signal) {
  switch (job.kind) {
    case 'seal': return seal(job);
    case 'send': return send(job, signal);
    case 'open': return openChunk(job.key, job.layout, job.i, job.piece);
    case 'receive': return receive(job, signal);
    case 'redraw': return redraw(job.picture, job.type);
  }
}

/** @param {Seal} job */
async function seal({ file, key, layout, i }) {
  const bytes = new Uint8Array(await file.slice(i * CHUNK, (i + 1) * CHUNK).arrayBuffer());
  return sealChunk(key, layout, i, bytes);
}

/** @param {Send} job @param {AbortSignal} signal */
async function send({ path, token, piece, from, to, layout, i }, signal) {
  const plain = await openChunk(from, layout, i, piece);
  const body = /** @type {Uint8Array<ArrayBuffer>} */ (await sealChunk(to, layout, i, plain));
  const headers = { Accept: 'application/problem+json', 'Content-Type': 'application/octet-stream', 'X-XSRF-TOKEN': token };
  await answerOf(await reach(path, { method: 'PUT', headers, body }, signal));
}

/** @param {Receive} job @param {AbortSignal} signal */
async function receive({ path, key, layout, i }, signal) {
  const first = i * STORED_CHUNK;
  const last = first + storedChunkLength(layout, i) - 1;
  const response = await reach(path, { headers: { Range: `bytes=${first}-${last}` } }, signal);
  if (!response.ok) await answerOf(response);
  if (response.status !== 206 || response.headers.get('Content-Range') !== `bytes ${first}-${last}/${layout.stored}`) throw new Unreadable('damaged');
  return openChunk(key, layout, i, await bodyOf(response, last - first + 1));
}

/** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
async function reach(path, init, signal) {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(CHUNK_MILLIS)]) });
  } catch {
    throw unreachable();
  }
}

/** A body that has no more bytes than asked for: a server cannot fill the memory. @param {Response} response @param {number} length */
async function bodyOf(response, length) {
  const bytes = new Uint8Array(length);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw unreachable();
    });
    if (done) break;
    if (at + value.length > length) {
      await reader.cancel().catch(() => {});
      throw new Unreadable('damaged');
    }
    bytes.set(value, at);
    at += value.length;
  }
  // The connection broke in the middle of the answer.
  if (at < length) throw unreachable();
  return bytes;
}
