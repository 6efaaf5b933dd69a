// @ts-check
// What an answer of the server says, in a page or in a worker.
import { Problem, unreachable } from '../protocol/problems.js';

/** The parsed answer, null where it is empty; throws `Problem` where the server refuses. @param {Response} response @returns {Promise<unknown>} */
export async function answerOf(response) {
  const contentType = response.headers.get('Content-Type') ?? '';
  const isJson = /json/.test(contentType);
  // Something on the way has answered, with a page of its own: a proxy whose server is away, a network that wants a sign-in.
  if (!isJson && (contentType || !response.ok)) throw unreachable();
  let content;
  try {
    content = isJson ? await response.json() : null;
  } catch {
    // The connection broke in the middle of the answer.
    throw unreachable();
  }
  if (response.ok) return content;
  throw new Problem({ status: response.status, ...content });
}
