// Writes src/test/resources/vectors/content.json: contents of messages that every reader takes, contents that
// none takes and why, and how relations change the messages that they refer to. Run by hand
// (node src/test/js/make-content-vectors.js) when "Content" of docs/protocol.md changes; ContentVectorsTest (Java) and
// content-vectors.test.js (the page) read the file.
//
// Of `relations`, `picture` is what the whole log makes of the entry at position 1, in whatever order it is read;
// `ignored` and `waiting` count relations of all entries.
//
// Of `json`, `%` stands for as many `x` as `times` says. A refusal is `newer` (shown as sent with a newer version) or
// `damaged` (no JSON object of the allowed size, or a name twice).
import { writeFileSync } from 'node:fs';

const FILE = 'src/test/resources/vectors/content.json';
const AT = 1790000000000;
const H = 'AAECAwQFBgcICQoLDA0ODw==';
const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const REF = [7, H];
const LONGEST = 16384;
const user = (/** @type {number} */ n) => `${n.toString(16).padStart(8, '0')}-2222-4333-8444-555555555555`;
const file = (/** @type {object} */ more = {}) => ({ id: user(1), k: KEY, n: 'notes.pdf', s: 12345, m: 'application/pdf', ...more });
const thumb = { id: user(2), k: KEY, w: 320, h: 200, s: 4096 };

const text = (/** @type {object} */ more = {}) => ({ t: 'text', b: 'Hello', at: AT, ...more });
const edit = (/** @type {object} */ more = {}) => ({ t: 'edit', of: REF, b: 'Hello again', at: AT, ...more });
const react = (/** @type {object} */ more = {}) => ({ t: 'react', of: REF, e: '👍', on: true, at: AT, ...more });
const pin = (/** @type {object} */ more = {}) => ({ t: 'pin', of: REF, on: true, at: AT, ...more });
/** Without one of its fields. @param {any} content @param {string} name */
const without = (content, name) => Object.fromEntries(Object.entries(content).filter(([key]) => key !== name));

