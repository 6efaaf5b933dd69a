// @ts-check
// Codecs of the structures of rooms: events, epoch records, grants, messages (docs/protocol.md). Parsing checks shape
// only.
import { Reader, Writer, bytesToUuid, compare, fromBase64, require, toBase64, uuidToBytes } from './bytes.js';
import { REF_HASH } from './content.js';
import { readBoxNumber, readBoxOpened, writeBoxOpened } from './letters.js';
import { SIGNATURE } from './structures.js';

export const EVENT = Object.freeze({
  created: 1, invited: 2, withdrawn: 3, joined: 4, left: 5,
  removed: 6, renamed: 7, role: 8, history: 9, identity: 10,
  deleted: 11, retention: 12, topic: 13, policy: 14, suspended: 15, resumed: 16, appointed: 17,
  boxOpened: 18, boxClosed: 19,
});
/** Mode of a direct room: end-to-end, without a name, its members fixed. */
export const DIRECT = 0x82;
/** So many people a direct room has besides its creator. */
export const MOST_OTHERS = 8;
const EVENT_NAMES = Object.fromEntries(Object.entries(EVENT).map(([name, kind]) => [kind, name]));
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** @typedef {{userId: string, identityId: string}} Other a member of a direct room besides its creator */

/**
 * @typedef {object} RoomEvent
 * @property {string} roomId
 * @property {keyof typeof EVENT} kind
 * @property {number} time
 * @property {Uint8Array} prevEvent
 * @property {string} actor
 * @property {string} actorIdentity  the server's id where actor is NOBODY
 * @property {string} subject        NOBODY where the event is about the room
 * @property {{mode?: number, name?: string, others?: Other[], identityId?: string|null, expires?: number, role?: number, full?: boolean, topic?: string, policy?: number, seconds?: number,
 *   box?: number, webhook?: boolean, key?: Uint8Array, administrator?: string, messages?: {pos: number, hash: string}[], files?: string[]}} data  `hash` is the first 16 bytes of SHA(entry) in Base64
 * @property {Uint8Array} signed
 * @property {Uint8Array} signature
 * @property {Uint8Array} bytes
 */

/** SC1T without its signature. @param {Pick<RoomEvent, 'roomId'|'kind'|'time'|'prevEvent'|'actor'|'actorIdentity'|'subject'|'data'>} e */
export function writeEvent(e) {
  const data = writeEventData(e.kind, e.data);
  return new Writer()
    .magic('SC1T').bytes(uuidToBytes(e.roomId)).u8(EVENT[e.kind]).u64(e.time).bytes(e.prevEvent)
    .bytes(uuidToBytes(e.actor)).bytes(uuidToBytes(e.actorIdentity)).bytes(uuidToBytes(e.subject))
    .u16(data.length).bytes(data).done();
}

/** @param {keyof typeof EVENT} kind @param {RoomEvent['data']} data */
function writeEventData(kind, data) {
  const w = new Writer();
  const name = () => new TextEncoder().encode(data.name);
  switch (kind) {
    case 'created': return data.mode === DIRECT ? writeDirect(w, data.others ?? []) : w.u8(/** @type {number} */ (data.mode)).bytes(name()).done();
    case 'invited': return w.bytes(uuidToBytes(data.identityId ?? NOBODY)).u64(/** @type {number} */ (data.expires)).done();
    case 'joined':
    case 'identity': return uuidToBytes(/** @type {string} */ (data.identityId));
    case 'appointed': return uuidToBytes(/** @type {string} */ (data.administrator));
    case 'renamed': return name();
    case 'topic': return new TextEncoder().encode(data.topic);
    case 'retention': return w.u64(/** @type {number} */ (data.seconds)).done();
    case 'role': return w.u8(/** @type {number} */ (data.role)).done();
    case 'policy': return w.u8(/** @type {number} */ (data.policy)).done();
    case 'history': return w.u8(data.full ? 1 : 0).done();
    case 'deleted': return writeDeletion(w, data);
    case 'boxOpened': return writeBoxOpened(/** @type {import('./letters.js').OpenedBox} */ (data));
    case 'boxClosed': return w.u32(/** @type {number} */ (data.box)).done();
    default: return w.done();
  }
}

