// Catalogues: each message exists in every language with the same values, each one is used, each one that is
// asked for is there, and nothing that a person would read stands anywhere else.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const JS = resolve('src/main/resources/static/js');
const TEMPLATES = resolve('src/main/resources/templates');
const LANGUAGES = ['en', 'de', 'ar'];
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

const flat = (tree, path = '') => Object.entries(tree).flatMap(([key, value]) =>
  (typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`)));
const catalogues = Object.fromEntries(await Promise.all(LANGUAGES.map(async (language) =>
  [language, new Map(flat((await import(pathToFileURL(join(JS, 'locale', `${language}.js`)).href)).default))])));
const base = (key) => key.replace(PLURAL, '');
const keys = (language) => new Set([...catalogues[language].keys()].map(base));
const values = (text) => [...new Set([...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name))].sort();

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
const IS_CATALOGUE = new RegExp(`^locale/(?:${LANGUAGES.join('|')})(?:/[\\w-]+)?\\.js$`);
const modules = readdirSync(JS, { recursive: true }).filter((name) => name.endsWith('.js') && !IS_CATALOGUE.test(name))
  .map((name) => ({ name, code: withoutComments(readFileSync(join(JS, name), 'utf8')) }));
const templates = readdirSync(TEMPLATES).map((name) => ({ name, code: readFileSync(join(TEMPLATES, name), 'utf8').replace(/\.(?:before|after)\}/g, '}') }));

test('every language has the same parts, and no part defines what another one does', async () => {
  const parts = readdirSync(join(JS, 'locale', 'en')).sort();
  assert.ok(parts.length > 1);
  for (const language of LANGUAGES) {
    assert.deepEqual(readdirSync(join(JS, 'locale', language)).sort(), parts, language);
    const sections = [];
    for (const part of parts) {
      const text = readFileSync(join(JS, 'locale', language, part), 'utf8');
      assert.match(text, /^export default \{\n[^]*\n\};\n$/, `${language}/${part}`);
      assert.ok(text.split('\n').length <= 350, `${language}/${part}`);
      sections.push(...Object.keys(JSON.parse(text.slice('export default '.length, -2))));
    }
    assert.deepEqual(sections.sort(), [...new Set(sections)].sort(), language);
    const whole = (await import(pathToFileURL(join(JS, 'locale', `${language}.js`)).href)).default;
    assert.deepEqual(Object.keys(whole).sort(), sections, language);
  }
});

test('every language has the same messages', () => {
  for (const language of LANGUAGES) assert.deepEqual([...keys(language)].sort(), [...keys('en')].sort(), language);
});

test('every message has the values of the English one, and every plural form of its language', () => {
  for (const language of LANGUAGES) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, text] of catalogues[language]) {
      assert.notEqual(text.trim(), '', key);
      const english = catalogues.en.get(key) ?? catalogues.en.get(`${base(key)}_other`);
      const expected = values(english).filter((name) => name !== 'count' || !PLURAL.test(key));
      const found = values(text).filter((name) => name !== 'count' || !PLURAL.test(key));
      if (!/_(?:zero|two)$/.test(key)) assert.deepEqual(found, expected, `${language} ${key}`);
      if (PLURAL.test(key)) for (const form of forms) assert.ok(catalogues[language].has(`${base(key)}_${form}`), `${language} ${base(key)}_${form}`);
    }
  }
});

test('no message holds markup', () => {
  for (const language of LANGUAGES) for (const [key, text] of catalogues[language]) assert.doesNotMatch(text, /<|&\w+;/, key);
});

const quoted = new Set([...modules, ...templates].flatMap(({ code }) => [...code.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'|#\{([\w.-]+)\}|`([a-z][\w-]*(?:\.[\w-]+)+)`/g)].map((m) => m[1] ?? m[2] ?? m[3])));
quoted.add('direction');
/** Messages whose last part is a code that the program only knows when it runs. */
const patterns = modules.flatMap(({ code }) => [...code.matchAll(/`([a-z][\w.-]*\.)\$\{[^`]*?\}((?:\.\w+)?)`/g)].map(([, before, after]) => [before, after]));

test('every message is used', () => {
  const unused = [...keys('en')].filter((key) => !quoted.has(key) && !patterns.some(([before, after]) => key.startsWith(before) && key.endsWith(after)));
  assert.deepEqual(unused, []);
});

test('every message that is asked for exists', () => {
  const asked = [
    ...modules.flatMap(({ code }) => [...code.matchAll(/\b(?:t|pieces)\(\s*'([^']+)'/g), ...code.matchAll(/\b(?:t|pieces)\([^()'`]*\?\s*'([^']+)'\s*:\s*'[^']+'/g), ...code.matchAll(/\b(?:t|pieces)\([^()'`]*\?\s*'[^']+'\s*:\s*'([^']+)'/g)].map(([, key]) => key)),
    ...templates.flatMap(({ code }) => [...code.matchAll(/#\{([\w.-]+)\}/g)].map((m) => m[1])),
  ];
  assert.ok(asked.length > 200);
  assert.deepEqual(asked.filter((key) => !keys('en').has(key)), []);
});

/** What is left of a module's templates once expressions are taken out: text and attributes that a person would read. */
function shownIn(code) {
  const shown = [];
  for (const [, body] of code.matchAll(/html`((?:[^`\\$]|\$(?!\{))*)/g)) shown.push(body);
  const bare = code.replace(/\$\{[^{}`]*\}/g, '');
  for (const [, text] of bare.matchAll(/>([^<>`{}=;]*\p{L}{2,}[^<>`{}=;]*)</gu)) shown.push(`>${text}<`);
  return shown.flatMap((body) => [
    ...[...body.matchAll(/>([^<>]*\p{L}{2,}[^<>]*)(?:<|$)/gu)].map(([, text]) => text.trim()),
    ...[...body.matchAll(/(?:aria-label|title|placeholder|alt|label)="([^"$]*\p{L}{2,}[^"$]*)"/gu)].map(([, text]) => text),
  ]);
}
const NOT_WORDS = /^(?:Enter|Shift Enter|Secure Chat)$/;
for (const { name, code } of modules.filter((m) => /^(?:view|pages|locale)\//.test(m.name))) {
  test(`${name} shows nothing but messages`, () => {
    assert.deepEqual(shownIn(code).filter((text) => !NOT_WORDS.test(text)), []);
  });
}

/** String literals with words for people: two words or more, or one that ends as a sentence does. What an `Error` of the program says is not shown. */
function sentencesIn(code) {
  const shown = code.replace(/new Error\((?:'[^']*'|`[^`]*`)\)/g, '');
  return [...shown.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
    .map((m) => m[1] ?? m[2] ?? m[3].replace(/\$\{[^{}]*\}/g, ''))
    .filter((text) => /\p{L}+[,;:]? \p{L}[\p{L}’]+/u.test(text) || /^\p{Lu}[\p{L}’]*(?:…|[.!?])$/u.test(text))
    .filter((text) => !IS_SELECTOR.test(text));
}
const IS_SELECTOR = /^application\/|^(?=.*[.#[])[.#a-z][\w.#, >:[\]()-]*$/;

test('sentences in a module are found', () => {
  for (const code of ["return name || 'A room that can’t be verified';", "if (!isRead) return 'Opening…';", 'notice(`You left ${room}.`);', 'notice("Not sent yet")',
    'const name = `Unknown person ${id}`;', "throw new Problem({ code: 'busy', title: 'The server is busy.' });"]) {
    assert.equal(sentencesIn(code).length, 1, code);
  }
  for (const code of ["throw new Error('core has no platform');", "get('/api/me')", 'locks.run(`send ${roomId}`)', "t('notice.gone')", "headers['X-XSRF-TOKEN']", "querySelector('.error button')"]) {
    assert.deepEqual(sentencesIn(code), [], code);
  }
});

for (const { name, code } of modules.filter((m) => /^(?:core|pages|crypto|protocol|browser)\//.test(m.name))) {
  test(`${name} holds no words of the screen`, () => assert.deepEqual(sentencesIn(code), []));
}

/** Text and attributes of a template that a person would read. */
function literalsIn(code) {
  const bare = code.replace(/<(script|style)[\s\S]*?<\/\1>/g, '');
  return [
    ...(bare.match(/>[^<>]*\p{L}{2,}[^<>]*</gu) ?? []),
    ...(bare.match(/(?:aria-label|title|placeholder|alt)="[^"$#]*\p{L}{2,}[^"]*"/gu) ?? []),
  ];
}

test('literals in a template are found', () => {
  for (const literal of ['<p>Words</p>', '<dt>iPhone</dt>', '<p th:text="#{a.b}"></p> and more <br>', '<img alt="A ring">', '<button title="Show it">']) {
    assert.equal(literalsIn(literal).length, 1, literal);
  }
  assert.deepEqual(literalsIn('<p th:text="#{a.b}"></p><img th:alt="#{a.c}" title="#{a.d}"><style>b { color: red }</style>'), []);
});

test('every template is checked, those of the plain port too', () => {
  const names = templates.map(({ name }) => name);
  for (const name of ['plain-port.html', 'certificate-steps.html', 'certificate.html']) assert.ok(names.includes(name), name);
});

for (const { name, code } of templates) {
  test(`${name} shows nothing but messages`, () => assert.deepEqual(literalsIn(code), []));
}
