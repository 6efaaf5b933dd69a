// Documents: links lead to files, named tests exist, and the list of decisions is complete.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';

const read = (path) => readFileSync(path, 'utf8');
const filesBelow = (folder, ending) => readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
const documents = [...filesBelow('docs', '.md'), 'README.md', 'CHANGELOG.md', 'bench/README.md'];

/** Relative links of a document that lead nowhere. */
const deadLinks = (document, text) => [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
  .map(([, link]) => join(dirname(document), link)).filter((path) => !existsSync(path));

test('relative links lead to files', () => {
  assert.deepEqual(deadLinks('docs/a.md', '[a](missing.md) [b](protocol.md#words) [c](https://a.example/)'), ['docs/missing.md']);
  for (const document of documents) assert.deepEqual(deadLinks(document, read(document)), [], document);
});

const methodsByClass = new Map(filesBelow('src/test/java', '.java')
  .map((path) => [basename(path, '.java'), new Set([...read(path).matchAll(/void (\w+)\(/g)].map(([, name]) => name))]));
const methods = new Set([...methodsByClass.values()].flatMap((names) => [...names]));
const scripts = new Set(filesBelow('src/test/js', '.test.js').map((path) => basename(path)));

/** Tests that a text names: `ATest`, `ATest.method`, `…method` of any class, and `a.test.js`. */
function missingTests(text) {
  const named = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name);
  return named.filter((name) => {
    if (name.endsWith('.test.js')) return !scripts.has(name);
    if (/^…[a-z]\w+$/.test(name)) return !methods.has(name.slice(1));
    const [, type, method] = /^([A-Z]\w*(?:Test|IT))(?:\.(\w+))?$/.exec(name) ?? [];
    return type !== undefined && !(method ? methodsByClass.get(type)?.has(method) : methodsByClass.has(type));
  });
}

test('tests that documents name exist', () => {
  assert.deepEqual(missingTests('`GoneTest` `TlsTest.gone` `…gone` `gone.test.js` `docs.test.js` `TlsTest`'), ['GoneTest', 'TlsTest.gone', '…gone', 'gone.test.js']);
  for (const document of documents) assert.deepEqual(missingTests(read(document)), [], document);
});

test('the list of decisions has each page with its title, and explains each missing number', () => {
  const list = read('docs/decisions/README.md');
  const pages = readdirSync('docs/decisions').filter((name) => /^\d{4}-/.test(name)).sort();
  const numbers = pages.map((name) => Number(name.slice(0, 4)));
  assert.equal(new Set(numbers).size, numbers.length);
  for (const name of pages) {
    const [, number, title] = /^# (\d+)\. (.+)\n/.exec(read(join('docs/decisions', name)));
    assert.equal(Number(name.slice(0, 4)), Number(number), name);
    assert.ok(list.includes(`| ${number} | [${title}](${name}) | `), `${number} ${title}`);
  }
  const [, unused] = /^The numbers ([\d, and]+) are missing/m.exec(list);
  const missing = Array.from({ length: Math.max(...numbers) }, (_, i) => i + 1).filter((number) => !numbers.includes(number));
  assert.deepEqual(unused.match(/\d+/g).map(Number), missing);
});
