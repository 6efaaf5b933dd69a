// Writes src/test/resources/vectors/sc1.json: one case for each structure, made by the browser's modules.
// Run by hand (node src/test/js/make-vectors.js) when a structure is added; the Java tests read the file.
import { writeFileSync } from 'node:fs';
import { answerChallenge, fingerprint, makeIdentity } from '../../main/resources/static/js/crypto/identity.js';
import { derive } from '../../main/resources/static/js/crypto/password.js';
import { hkdf, hkdfKey, sha256, sign } from '../../main/resources/static/js/crypto/primitives.js';
import { signEvent } from '../../main/resources/static/js/crypto/events.js';
import { Sealer } from '../../main/resources/static/js/crypto/seal.js';
import { firstHash, nextHash } from '../../main/resources/static/js/crypto/transcript.js';
import { importKeys, makeLock, makeVault } from '../../main/resources/static/js/crypto/vault.js';
import { Writer, bytesToUuid, concat, randomBytes, textToUtf8, toBase64, uuidToBytes } from '../../main/resources/static/js/protocol/bytes.js';
import { readIdentity } from '../../main/resources/static/js/protocol/structures.js';

const b64 = (bytes) => toBase64(bytes);
const userId = '11111111-2222-4333-8444-555555555555';
const roomId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const time = 1790000000000;
const salt = Uint8Array.from({ length: 16 }, (_, i) => i);
const lockPart = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const password = 'Pa\u212Bword with blanks ';

const derived = await derive(password, salt);
const made = await makeIdentity(userId, null, null, time);
const { vault, vaultKey } = await makeVault(userId, [made.keys]);
const lock = await makeLock(userId, vaultKey, { vaultLock: derived.vaultLock, lockPart });
const own = await importKeys(made.keys);
const identity = readIdentity(made.record);

const ed = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const serverPublic = new Uint8Array(await crypto.subtle.exportKey('raw', ed.publicKey));
const unsignedKey = concat(new Writer().magic('SC1X').u32(0).bytes(new Uint8Array(32)).u64(time).bytes(serverPublic).done(), new Uint8Array(64));
const serverKey = concat(unsignedKey, await sign(ed.privateKey, unsignedKey));
const serverId = bytesToUuid((await sha256(textToUtf8('SC1X'), Uint8Array.of(1), serverPublic)).slice(0, 16));

const data = {
  created: { mode: 1, name: 'Pröject' }, invited: { identityId: null, expires: time + 1000 }, withdrawn: {},
  joined: { identityId: made.keys.identityId }, left: {}, removed: {}, renamed: { name: 'نور' }, role: { role: 1 },
  history: { full: true }, identity: { identityId: made.keys.identityId },
};
const events = [];
let prevEvent = new Uint8Array(32);
for (const [kind, fields] of Object.entries(data)) {
  const subject = ['renamed', 'history'].includes(kind) ? '00000000-0000-0000-0000-000000000000' : userId;
  const event = await signEvent({ roomId, kind, time, prevEvent, actor: userId, actorIdentity: made.keys.identityId, subject, data: fields }, own.signing);
  events.push({ kind, bytes: b64(event) });
  prevEvent = await sha256(event);
}

const secret = randomBytes(32);
const h0 = await firstHash(roomId);
const h1 = await nextHash(h0, { pos: 1, type: 3, entryHash: await sha256(textToUtf8('entry')) });
const commit = await hkdf(await hkdfKey(secret), new Writer().bytes(uuidToBytes(roomId)).u32(1).done(), 'SC1C');
const unsignedRecord = new Writer().magic('SC1E').u8(1).u8(1).u8(0).bytes(uuidToBytes(roomId)).u32(1).bytes(new Uint8Array(32))
  .u64(1).bytes(h1).u64(time).bytes(uuidToBytes(serverId)).bytes(commit).u16(1)
  .bytes(uuidToBytes(userId)).bytes(uuidToBytes(made.keys.identityId)).u8(1).done();
const record = concat(unsignedRecord, await sign(ed.privateKey, unsignedRecord));
const recordHash = await sha256(record);
const header = new Writer().magic('SC1W').bytes(uuidToBytes(roomId)).u32(1).bytes(uuidToBytes(made.keys.identityId)).bytes(recordHash).done();
const rsaPublic = await crypto.subtle.importKey('spki', identity.rsaSpki, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
const grant = concat(header, new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP', label: header }, rsaPublic, secret)));
const sealer = new Sealer({ record: { roomId, epoch: 1, hash: recordHash }, secret: await hkdfKey(secret) }, own);
const body = { t: 'text', b: 'Guten Tag, 世界', at: time };
const message = await sealer.seal(body, { pos: 1, hash: h1 });
const challengeSecret = randomBytes(32);
const label = concat(textToUtf8('SC1Q'), await sha256(made.record));
const challenge = new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP', label }, rsaPublic, challengeSecret));

writeFileSync('src/test/resources/vectors/sc1.json', `${JSON.stringify({
  note: 'Keys and secrets in this file were made for tests alone.',
  password: { password, salt: b64(salt), authSecret: derived.authSecret, vaultLock: b64(derived.vaultLock) },
  identity: { userId, identityId: made.keys.identityId, record: b64(made.record), rsaPrivate: b64(made.keys.rsa), edPrivate: b64(made.keys.ed), fingerprint: await fingerprint(identity) },
  challenge: { wrapped: b64(challenge), answer: b64(await answerChallenge(challenge, made.record, made.rsaPrivate)) },
  vault: { vault: b64(vault), lock: b64(lock), lockPart: b64(lockPart) },
  serverKey: { serverId, record: b64(serverKey) },
  events,
  log: { roomId, h0: b64(h0), entryHash: b64(await sha256(textToUtf8('entry'))), h1: b64(h1) },
  epoch: { secret: b64(secret), commit: b64(commit), record: b64(record), recordHash: b64(recordHash), grant: b64(grant) },
  message: { envelope: b64(message), body: JSON.stringify(body), seenPos: 1, seenHash: b64(h1) },
}, null, 2)}\n`);
