// @ts-check
import { concat } from '../protocol/bytes.js';
import { NOBODY, readEvent, writeEvent } from '../protocol/room-structures.js';
import { sign, verify } from './primitives.js';
import { Unreadable } from './unreadable.js';

/**
 * @param {Parameters<typeof writeEvent>[0]} event
 * @param {CryptoKey} signing
 */
export async function signEvent(event, signing) {
  const unsigned = writeEvent(event);
  return concat(unsigned, await sign(signing, unsigned));
}

/**
 * Verifies an event's signature; throws `Unreadable('signature')`.
 * @param {Uint8Array} bytes
 * @param {{identity: (id: string) => Promise<{userId: string, edKey: Uint8Array}>, server: (id: string) => Promise<Uint8Array>}} keys
 */
export async function openEvent(bytes, keys) {
  const event = readEvent(bytes);
  const key = event.actor === NOBODY ? await keys.server(event.actorIdentity) : await ofActor(event, keys);
  if (!(await verify(key, event.signed, event.signature))) throw new Unreadable('signature');
  return event;
}

/** @param {import('../protocol/room-structures.js').RoomEvent} event @param {Parameters<typeof openEvent>[1]} keys */
async function ofActor(event, keys) {
  const identity = await keys.identity(event.actorIdentity);
  if (identity.userId !== event.actor) throw new Unreadable('wrong-sender');
  return identity.edKey;
}
