// @ts-check
import { Problem, unreachable } from '../protocol/problems.js';
import { answerOf } from './answers.js';

/** How long the server may take to begin an answer. */
const ANSWER_MILLIS = 12000;
const CHANGE_MILLIS = 60000;

/** @type {((problem: Problem) => void)|null} */
let onSignedOut = null;

/** Called whenever the server says that nobody is signed in. */
export function whenSignedOut(/** @type {(problem: Problem) => void} */ then) {
  onSignedOut = then;
}

/** The session that this page belongs to: the token of its requests, and who says whether another one will do. @type {{token: string, isMine: () => Promise<boolean>}|null} */
let pinned = null;

/**
 * From now on, unsafe requests carry the CSRF token of the present session. A user who signs in in another tab changes
 * the browser's cookies for this page too: its requests must not be sent as theirs.
 * @param {() => Promise<boolean>} isMine whether the session that the browser has now is the same user's
 */
export function pinSession(isMine) {
  pinned = { token: csrfToken(), isMine };
}

function csrfToken() {
  const name = document.querySelector('meta[name=csrf-cookie]')?.getAttribute('content');
  const cookie = document.cookie.split('; ').find((c) => c.startsWith(`${name}=`));
  return cookie ? cookie.slice(cookie.indexOf('=') + 1) : '';
}

/**
 * @param {string} method
 * @param {string} path
 * @param {BodyInit} [body]
 * @param {string} [type]
 */
export const request = (method, path, body, type) => authorized((token) => ask(method, path, token, body, type));

/**
 * Does something with the token of the session. Retries once where the token was refused: the refusal sets the present cookie.
 * @template T @param {(token: string) => Promise<T>} work @returns {Promise<T>}
 */
export async function authorized(work) {
  try {
    return await attempt(work);
  } catch (e) {
    if (!(e instanceof Problem && e.code === 'csrf')) throw e;
    if (pinned && !(await pinned.isMine())) throw e;
    if (pinned) pinned.token = csrfToken();
    return attempt(work);
  }
}

/** @template T @param {(token: string) => Promise<T>} work */
async function attempt(work) {
  try {
    return await work(pinned?.token ?? csrfToken());
  } catch (e) {
    if (e instanceof Problem && e.code === 'signed-out') onSignedOut?.(e);
    throw e;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string} token
 * @param {BodyInit} [body]
 * @param {string} [type]
 */
async function ask(method, path, token, body, type) {
  const isReading = method === 'GET';
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json, application/problem+json' };
  if (type) headers['Content-Type'] = type;
  if (!isReading) headers['X-XSRF-TOKEN'] = token;
  // What only reads is asked again where nothing answers in time; what changes something may have been done.
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), isReading ? ANSWER_MILLIS : CHANGE_MILLIS);
  let response;
  try {
    // Firefox takes what the page loads ahead only for a request that may be redirected.
    response = await fetch(path, { method, headers, body, credentials: 'same-origin', redirect: isReading ? 'follow' : 'error', signal: given.signal });
    if (response.redirected) throw unreachable();
  } catch {
    throw unreachable();
  } finally {
    clearTimeout(timer);
  }
  return answerOf(response);
}
