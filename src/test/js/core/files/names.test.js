import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName, sentName } from '../../../../main/resources/static/js/core/files/names.js';
import { kindOf, mediaType } from '../../../../main/resources/static/js/core/files/kinds.js';

/** @type {[string, string][]} */
const NAMES = [
  ['report.pdf', 'report.pdf'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a\\b:c', 'a_b_c'],
  ['.bashrc', 'bashrc'],
  ['notes.txt. . ', 'notes.txt'],
  ['line\nfeed\u0000.txt', 'linefeed.txt'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['com1 .log', '_com1 .log'],
  ['console.log', 'console.log'],
  ['...', 'file'],
  ['', 'file'],
  ['نور.pdf', 'نور.pdf'],
];

for (const [name, clean] of NAMES) test(`is saved as ${JSON.stringify(clean)}: ${JSON.stringify(name)}`, () => assert.equal(cleanName(name), clean));

test('a long name keeps its suffix and whole characters', () => {
  const name = cleanName(`${'😀'.repeat(100)}.tar`);
  assert.ok(new TextEncoder().encode(name).length <= 200);
  assert.match(name, /^(?:😀)+\.tar$/u);
});

test('a name is sent with at most 255 bytes and no control characters', () => {
  const name = sentName(`a\u0007${'ü'.repeat(200)}.png`);
  assert.ok(new TextEncoder().encode(name).length <= 255);
  assert.match(name, /^aü+\.png$/);
});

test('SVG, HTML and images of more than 50 megapixels are only saved', () => {
  for (const m of ['image/svg+xml', 'text/html', 'application/xhtml+xml', 'application/pdf', 'constructor']) assert.equal(kindOf({ m }), null);
  assert.equal(kindOf({ m: 'image/png', w: 5000, h: 10000 }), 'image');
  assert.equal(kindOf({ m: 'image/png', w: 5001, h: 10000 }), null);
  assert.equal(kindOf({ m: 'video/mp4', w: 5001, h: 10000 }), 'video');
});

test('a type is sent as content has it', () => {
  assert.equal(mediaType('Audio/WebM; codecs=opus'), 'audio/webm');
  assert.equal(mediaType(''), 'application/octet-stream');
});
