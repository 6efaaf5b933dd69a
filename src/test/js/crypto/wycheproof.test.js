// Wycheproof's files, where the folder stands beside the project: what WebCrypto itself accepts and refuses.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verify } from '../../../main/resources/static/js/crypto/primitives.js';

const folder = ['../shared/vectors', '../../shared/vectors'].find((f) => existsSync(f));
const hex = (text) => Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16));
const load = (name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')).testGroups;

test(folder ? 'Ed25519' : 'no Wycheproof folder here', async () => {
  if (!folder) return;
  for (const group of load('ed25519_test.json')) {
    for (const t of group.tests) {
      const holds = await verify(hex(group.publicKey.pk), hex(t.msg), hex(t.sig));
      if (t.result !== 'acceptable') assert.equal(holds, t.result === 'valid', `${t.tcId} ${t.comment}`);
    }
  }
});

test(folder ? 'RSA-OAEP-3072 with SHA-256 in both places' : 'no Wycheproof folder here', async () => {
  if (!folder) return;
  const opens = async (name) => {
    const outcomes = [];
    for (const group of load(name)) {
      const key = await crypto.subtle.importKey('pkcs8', hex(group.privateKeyPkcs8), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt']);
      for (const t of group.tests) {
        const plain = await crypto.subtle.decrypt({ name: 'RSA-OAEP', label: hex(t.label) }, key, hex(t.ct)).catch(() => null);
        outcomes.push([t, plain !== null && Buffer.from(plain).toString('hex') === t.msg]);
      }
    }
    return outcomes;
  };
  for (const [t, opened] of await opens('rsa_oaep_3072_sha256_mgf1sha256_test.json')) if (t.result !== 'acceptable') assert.equal(opened, t.result === 'valid', `${t.tcId}`);
  for (const [t, opened] of await opens('rsa_oaep_3072_sha256_mgf1sha1_test.json')) assert.equal(opened, false, `${t.tcId}`);
});
