import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocks, inline } from '../../../main/resources/static/js/view/markdown-tokens.js';

const text = (t) => ({ t: 'text', text: t });

test('bold, italic, code and struck', () => {
  assert.deepEqual(inline('a **b** _c_ `d*` ~~e~~'), [
    text('a '), { t: 'strong', inside: [text('b')] }, text(' '), { t: 'em', inside: [text('c')] }, text(' '),
    { t: 'code', text: 'd*' }, text(' '), { t: 'del', inside: [text('e')] },
  ]);
});

test('marks inside words and alone are text', () => {
  for (const plain of ['snake_case_name', '2 * 3 * 4', '**', '`', '* a', '_']) assert.deepEqual(inline(plain), [text(plain)]);
});

test('only http, https and mailto become links', () => {
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', '//evil.example']) {
    assert.ok(!JSON.stringify(inline(`[x](${bad}) ${bad}`)).includes('"link"'), bad);
  }
  assert.equal(inline('see https://a.example/b).')[1].href, 'https://a.example/b');
  assert.deepEqual(inline('[name](mailto:a@b.example)'), [{ t: 'link', href: 'mailto:a@b.example', text: 'name' }]);
});

test('a script is text', () => {
  assert.deepEqual(blocks('<script>alert(1)</script>'), [{ t: 'paragraph', lines: [[text('<script>alert(1)</script>')]] }]);
});

test('fenced code, lists and quotes', () => {
  assert.deepEqual(blocks('```js\na\nb\n```\n- x\n- y\n> q\n3. z').map((b) => b.t), ['block', 'list', 'quote', 'list']);
  assert.equal(blocks('```js\nnever closed')[0].t, 'paragraph');
});

test('hostile text takes no longer than its length', () => {
  for (const evil of ['*'.repeat(16000), '[('.repeat(8000), '_a'.repeat(8000), '`'.repeat(16000), '> '.repeat(8000), '**a'.repeat(5000)]) {
    const start = performance.now();
    blocks(evil);
    assert.ok(performance.now() - start < 2000, evil.slice(0, 6));
  }
});
