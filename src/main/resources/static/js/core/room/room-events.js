// @ts-check
// Changes of a room, signed here. A change that loses a race against another one is retried.
import { sha256 } from '../../crypto/primitives.js';
import { signEvent } from '../../crypto/events.js';
import { fromBase64, randomUuid, toBase64 } from '../../protocol/bytes.js';
import { DIRECT, NOBODY } from '../../protocol/room-structures.js';
import { Problem } from '../../protocol/problems.js';
import { get, post } from '../platform.js';

const TRIES = 6;
const INVITATION_MILLIS = 14 * 24 * 3600 * 1000;

/**
 * @typedef {{userId: string, keys: import('../../crypto/vault.js').OpenedKeys, now: () => number}} Actor
 * @typedef {{kind: keyof typeof import('../../protocol/room-structures.js').EVENT, subject?: string, data?: object}} Change
 */

/** @param {{userId: string, identityId: string|null}} person @param {number} now @returns {Change} */
export function invitation(person, now) {
  return { kind: 'invited', subject: person.userId, data: { identityId: person.identityId, expires: now + INVITATION_MILLIS } };
}

/**
 * Signs changes as a chain of events.
 * @param {Actor} actor
 * @param {string} roomId
 * @param {Uint8Array} prevEvent
 * @param {Change[]} changes
 */
export async function signAll(actor, roomId, prevEvent, changes) {
  const signed = [];
  let prev = prevEvent;
  for (const { kind, subject = NOBODY, data = {} } of changes) {
    const event = await signEvent(
      { roomId, kind, time: actor.now(), prevEvent: prev, actor: actor.userId, actorIdentity: actor.keys.identityId, subject, data },
      actor.keys.signing,
    );
    signed.push(toBase64(event));
    prev = await sha256(event);
  }
  return signed;
}

const MODES = /** @type {Record<string, number>} */ ({ managed: 1, 'end-to-end': 2 });

/** Makes a room and answers its id. @param {Actor} actor @param {{name: string, mode: string}} room @param {Change[]} invitations */
export async function createRoom(actor, { name, mode }, invitations) {
  const roomId = randomUuid();
  const created = { kind: /** @type {const} */ ('created'), subject: actor.userId, data: { mode: MODES[mode], name } };
  await post('/api/rooms', { events: await signAll(actor, roomId, new Uint8Array(32), [created, ...invitations]) });
  return roomId;
}

/** Makes a direct room and answers its id. @param {Actor} actor @param {import('../../protocol/room-structures.js').Other[]} others ascending by user */
export async function createDirect(actor, others) {
  const roomId = randomUuid();
  const created = { kind: /** @type {const} */ ('created'), subject: actor.userId, data: { mode: DIRECT, others } };
  await post('/api/rooms', { events: await signAll(actor, roomId, new Uint8Array(32), [created]) });
  return roomId;
}

/** Once, on exactly this event. @param {Actor} actor @param {string} roomId @param {Uint8Array} prevEvent @param {Change[]} changes */
export async function postChanges(actor, roomId, prevEvent, changes) {
  return post(`/api/rooms/${roomId}/events`, { events: await signAll(actor, roomId, prevEvent, changes) });
}

/**
 * @param {Actor} actor
 * @param {string} roomId
 * @param {Change[]} changes
 * @param {string|null} [prevEvent] the room's last event as far as it is known
 */
export async function changeRoom(actor, roomId, changes, prevEvent = null) {
  let prev = prevEvent ?? (await get(`/api/rooms/${roomId}`)).prevEvent;
  for (let i = 1; ; i++) {
    try {
      return await postChanges(actor, roomId, fromBase64(prev), changes);
    } catch (problem) {
      const stale = problem instanceof Problem && problem.code === 'stale-head' && i < TRIES;
      if (!stale) throw problem;
      prev = /** @type {string} */ (problem.answer.prevEvent) ?? (await get(`/api/rooms/${roomId}`)).prevEvent;
    }
  }
}
