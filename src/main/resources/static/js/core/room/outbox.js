// @ts-check
// Messages that are not sent yet, and drafts. Content and clientId are kept; sealing happens anew at every
// attempt.

/** @typedef {{clientId: string, roomId: string, content: import('../../protocol/content.js').Content, at: number, failed?: string}} Unsent */

/** What lies closed up beside the ids. @typedef {{content?: import('../../protocol/content.js').Content, text?: string, at: number, failed?: string}} Kept */

/** @param {import('../platform.js').Store} db @param {Unsent} line */
export async function keep(db, line) {
  const { clientId, roomId, ...sealed } = line;
  await db.put('outbox', clientId, { clientId, roomId, content: await db.lock(sealed) });
}

/** @param {import('../platform.js').Store} db @param {string} clientId */
export function drop(db, clientId) {
  return db.delete('outbox', clientId);
}

/** Those that this person's keys open. @param {import('../platform.js').Store} db @returns {Promise<Unsent[]>} oldest first */
export async function unsent(db) {
  const kept = /** @type {{clientId: string, roomId: string, content: unknown}[]} */ (await db.all('outbox'));
  const lines = await Promise.all(kept.map(async ({ clientId, roomId, content }) => {
    const opened = /** @type {Kept|null} */ (await db.unlock(content).catch(() => null));
    return opened && { clientId, roomId, ...withContent(opened) };
  }));
  return lines.filter((line) => line !== null).sort((a, b) => a.at - b.at);
}

/** Pages from before there was other content than text kept the text itself. @param {Kept} opened */
function withContent({ text, content, ...kept }) {
  return { ...kept, content: content ?? { t: /** @type {const} */ ('text'), b: text ?? '', at: kept.at } };
}

/** How much of this person lies here that was not sent. @param {import('../platform.js').Store} db */
export async function countUnsent(db) {
  const [lines, drafts] = await Promise.all([db.all('outbox'), db.all('drafts')]);
  return { lines: lines.length, drafts: drafts.length };
}

/** @param {import('../platform.js').Store} db @param {string} roomId @param {string} text */
export async function saveDraft(db, roomId, text) {
  await (text ? db.put('drafts', roomId, await db.lock(text)) : db.delete('drafts', roomId));
}

/** @param {import('../platform.js').Store} db @param {string} roomId */
export async function loadDraft(db, roomId) {
  const kept = await db.get('drafts', roomId);
  return kept ? /** @type {Promise<string>} */ (db.unlock(kept).catch(() => '')) : '';
}