/** @param {Writer} w @param {Other[]} others ascending by user */
function writeDirect(w, others) {
  w.u8(DIRECT).u8(others.length);
  for (const { userId, identityId } of others) w.bytes(uuidToBytes(userId)).bytes(uuidToBytes(identityId));
  return w.done();
}

/** @param {Writer} w @param {RoomEvent['data']} data */
function writeDeletion(w, { messages = [], files = [] }) {
  w.u16(messages.length);
  for (const { pos, hash } of messages) w.u64(pos).bytes(fromBase64(hash));
  w.u16(files.length);
  for (const file of files) w.bytes(uuidToBytes(file));
  return w.done();
}

/** So many messages, and so many files, one event deletes at most. */
export const MOST_DELETED = 500;
const MOST_FILES = 100;
const KIND_AT = 21;
/** Kinds that concern the room and nobody in it. */
const ABOUT_ROOM = new Set(['renamed', 'history', 'retention', 'topic', 'policy', 'boxOpened', 'boxClosed']);
/** The most bytes of an event, and of one that deletes. */
const LARGEST = 1024;
/** The most characters of a topic. */
export const LONGEST_TOPIC = 500;
/** Messages are kept for one minute at least, where not for ever, and for ten years at most. In seconds. */
const SHORTEST_RETENTION = 60;
const LONGEST_RETENTION = 3650 * 24 * 3600;
const LARGEST_TOPIC = 176 + 4 * LONGEST_TOPIC;
const LARGEST_DELETION = 176 + 2 + MOST_DELETED * (8 + REF_HASH) + 2 + MOST_FILES * 16;

/** Whether a newer version wrote it: an event of a kind that this one does not know. @param {Uint8Array} bytes */
export function isNewerEvent(bytes) {
  const isEvent = bytes.length > KIND_AT && new TextDecoder().decode(bytes.subarray(0, 4)) === 'SC1T';
  return isEvent && !(bytes[KIND_AT] in EVENT_NAMES);
}

/** @param {Uint8Array} bytes @returns {RoomEvent} */
export function readEvent(bytes) {
  const r = new Reader(bytes).magic('SC1T');
  const roomId = bytesToUuid(r.bytes(16));
  const kind = /** @type {keyof typeof EVENT} */ (EVENT_NAMES[r.u8()]);
  require(kind !== undefined && bytes.length <= (kind === 'deleted' ? LARGEST_DELETION : kind === 'topic' ? LARGEST_TOPIC : LARGEST));
  const time = r.u64();
  const prevEvent = r.bytes(32);
  const actor = bytesToUuid(r.bytes(16));
  const actorIdentity = bytesToUuid(r.bytes(16));
  const subject = bytesToUuid(r.bytes(16));
  const data = readEventData(kind, r.bytes(r.u16()));
  const signature = r.bytes(SIGNATURE);
  r.end();
  // Deleted letters have no sender.
  require(kind === 'deleted' || ABOUT_ROOM.has(kind) === (subject === NOBODY));
  const signed = bytes.slice(0, bytes.length - SIGNATURE);
  return { roomId, kind, time, prevEvent, actor, actorIdentity, subject, data, signed, signature, bytes };
}

