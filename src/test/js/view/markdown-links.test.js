// Where links end that stand in a text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareLink, inlineLink, mayPrecede } from '../../../main/resources/static/js/view/markdown-links.js';

// A bar marks where the link ends; what has none is no link.
for (const marked of [
  'https://a.example/b|)', 'https://a.example/b|).', 'https://a.example/(b)|', 'https://a.example/(b)|)', 'https://a.example/b|]', 'https://a.example/b[1]|', 'https://a.example/b|}',
  'https://a.example/?a[]=1&b[c]=2|', 'https://a.example/?q=(a+b)|)', 'https://a.example/b(c|', 'https://a.example/b|(', 'https://a.example/b|"', "https://a.example/b|'", "https://a.example/b|',",
  'https://a.example/b|>', 'https://a.example/b|<c', 'https://a.example/b|`', 'https://a.example/b|...', 'https://a.example/b|…', 'https://a.example/b|?!', 'https://a.example/b/|',
  'https://a.example/b-|', 'https://a.example/#|', 'https://a.example/b?c=|', 'https://a.example/b|;', 'https://a.example/b|**', 'https://a.example/a_b_c|', 'https://a.example/a*b|', 'https://a.example/~a/b|',
  'https://a.example/it\'s|', 'https://a.example|, and', 'https://a.example|:', 'https://a.example:8080|', 'https://a.example:8080/b|:', 'https://a.example|:port', 'https://a.example|:123456',
  'https://a.example|(b)', 'https://a.example|[1]', 'https://a.example|-', 'https://a.example|。', 'https://a.example?b=c|', 'https://a.example#b|', 'https://a.example|!', 'https://localhost/b|',
  'http://[::1]:8080/b|', 'http://[::1]|)', 'http://[::1]|]', 'http://[2001:db8::1]/|', 'http://[::ffff:127.0.0.1]|', 'http://127.0.0.1:80/b|.', 'https://user:pw@a.example/b|', 'https://good.example@evil.example|',
  'https://a.example/b|。次の文', 'https://a.example/b|、', 'https://a.example/b|）', 'https://a.example/b|」です', 'https://a.example/b|，然后', 'https://a.example/b|！', 'https://a.example/b|】', 'https://a.example/日本|',
  'https://例え.jp/b|。', 'https://пример.example/путь|.', 'https://a.example/b|“', 'https://a.example/b|”', 'https://a.example/b|’', 'https://a.example/L’Oréal|', 'https://a.example/b|«', 'https://a.example/b|»،',
  'https://a.example/b|؟', 'https://a.example/b|،', 'https://a.example/b|۔', 'https://a.example/b|।', 'https://a.example/b|։', 'https://a.example/b|\u200b', 'https://a.example/b|\u202e', 'HTTPS://A.EXAMPLE/B|.',
  'www.a.example/b|)', 'www.a.example|.', 'WWW.a.example|', 'a@b.example|.', 'a.b-c+d@e.example|)', 'mülle@a.example|', 'a@例え.jp|、', 'a@b.example|/c', 'a@b.c.example|>',
]) {
  const [link, rest] = marked.split('|');
  test(`"${link}" ends before "${rest}"`, () => assert.equal(bareLink(link + rest)?.raw, link));
}

for (const text of ['https://', 'http:///b', 'https://.', 'https://)', 'www.', 'www.)', 'ftp://a.example', 'javascript:alert(1)', 'react@18.2.0', 'a@b', '@a.example', 'a@b.example-', 'a@b.example_', 'https:/a.example', 'https://[', 'http://[::1']) {
  test(`"${text}" is no link`, () => assert.equal(bareLink(text), null));
}

test('an address begins behind punctuation and behind scripts without spaces, not inside a word', () => {
  for (const before of ['', ' ', '(', '。', '「', '見て', '请看', '링크는', 'ดูที่', '👉', '*', '"']) assert.ok(mayPrecede(before), before);
  for (const before of ['x', 'é', '7', 'ж', 'م']) assert.ok(!mayPrecede(before), before);
});

for (const [text, href] of [
  ['[a](https://a.example/b(c)d)', 'https://a.example/b(c)d'], ['[a](<https://a.example/b c>)', 'https://a.example/b c'], ['[a]( https://a.example "t)" )', 'https://a.example'],
  ["[a](https://a.example 't')", 'https://a.example'], ['[a](https://a.example (t))', 'https://a.example'], ['[a\\]](https://a.example)', 'https://a.example'], ['[`]`](https://a.example)', 'https://a.example'],
  ['[a]()', ''], ['[a](http://[::1]/b)', 'http://[::1]/b'], ['[a](https://a.example?b[]=c)', 'https://a.example?b[]=c'],
]) {
  test(`${text} leads to ${href}`, () => assert.equal(inlineLink(text)?.href, href));
}

for (const text of ['[a](https://a.example', '[a] (https://a.example)', '[a](https://a.example b)', '[a](<https://a.example)', '[a](https://a.example "t)', '[a](https://a(b.example)', '[a', '[a](b\u0001)']) {
  test(`${text} is no link`, () => assert.equal(inlineLink(text), null));
}

test('hostile text takes time linear in its length', () => {
  const tried = (/** @type {string} */ unit) => {
    const text = unit.repeat(16_000 / unit.length);
    const start = performance.now();
    for (let at = 0; at < text.length; at += 50) bareLink(text.slice(at)), inlineLink(text.slice(at));
    return performance.now() - start;
  };
  for (const unit of ['https://a)', 'www.', 'a@', 'a.@b.', '[a](', '[', 'http://[', '[a](b "', 'https://a@']) assert.ok(tried(unit) < 2_000, unit);
});
