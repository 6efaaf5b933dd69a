// @ts-check
// Messages (SC1M). A sealer generates its own stream id and counter: callers cannot pass a nonce, and none repeats under
// a key (M1).
import { bytesToUuid, concat, randomBytes, textToUtf8, uuidToBytes } from '../protocol/bytes.js';
import { readContent, writeContent } from '../protocol/content.js';
import { envelopeHeader, readEnvelope, readPlain, writePlain } from '../protocol/room-structures.js';
import { decrypt, encrypt, hkdfAes, sign, verify } from './primitives.js';
import { Unreadable, orUnreadable } from './unreadable.js';

/** @param {number} seq */
function nonceOf(seq) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(8, seq);
  return nonce;
}

/**
 * @param {import('./epochs.js').EpochKey} epoch
 * @param {string} identityId
 * @param {Uint8Array} streamId
 * @param {KeyUsage[]} usages
 */
function messageKey(epoch, identityId, streamId, usages) {
  const info = concat(textToUtf8('SC1K'), uuidToBytes(identityId), streamId);
  return hkdfAes(epoch.secret, epoch.record.hash, info, usages);
}

/** Of so many streams of an epoch the keys are remembered. */
const MOST_STREAMS = 100;
/** Keys that open: many messages are of the same stream. @type {WeakMap<import('./epochs.js').EpochKey, Map<string, Promise<CryptoKey>>>} */
const openingKeys = new WeakMap();

/** @param {import('./epochs.js').EpochKey} epoch @param {ReturnType<typeof readEnvelope>} envelope */
function openingKey(epoch, { identityId, streamId }) {
  const known = openingKeys.get(epoch) ?? new Map();
  if (known.size >= MOST_STREAMS) known.clear();
  openingKeys.set(epoch, known);
  const name = `${identityId} ${bytesToUuid(streamId)}`;
  const key = known.get(name) ?? messageKey(epoch, identityId, streamId, ['decrypt']);
  known.set(name, key);
  return key;
}

/** Seals for one room, epoch and page load. */
export class Sealer {
  #epoch;
  #own;
  #streamId = randomBytes(16);
  #seq = 0;
  /** @type {Promise<CryptoKey>} */
  #key;

  /**
   * @param {import('./epochs.js').EpochKey} epoch
   * @param {import('./vault.js').OpenedKeys} own
   */
  constructor(epoch, own) {
    this.#epoch = epoch;
    this.#own = own;
    this.#key = messageKey(epoch, own.identityId, this.#streamId, ['encrypt']);
  }

  get epoch() {
    return this.#epoch.record.epoch;
  }

  /**
   * @param {import('../protocol/content.js').Content} content
   * @param {{pos: number, hash: Uint8Array}} seen how far the sender has read, and h there
   */
  async seal(content, seen) {
    const { roomId, epoch, hash } = this.#epoch.record;
    const seq = this.#seq++;
    const header = envelopeHeader({ roomId, epoch, identityId: this.#own.identityId, streamId: this.#streamId, seq });
    const plain = writePlain({ seenPos: seen.pos, seenHash: seen.hash, json: writeContent(content) });
    const unsigned = concat(header, await encrypt(await this.#key, nonceOf(seq), header, plain));
    return concat(unsigned, await sign(this.#own.signing, concat(unsigned, hash)));
  }
}

/**
 * Opens a message; throws `Unreadable` with the reason. Its content is null where a newer version wrote it.
 * @param {ReturnType<typeof readEnvelope>} envelope
 * @param {import('./epochs.js').EpochKey} epoch
 * @param {{userId: string, edKey: Uint8Array}} sender the identity that the envelope names
 */
export async function openMessage(envelope, epoch, sender) {
  const { record } = epoch;
  if (envelope.roomId !== record.roomId || envelope.epoch !== record.epoch) throw new Unreadable('wrong-room');
  const row = record.rows.find((r) => r.identityId === envelope.identityId);
  if (!row || row.userId !== sender.userId) throw new Unreadable('wrong-sender');
  if (!(await verify(sender.edKey, concat(envelope.signed, record.hash), envelope.signature))) throw new Unreadable('signature');
  return orUnreadable('damaged', async () => {
    const key = await openingKey(epoch, envelope);
    const plain = readPlain(await decrypt(key, nonceOf(envelope.seq), envelope.header, envelope.sealed));
    return {
      userId: row.userId, identityId: row.identityId, stream: bytesToUuid(envelope.streamId), seq: envelope.seq,
      seenPos: plain.seenPos, seenHash: plain.seenHash, content: readContent(plain.json),
    };
  });
}
