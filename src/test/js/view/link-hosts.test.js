// A link's text cannot hide where the link leads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkNote } from '../../../main/resources/static/js/view/link-hosts.js';

const note = (/** @type {string} */ text, /** @type {string} */ href) => linkNote(text, new URL(href).href);

for (const [text, href, host] of [
  ['https://good.example', 'https://evil.example', 'evil.example'],
  ['good.example', 'https://evil.example/good.example', 'evil.example'],
  ['www.good.example/login', 'https://evil.example', 'evil.example'],
  ['see good.example for more', 'https://evil.example', 'evil.example'],
  ['https://good.example', 'https://good.example.evil.example', 'good.example.evil.example'],
  ['https://good.example', 'https://good.example:8443/', 'good.example:8443'],
  ['https://good.example@evil.example', 'https://good.example@evil.example', 'evil.example'],
  ['good．example', 'https://evil.example', 'evil.example'],
  ['https://good.example/\u202eelpmaxe', 'https://good.example/', 'good.example'],
  ['GOOD.EXAMPLE', 'https://evil.example', 'evil.example'],
  ['https://localhost', 'https://evil.example', 'evil.example'],
  ['127.0.0.1', 'http://127.0.0.2', '127.0.0.2'],
  ['help@good.example', 'mailto:help@evil.example', 'help@evil.example'],
  ['good%2Eexample', 'https://evil.example', 'evil.example'],
  ['https://good%2eexample/', 'https://evil.example', 'evil.example'],
  ['good\u00ad.example', 'https://evil.example', 'evil.example'],
  ['goo\u200bd.exam\u2060ple', 'https://evil.example', 'evil.example'],
  ['HTTPS://GOOD.EXAMPLE/A', 'https://evil.example', 'evil.example'],
  ['https:\\\\good.example', 'https://evil.example', 'evil.example'],
  ['https://good.example#@evil.example', 'https://evil.example', 'evil.example'],
  ['good', 'https://good.example@evil.example', 'evil.example'],
  ['good', 'https://good.example%2f@evil.example', 'evil.example'],
  ['localhost:8080', 'https://evil.example', 'evil.example'],
  ['https://good.example', 'mailto:help@evil.example', 'help@evil.example'],
  ['good.example', 'mailto:help@evil.example', 'help@evil.example'],
  ['help@good.example', 'mailto:help@good.example?bcc=spy@evil.example', 'help@good.example?bcc=spy@evil.example'],
  ['help@good.example', 'mailto:help@good.example,spy@evil.example', 'help@good.example,spy@evil.example'],
  ['help@good.example', 'mailto:%ff@evil.example', '%ff@evil.example'],
]) {
  test(`"${text}" does not hide ${href}`, () => assert.equal(note(text, href)?.host, host));
}

for (const [text, href] of [
  ['https://good.example/a/b?c=d.e#f', 'https://good.example/a/b?c=d.e#f'], ['good.example', 'https://good.example/path'], ['www.good.example', 'https://good.example'],
  ['good.example', 'https://www.good.example'], ['good.example:8443', 'https://good.example:8443'], ['this page', 'https://good.example'], ['help@good.example', 'mailto:help@good.example'],
  ['http://[::1]:8080/', 'http://[::1]:8080/'], ['localhost:8080/a', 'http://localhost:8080/a'], ['write to us', 'mailto:%ff@good.example'], ['50 % off', 'https://good.example'],
  ['100% good.example', 'https://good.example'], ['help@good.example', 'mailto:help@good.example?subject=a%20b'],
]) {
  test(`"${text}" says where ${href} leads`, () => assert.equal(note(text, href), null));
}

for (const [href, host] of [
  ['https://аррӏе.com', 'аррӏе.com'], ['https://xn--80ak6aa92e.com', 'аррӏе.com'], ['https://pаypal.example', 'pаypal.example'], ['https://gооgle.example', 'gооgle.example'],
]) {
  test(`${href} is marked as a look-alike`, () => {
    const found = note(href, href);
    assert.equal(found?.host, host);
    assert.equal(found?.odd, true);
    assert.match(found?.ascii ?? '', /xn--/);
  });
}

for (const [href, host] of [['https://münchen.example', 'münchen.example'], ['https://пример.example', 'пример.example'], ['https://例え.example', '例え.example']]) {
  test(`${href} is shown in both spellings, and is no look-alike`, () => {
    const found = note(href, href);
    assert.equal(found?.host, host);
    assert.equal(found?.odd, false);
    assert.match(found?.ascii ?? '', /xn--/);
  });
}

test('what is no punycode stays as it is', () => assert.equal(note('x', 'https://good.example/xn--'), null));