/** @type {Record<string, any>} */
const accepted = {
  'a text': text(),
  'a text of one letter': text({ b: 'a' }),
  'a text of spaces': text({ b: '  \n ' }),
  'a text in many scripts': text({ b: 'Grüße, مرحبا, 你好, 👩‍👩‍👧‍👦 \u2028 "quoted" \\ /' }),
  'a text from the year 1970': text({ at: 0 }),
  'a text at the largest time': text({ at: Number.MAX_SAFE_INTEGER }),
  'a reply': text({ re: REF }),
  'a reply in a thread': text({ re: [9, H], th: [1, H] }),
  'a reply to the largest position': text({ re: [Number.MAX_SAFE_INTEGER, H] }),
  'a text that mentions one person': text({ b: '@bob', mn: [user(1)] }),
  'a text that mentions fifty people': text({ mn: Array.from({ length: 50 }, (_, i) => user(i)) }),
  'a text that mentions the room': text({ b: '@everyone', mn: 'room' }),
  'a text with a file': text({ fl: [file()] }),
  'a file without a text': text({ b: '', fl: [file()] }),
  'ten files': text({ b: '', fl: Array.from({ length: 10 }, (_, i) => file({ id: user(i) })) }),
  'an empty file': text({ fl: [file({ s: 0 })] }),
  'a picture': text({ fl: [file({ n: 'sea.jpg', m: 'image/jpeg', w: 4000, h: 3000, th: thumb, bl: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj' })] }),
  'a voice note': text({ b: '', fl: [file({ n: 'voice.ogg', m: 'audio/ogg', d: 3200, v: true })] }),
  'a file whose name has 255 bytes': text({ fl: [file({ n: 'n'.repeat(255) })] }),
  'a file of a vendor\'s type': text({ fl: [file({ m: 'application/vnd.oasis.opendocument.text' })] }),
  'an edit': edit(),
  'an edit with mentions': edit({ mn: [user(3)] }),
  'an edit that mentions the room': edit({ mn: 'room' }),
  'an edit to nothing': edit({ b: '' }),
  'a reaction': react(),
  'a reaction taken back': react({ on: false }),
  'a reaction with a flag': react({ e: '🇨🇭' }),
  'a reaction with a keycap': react({ e: '1️⃣' }),
  'a reaction with a joined emoji of 25 bytes': react({ e: '👩‍👩‍👧‍👦' }),
  'a reaction with a skin colour': react({ e: '👍🏽' }),
  'a reaction with a heart': react({ e: '❤️' }),
  'a reaction with a flag of tags of 28 bytes': react({ e: '🏴󠁧󠁢󠁳󠁣󠁴󠁿' }),
  'a pin': pin(),
  'a pin taken away': pin({ on: false }),
};

/** @type {[string, any, object?][]} content or the text itself, with more about it */
const newer = [
  ['an unknown type', { t: 'poll', b: 'Hello', at: AT }],
  ['a type in capitals', text({ t: 'Text' })],
  ['a type that objects have', text({ t: 'constructor' })],
  ['a type that is a number', text({ t: 1 })],
  ['no type', without(text(), 't')],
  ['an empty object', {}],
  ['an unknown field in a text', text({ x: 1 })],
  ['an unknown field that is null', text({ x: null })],
  ['a field that objects have', '{"t":"text","b":"Hello","at":1790000000000,"__proto__":{}}'],
  ['an unknown field in an edit', edit({ re: REF })],
  ['an unknown field in a reaction', react({ b: 'x' })],
  ['an unknown field in a pin', pin({ e: '👍' })],
  ['a text without a text', without(text(), 'b')],
  ['a text without a time', without(text(), 'at')],
  ['a text of nothing', text({ b: '' })],
  ['a text that is a number', text({ b: 1 })],
  ['a text that is null', text({ b: null })],
  ['half of a surrogate pair', '{"t":"text","b":"\\ud83d","at":1790000000000}'],
  ['a time as text', text({ at: String(AT) })],
  ['a negative time', text({ at: -1 })],
  ['a time of minus zero', '{"t":"text","b":"Hello","at":-0}'],
  ['a time with a fraction', text({ at: AT + 0.5 })],
  ['a time with a point', '{"t":"text","b":"Hello","at":1790000000000.0}'],
  ['a time with an exponent', '{"t":"text","b":"Hello","at":179e10}'],
  ['a time beyond 2^53 - 1', '{"t":"text","b":"Hello","at":9007199254740992}'],
  ['a time of many digits', '{"t":"text","b":"Hello","at":1%}'.replace('%', '0'.repeat(400))],
  ['an optional field that is null', text({ re: null })],
  ['a ref that is an object', text({ re: { pos: 7, h: H } })],
  ['a ref of one', text({ re: [7] })],
  ['a ref of three', text({ re: [7, H, 1] })],
  ['a ref to position 0', text({ re: [0, H] })],
  ['a ref to a position as text', text({ re: ['7', H] })],
  ['a ref to half a position', text({ re: [7.5, H] })],
  ['a ref with a hash of 15 bytes', text({ re: [7, 'AAECAwQFBgcICQoLDA0O'] })],
  ['a ref with a hash of 32 bytes', text({ re: [7, KEY] })],
  ['a ref with an empty hash', text({ re: [7, ''] })],
  ['a ref without padding', text({ re: [7, H.replaceAll('=', '')] })],
  ['a ref in URL-safe Base64', text({ re: [7, '_-ECAwQFBgcICQoLDA0ODw=='] })],
  ['a ref in Base64 that is not canonical', text({ re: [7, 'AAECAwQFBgcICQoLDA0ODx=='] })],
  ['a ref whose hash is a number', text({ re: [7, 7] })],
  ['a thread that is a number', text({ th: 7 })],
  ['mentions of nobody', text({ mn: [] })],
  ['mentions of 51 people', text({ mn: Array.from({ length: 51 }, (_, i) => user(i)) })],
  ['mentions of one person twice', text({ mn: [user(1), user(1)] })],
  ['mentions of a name', text({ mn: ['bob'] })],
  ['mentions of an id in capitals', text({ mn: [user(171).toUpperCase()] })],
  ['mentions of everybody by another word', text({ mn: 'everyone' })],
  ['mentions of the room in a list', text({ mn: ['room'] })],
  ['mentions that are true', text({ mn: true })],
  ['no files in a list', text({ fl: [] })],
  ['neither text nor files', text({ b: '', fl: [] })],
  ['eleven files', text({ fl: Array.from({ length: 11 }, (_, i) => file({ id: user(i) })) })],
  ['the same file twice', text({ fl: [file(), file()] })],
  ['a file that is text', text({ fl: ['notes.pdf'] })],
  ['a file that is null', text({ fl: [null] })],
  ['a file without a key', text({ fl: [without(file(), 'k')] })],
  ['a file without a size', text({ fl: [without(file(), 's')] })],
  ['a file with an unknown field', text({ fl: [file({ url: 'https://example.org' })] })],
  ['a file with a short key', text({ fl: [file({ k: H })] })],
  ['a file without a name', text({ fl: [file({ n: '' })] })],
  ['a file whose name has 256 bytes', text({ fl: [file({ n: 'ü'.repeat(128) })] })],
  ['a file of a negative size', text({ fl: [file({ s: -1 })] })],
  ['a file of no media type', text({ fl: [file({ m: 'pdf' })] })],
  ['a file of a media type with parameters', text({ fl: [file({ m: 'text/html; charset=utf-8' })] })],
  ['a file of a media type in capitals', text({ fl: [file({ m: 'Image/PNG' })] })],
  ['a picture of no width', text({ fl: [file({ w: 0, h: 10 })] })],
  ['a picture wider than 2^31 - 1', text({ fl: [file({ w: 2 ** 31, h: 10 })] })],
  ['a thumbnail without a size', text({ fl: [file({ th: without(thumb, 's') })] })],
  ['a thumbnail with a name', text({ fl: [file({ th: { ...thumb, n: 'x' } })] })],
  ['a BlurHash of five letters', text({ fl: [file({ bl: 'LEHV6' })] })],
  ['a BlurHash with a quote', text({ fl: [file({ bl: 'LEHV6"WB2yk8' })] })],
  ['a voice note that is none', text({ fl: [file({ v: false })] })],
  ['an edit of nothing', without(edit(), 'of')],
  ['an edit without a text', without(edit(), 'b')],
  ['an edit without a time', without(edit(), 'at')],
  ['an edit of a number', edit({ of: 7 })],
  ['an edit with files', edit({ fl: [file()] })],
  ['a reaction to nothing', without(react(), 'of')],
  ['a reaction without an emoji', without(react(), 'e')],
  ['a reaction that is neither on nor off', without(react(), 'on')],
  ['a reaction that is on as text', react({ on: 'true' })],
  ['a reaction that is on as a number', react({ on: 1 })],
  ['a reaction with an empty emoji', react({ e: '' })],
  ['a reaction with a letter', react({ e: 'a' })],
  ['a reaction with a digit', react({ e: '1' })],
  ['a reaction with a space', react({ e: ' ' })],
  ['a reaction with two emoji', react({ e: '👍👍' })],
  ['a reaction with an emoji and a letter', react({ e: '👍a' })],
  ['a reaction with two flags', react({ e: '🇨🇭🇩🇪' })],
  ['a reaction with half a flag', react({ e: '🇨' })],
  ['a reaction with an emoji of more than 32 bytes', react({ e: `👍${'\u0301'.repeat(15)}` })],
  ['a reaction with half of a surrogate pair', '{"t":"react","of":[7,"AAECAwQFBgcICQoLDA0ODw=="],"e":"\\ud83d","on":true,"at":1790000000000}'],
  ['a reaction with a list of emoji', react({ e: ['👍'] })],
  ['a pin of nothing', without(pin(), 'of')],
  ['a pin without a time', without(pin(), 'at')],
  ['a pin that is null', pin({ on: null })],
  ['a list nested 5,000 deep', `{"t":"text","b":${'['.repeat(5000)}${']'.repeat(5000)},"at":1}`],
];

const PLAIN = JSON.stringify(text({ b: '%' }));
const ROOM_FOR_TEXT = LONGEST - PLAIN.length + 1;

const damaged = [
  { name: 'nothing', json: '' },
  { name: 'one byte', json: '1' },
  { name: 'two letters', json: 'hi' },
  { name: 'a list', json: '[]' },
  { name: 'null', json: 'null' },
  { name: 'a number', json: '42' },
  { name: 'a text alone', json: '"text"' },
  { name: 'an object that does not end', json: '{"t":"text","b":"Hello","at":1' },
  { name: 'two objects', json: '{"t":"text","b":"Hello","at":1}{}' },
  { name: 'a comma too many', json: '{"t":"text","b":"Hello","at":1,}' },
  { name: 'a comment', json: '{"t":"text","b":"Hello","at":1/* now */}' },
  { name: 'single quotes', json: "{'t':'text','b':'Hello','at':1}" },
  { name: 'a number with a leading zero', json: '{"t":"text","b":"Hello","at":01}' },
  { name: 'not a number', json: '{"t":"text","b":"Hello","at":NaN}' },
  { name: 'a line break in a text', json: '{"t":"text","b":"Hel\nlo","at":1}' },
  { name: 'the type twice', json: '{"t":"text","t":"text","b":"Hello","at":1}' },
  { name: 'the text twice', json: '{"t":"text","b":"Hello","b":"Bye","at":1}' },
  { name: 'the text twice, once escaped', json: '{"t":"text","b":"Hello","\\u0062":"Bye","at":1}' },
  { name: 'a name twice in a file', json: JSON.stringify(text({ fl: [file()] })).replace('"s":12345', '"s":12345,"s":1') },
  { name: 'a name twice in an unknown type', json: '{"t":"poll","x":{"y":1,"y":2}}' },
  { name: 'a mark of byte order', json: `\ufeff${JSON.stringify(text())}` },
  { name: '16,385 bytes', json: PLAIN, times: ROOM_FOR_TEXT + 1 },
  { name: 'bytes that are not UTF-8', base64: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64') },
  { name: 'a surrogate in UTF-8', base64: Buffer.concat([Buffer.from('{"t":"text","b":"'), Buffer.from([0xed, 0xa0, 0xbd]), Buffer.from('","at":1}')]).toString('base64') },
  { name: 'an overlong slash', base64: Buffer.concat([Buffer.from('{"t":"text","b":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('","at":1}')]).toString('base64') },
];

/** Written otherwise than the printer would, and read all the same. */
const loose = [
  { name: 'with spaces and line breaks', json: ' {\n "t" : "text",\t"b" : "Hello", "at" : 1 }\n', printed: '{"t":"text","b":"Hello","at":1}' },
  { name: 'with its fields in another order', json: '{"at":1,"b":"Hello","t":"text"}', printed: '{"t":"text","b":"Hello","at":1}' },
  { name: 'with escapes', json: '{"t":"text","b":"\\u0048ello \\ud83d\\ude00 \\/","at":1}', printed: '{"t":"text","b":"Hello 😀 /","at":1}' },
  { name: 'a ref spread out', json: '{"of": [7, "AAECAwQFBgcICQoLDA0ODw=="], "t":"pin", "at":1, "on":true}', printed: '{"t":"pin","of":[7,"AAECAwQFBgcICQoLDA0ODw=="],"on":true,"at":1}' },
];

const [ALICE, BOB, CAROL] = [user(10), user(11), user(12)];
const OTHER_H = '/////////////////////w==';
/** An entry: its position, who wrote it (with which identity) and what. */
const entry = (/** @type {number} */ pos, /** @type {string} */ who, /** @type {object} */ content, identity = `${who}'s`) => ({ pos, hash: `${'A'.repeat(20)}${String.fromCharCode(65 + pos)}A==`, user: who, identity, content });
const refTo = (/** @type {number} */ pos) => [pos, entry(pos, ALICE, {}).hash];
const hello = entry(1, ALICE, text());
const by = (/** @type {number} */ pos, /** @type {string} */ who, /** @type {any} */ content, /** @type {string} */ identity) => entry(pos, who, { ...content, of: content.of === REF ? refTo(1) : content.of }, identity);
const EMOJI = [...'😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓😔😕'];
/** The picture of entry 1. */
const picture = (/** @type {any} */ { versions = ['Hello'], reactions = [], pinned = false, ignored = 0, waiting = 0 }) => ({ versions, reactions, pinned, ignored, waiting });

const relations = [
  { name: 'nothing refers to it', log: [hello], picture: picture({}) },
  { name: 'an edit replaces the text', log: [hello, by(2, ALICE, edit())], picture: picture({ versions: ['Hello', 'Hello again'] }) },
  { name: 'the last edit in the log counts, whatever its time', log: [hello, by(2, ALICE, edit({ b: 'two', at: AT + 9 })), by(3, ALICE, edit({ b: 'three', at: AT }))], picture: picture({ versions: ['Hello', 'two', 'three'] }) },
  { name: 'an edit by somebody else counts for nothing', log: [hello, by(2, BOB, edit())], picture: picture({ ignored: 1 }) },
  { name: 'an edit with another identity of the same person counts for nothing', log: [hello, by(2, ALICE, edit(), 'another')], picture: picture({ ignored: 1 }) },
  { name: 'an edit to nothing counts for nothing', log: [hello, by(2, ALICE, edit({ b: '' }))], picture: picture({ ignored: 1 }) },
  { name: 'an edit to nothing of a message with files', log: [entry(1, ALICE, text({ fl: [file()] })), by(2, ALICE, edit({ b: '' }))], picture: picture({ versions: ['Hello', ''] }) },
  { name: 'a ref with another hash counts for nothing', log: [hello, by(2, ALICE, edit({ of: [1, OTHER_H] })), by(3, BOB, react({ of: [1, OTHER_H] })), by(4, BOB, pin({ of: [1, OTHER_H] }))], picture: picture({ ignored: 3 }) },
  { name: 'an edit in front of its target counts for nothing', log: [by(2, ALICE, edit({ of: refTo(3) })), entry(3, ALICE, text({ b: 'later' })), hello], picture: picture({ ignored: 1 }) },
  { name: 'an edit of a reaction counts for nothing', log: [hello, by(2, ALICE, react()), by(3, ALICE, edit({ of: refTo(2) }))], picture: picture({ reactions: [['👍', [ALICE]]], ignored: 1 }) },
  { name: 'what refers to a message that is not loaded waits', log: [hello, by(5, BOB, react({ of: refTo(4) })), by(6, BOB, pin({ of: refTo(4) }))], picture: picture({ waiting: 2 }) },
  { name: 'reactions of several people', log: [hello, by(2, BOB, react()), by(3, CAROL, react()), by(4, BOB, react({ e: '🎉' }))], picture: picture({ reactions: [['👍', [BOB, CAROL]], ['🎉', [BOB]]] }) },
  { name: 'a reaction taken back', log: [hello, by(2, BOB, react()), by(3, BOB, react({ on: false }))], picture: picture({}) },
  { name: 'a reaction taken back and given again', log: [hello, by(2, BOB, react()), by(3, BOB, react({ on: false })), by(4, BOB, react())], picture: picture({ reactions: [['👍', [BOB]]] }) },
  { name: 'nobody takes back the reaction of another', log: [hello, by(2, BOB, react()), by(3, CAROL, react({ on: false }))], picture: picture({ reactions: [['👍', [BOB]]] }) },
  { name: 'the same reaction twice counts once', log: [hello, by(2, BOB, react()), by(3, BOB, react({ at: AT + 1 }))], picture: picture({ reactions: [['👍', [BOB]]] }) },
  { name: `of ${EMOJI.length} emoji the first 20 are shown`, log: [hello, ...EMOJI.map((e, i) => by(i + 2, BOB, react({ e })))], picture: picture({ reactions: EMOJI.slice(0, 20).map((e) => [e, [BOB]]) }) },
  { name: 'a pin by anybody', log: [hello, by(2, BOB, pin())], picture: picture({ pinned: true }) },
  { name: 'a pin taken away by somebody else', log: [hello, by(2, BOB, pin()), by(3, CAROL, pin({ on: false }))], picture: picture({}) },
  { name: 'all of it at once', log: [hello, by(2, BOB, react()), by(3, ALICE, edit()), by(4, BOB, edit({ b: 'Forged' })), by(5, CAROL, pin()), by(6, BOB, react({ on: false })), by(7, CAROL, react())], picture: picture({ versions: ['Hello', 'Hello again'], reactions: [['👍', [CAROL]]], pinned: true, ignored: 1 }) },
];

const vectors = {
  accepted: [
    ...Object.entries(accepted).map(([name, content]) => ({ name, json: JSON.stringify(content) })),
    { name: 'a text of 16,384 bytes with all around it', json: PLAIN, times: ROOM_FOR_TEXT },
    ...loose,
  ],
  refused: [
    ...newer.map(([name, content]) => ({ name, json: typeof content === 'string' ? content : JSON.stringify(content), reason: 'newer' })),
    ...damaged.map((one) => ({ ...one, reason: 'damaged' })),
  ],
  relations,
};
writeFileSync(FILE, `${JSON.stringify(vectors, null, 1)}\n`);
