// @ts-check
// Answers for who reads alone: what this browser has kept, and the server's where it has kept none. Keeps nothing.
import { get } from '../platform.js';

/** @param {import('../history/rows.js').Rows} rows @returns {import('../history/answers.js').KeptAnswers} */
export function keptFirst(rows) {
  const kept = (/** @type {string} */ name) => rows.get(`answers/${name}`);
  /** @template {string} P @param {P} path */
  const answer = async (path) => /** @type {import('../../protocol/rest.js').Got<P>} */ ((await kept(path)) ?? (await get(path)));
  return {
    // Kept pins are judged as if they came from the server.
    wereGiven: false,
    get: answer,
    keep: () => {},
    kept,
    identity: async (id) => /** @type {string|null} */ (await kept(`identities/${id}`)),
    keepIdentity: () => {},
  };
}