/** @param {keyof typeof EVENT} kind @param {Uint8Array} bytes @returns {RoomEvent['data']} */
function readEventData(kind, bytes) {
  const r = new Reader(bytes);
  const flag = (most = 1) => {
    const value = r.u8();
    require(value <= most);
    return value;
  };
  /** @type {RoomEvent['data']} */
  let data = {};
  switch (kind) {
    case 'created': {
      const mode = r.u8();
      data = mode === DIRECT ? { mode, name: '', others: readOthers(r) } : { mode, name: r.text(r.remaining) };
      break;
    }
    case 'invited': {
      const identity = bytesToUuid(r.bytes(16));
      data = { identityId: identity === NOBODY ? null : identity, expires: r.u64() };
      break;
    }
    case 'joined':
    case 'identity': data = { identityId: bytesToUuid(r.bytes(16)) }; break;
    case 'appointed': data = { administrator: bytesToUuid(r.bytes(16)) }; break;
    case 'renamed': data = { name: r.text(r.remaining) }; break;
    case 'role': data = { role: flag() }; break;
    case 'history': data = { full: flag() === 1 }; break;
    case 'policy': data = { policy: flag(3) }; break;
    case 'retention': data = { seconds: readSeconds(r.u64()) }; break;
    case 'topic': data = { topic: readTopic(r.text(r.remaining)) }; break;
    case 'deleted': data = readDeletion(r); break;
    case 'boxOpened': data = readBoxOpened(r); break;
    case 'boxClosed': data = { box: readBoxNumber(r) }; break;
  }
  r.end();
  return data;
}

/** @param {Reader} r @returns {Other[]} strictly ascending by user */
function readOthers(r) {
  const count = r.u8();
  require(count <= MOST_OTHERS);
  let before = new Uint8Array(0);
  return Array.from({ length: count }, () => {
    const user = r.bytes(16);
    require(compare(before, user) < 0);
    before = user;
    return { userId: bytesToUuid(user), identityId: bytesToUuid(r.bytes(16)) };
  });
}

/** @param {number} seconds 0 for ever */
function readSeconds(seconds) {
  require(seconds === 0 || (seconds >= SHORTEST_RETENTION && seconds <= LONGEST_RETENTION));
  return seconds;
}

/** One line. @param {string} text */
function readTopic(text) {
  require([...text].length <= LONGEST_TOPIC && !/\p{Cc}/u.test(text));
  return text;
}

/** @param {Reader} r @returns {RoomEvent['data']} messages and files, each ascending */
function readDeletion(r) {
  const count = r.u16();
  require(count >= 1 && count <= MOST_DELETED);
  let before = 0;
  const messages = Array.from({ length: count }, () => {
    const pos = r.u64();
    require(pos > before);
    before = pos;
    return { pos, hash: toBase64(r.bytes(REF_HASH)) };
  });
  const fileCount = r.u16();
  require(fileCount <= MOST_FILES);
  const files = Array.from({ length: fileCount }, () => r.bytes(16));
  require(files.every((file, i) => i === 0 || compare(files[i - 1], file) < 0));
  return { messages, files: files.map(bytesToUuid) };
}

/** @typedef {{userId: string, identityId: string, role: number}} Row */

/**
 * SC1E without its signature.
 * @param {{mode: number, reason: number, roomId: string, epoch: number, prevRecord: Uint8Array, logPos: number,
 *   logHash: Uint8Array, time: number, issuer: string, commit: Uint8Array, rows: Row[]}} e rows ascending by user
 */
export function writeEpoch(e) {
  const w = new Writer()
    .magic('SC1E').u8(e.mode).u8(e.reason).u8(0).bytes(uuidToBytes(e.roomId)).u32(e.epoch).bytes(e.prevRecord)
    .u64(e.logPos).bytes(e.logHash).u64(e.time).bytes(uuidToBytes(e.issuer)).bytes(e.commit).u16(e.rows.length);
  for (const row of e.rows) w.bytes(uuidToBytes(row.userId)).bytes(uuidToBytes(row.identityId)).u8(row.role);
  return w.done();
}

/** SC1E. @param {Uint8Array} bytes */
export function readEpoch(bytes) {
  const r = new Reader(bytes).magic('SC1E');
  const mode = r.u8();
  const reason = r.u8();
  require((mode === 1 || mode === 2) && reason >= 1 && reason <= 4 && r.u8() === 0);
  const head = {
    mode, reason, roomId: bytesToUuid(r.bytes(16)), epoch: r.u32(), prevRecord: r.bytes(32),
    logPos: r.u64(), logHash: r.bytes(32), time: r.u64(), issuer: bytesToUuid(r.bytes(16)), commit: r.bytes(32),
  };
  const rows = readRows(r);
  const signature = r.bytes(SIGNATURE);
  r.end();
  require(head.epoch >= 1);
  return { ...head, rows, signature, signed: bytes.slice(0, bytes.length - SIGNATURE), bytes };
}

