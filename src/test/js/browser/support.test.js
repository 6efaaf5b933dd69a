// @ts-check
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { missing } from '../../../main/resources/static/js/browser/support.js';

const jar = new Map();
let keeps = true;
/** Runs once, after the next cookie was set: what another page of the browser does in that moment. */
let meanwhile = () => {};

Object.assign(globalThis, { isSecureContext: true, Worker: class {}, localStorage: {}, sessionStorage: {}, indexedDB: {} });
Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { cookieEnabled: true } });
Object.assign(globalThis, {
  document: {
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    set cookie(text) {
      const [pair, ...attributes] = text.split('; ');
      const [name, value] = pair.split('=');
      if (attributes.includes('Max-Age=0')) jar.delete(name);
      else if (keeps) jar.set(name, value);
      const once = meanwhile;
      meanwhile = () => {};
      once();
    },
  },
});

afterEach(() => {
  jar.clear();
  keeps = true;
});

test('a browser that keeps cookies lacks nothing, and none stays', async () => {
  assert.equal(await missing(false), null);
  assert.equal(jar.size, 0);
});

test('a browser that drops cookies is told so', async () => {
  keeps = false;
  assert.equal(await missing(false), 'cookies');
});

test('two pages that start at the same time do not disturb each other', async () => {
  /** @type {Promise<string|null>|undefined} */
  let other;
  meanwhile = () => (other = missing(false));
  assert.equal(await missing(false), null);
  assert.equal(await other, null);
});