/** @param {Reader} r @returns {Row[]} strictly ascending by user (K1) */
function readRows(r) {
  const count = r.u16();
  require(count >= 1 && count <= 1000);
  let before = new Uint8Array(0);
  return Array.from({ length: count }, () => {
    const user = r.bytes(16);
    require(compare(before, user) < 0);
    before = user;
    const row = { userId: bytesToUuid(user), identityId: bytesToUuid(r.bytes(16)), role: r.u8() };
    require(row.role <= 1);
    return row;
  });
}

/** SC1W's first 73 bytes, which are the label of the wrapping. */
export function grantHeader(
  /** @type {{roomId: string, epoch: number, identityId: string, recordHash: Uint8Array}} */ g,
) {
  return new Writer()
    .magic('SC1W').bytes(uuidToBytes(g.roomId)).u32(g.epoch).bytes(uuidToBytes(g.identityId)).bytes(g.recordHash).done();
}

/** SC1W. @param {Uint8Array} bytes */
export function readGrant(bytes) {
  const r = new Reader(bytes).magic('SC1W');
  const grant = {
    roomId: bytesToUuid(r.bytes(16)), epoch: r.u32(), identityId: bytesToUuid(r.bytes(16)),
    recordHash: r.bytes(32), header: bytes.slice(0, r.at), wrapped: r.bytes(384),
  };
  r.end();
  require(grant.epoch >= 1);
  return grant;
}

export const SC1M_HEADER = 61;

/** SC1M's first 61 bytes, which are the additional data. */
export function envelopeHeader(
  /** @type {{roomId: string, epoch: number, identityId: string, streamId: Uint8Array, seq: number}} */ m,
) {
  return new Writer()
    .magic('SC1M').bytes(uuidToBytes(m.roomId)).u32(m.epoch).bytes(uuidToBytes(m.identityId))
    .bytes(m.streamId).u32(m.seq).done();
}

/** @param {Uint8Array} bytes */
export function readEnvelope(bytes) {
  const length = bytes.length;
  require(length >= 205 && length <= 16589 && (length - 141) % 64 === 0);
  const r = new Reader(bytes).magic('SC1M');
  const head = {
    roomId: bytesToUuid(r.bytes(16)), epoch: r.u32(), identityId: bytesToUuid(r.bytes(16)),
    streamId: r.bytes(16), seq: r.u32(),
  };
  require(head.epoch >= 1);
  return {
    ...head,
    header: bytes.slice(0, SC1M_HEADER),
    sealed: bytes.slice(SC1M_HEADER, length - SIGNATURE),
    signed: bytes.slice(0, length - SIGNATURE),
    signature: bytes.slice(length - SIGNATURE),
    bytes,
  };
}

const FIXED_PLAIN = 40;

/** seenPos ‖ seenHash ‖ JSON ‖ 80 ‖ zeros, to a multiple of 64 bytes. */
export function writePlain(/** @type {{seenPos: number, seenHash: Uint8Array, json: Uint8Array}} */ p) {
  require(p.json.length >= 2 && p.json.length <= 16384);
  const length = Math.ceil((FIXED_PLAIN + p.json.length + 1) / 64) * 64;
  const plain = new Uint8Array(length);
  plain.set(new Writer().u64(p.seenPos).bytes(p.seenHash).bytes(p.json).u8(0x80).done());
  return plain;
}

/** @param {Uint8Array} plain */
export function readPlain(plain) {
  const r = new Reader(plain);
  const seenPos = r.u64();
  const seenHash = r.bytes(32);
  const mark = plain.findLastIndex((byte) => byte !== 0);
  require(plain.length % 64 === 0 && mark >= FIXED_PLAIN + 2 && plain[mark] === 0x80 && plain.length - mark <= 64);
  const json = plain.slice(FIXED_PLAIN, mark);
  require(json.length <= 16384);
  return { seenPos, seenHash, json };
}

