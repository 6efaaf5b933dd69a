// @ts-check
// Saves the loaded messages of a room as a file: as plain text, or as a web page that needs nothing else.
import { html, nothing, render } from 'lit';
import { fullBoxName } from './boxes.js';
import { openDialog } from './dialog.js';
import { fileLine } from './file-words.js';
import { icon } from './icons.js';
import { markdown } from './markdown.js';
import { inWords, lockedWords, systemWords } from './message.js';
import { everything } from './window.js';
import { dayKey, exactTime, fullDay, listOf, roomName, time } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {import('../core/room/state.js').Item} Item */
/** @typedef {import('../core/session/directory.js').Person} Person */
/** What one item is in a file. @typedef {{at: number, from: string, text: string|null, note: string, marks: string, files?: string[]}} Row
 *  `from` is empty where nobody said it, `text` is a message as it was typed, `files` are those of a message, `note` says what happened, or why there is no text */

const STYLE = `
body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
ul { margin: 0; padding: 0; }
li.row { margin: .75rem 0; list-style: none; overflow-wrap: anywhere; break-inside: avoid; }
.note, time, .marks { opacity: .75; font-size: .875rem; }
.text > :first-child { margin-top: 0; }
.text > :last-child { margin-bottom: 0; }
pre { overflow-x: auto; white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: .125rem .5rem; }`;

/** Asks which kind of file. @param {Room} room */
export function saveMessages(room) {
  const { left } = everything(room.state);
  openDialog(t('save.title'), (close) => {
    const save = (/** @type {'txt'|'html'} */ kind) => {
      download(`${roomName(room)}.${kind}`, kind === 'txt' ? asText(room) : asPage(room), kind === 'txt' ? 'text/plain' : 'text/html');
      close();
    };
    return html`<p class="dialog__text">${t('save.text')}</p>${left > 0 ? html`<p class="dialog__text">${t('save.left', { count: left })}</p>` : nothing}
      <footer class="dialog__foot"><button class="btn" type="button" @click=${close}>${t('action.cancel')}</button>
        <button class="btn" type="button" @click=${() => save('txt')}>${icon('down', 'i--s')}${t('save.as-text')}</button>
        <button class="btn" type="button" @click=${() => save('html')}>${icon('down', 'i--s')}${t('save.as-page')}</button></footer>`;
  });
}

/** Hands a file to the browser. @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {Room} room */
function contentOf(room) {
  const { items, left } = everything(room.state);
  const rows = items.flatMap((item) => rowOf(room, item) ?? []);
  const saved = t('save.saved', { time: exactTime(Date.now()), count: rows.length });
  return { days: daysOf(rows), head: left > 0 ? [saved, t('save.left', { count: left })] : [saved] };
}

/** The rows of each day together. @param {Row[]} rows */
function daysOf(rows) {
  /** @type {Row[][]} */
  const days = [];
  let key = '';
  for (const row of rows) {
    if (dayKey(row.at) !== key) days.push([]);
    key = dayKey(row.at);
    days[days.length - 1].push(row);
  }
  return days;
}

/** @param {Room} room @param {Item} item @returns {Row|null} */
function rowOf(room, item) {
  switch (item.kind) {
    case 'message': return { at: item.at, from: named(item.sender), text: room.editing.versionsOf(item).at(-1)?.text ?? item.text, note: '', marks: marksOf(room, item), files: item.files.map(fileLine) };
    case 'letter': return { at: item.at, from: fullBoxName(item.box), text: item.text, note: '', marks: '' };
    case 'locked': return { at: item.at, from: item.sender ? named(item.sender) : item.box ? fullBoxName(item.box) : '', text: null, note: lockedWords(room, item).cause, marks: '' };
    case 'system': return { at: item.at, from: '', text: null, note: plain(systemWords(item, (person) => inWords(person, new Set()))[1]), marks: '' };
    default: return null;
  }
}

/** @param {Room} room @param {import('../core/room/state.js').MessageItem} item */
function marksOf(room, item) {
  const reactions = room.reacting.of(item).map(({ emoji, userIds }) => `${emoji} ${listOf(userIds.map((userId) => room.directory.shown(userId).displayName))}`);
  return [...(room.editing.versionsOf(item).length > 1 ? [t('edit.edited')] : []), ...reactions].join(' · ');
}

/** What a template says, without its elements. @param {unknown} template */
function plain(template) {
  const box = document.createElement('div');
  render(template, box);
  return (box.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Of two people with one name the username tells which. @param {Person} person */
const named = ({ displayName, username }) => (username ? `${displayName} (${username})` : displayName);

/** @param {Room} room */
function asText(room) {
  const { days, head } = contentOf(room);
  const lines = [roomName(room), ...head];
  for (const rows of days) {
    lines.push('', fullDay(rows[0].at), '');
    for (const row of rows) lines.push(...textRow(row));
  }
  return `${lines.join('\n')}\n`;
}

/** The lines of a message stand below its first one, so that no text looks like another message. @param {Row} row */
function textRow({ at, from, text, note, marks, files = [] }) {
  const start = from ? `[${time(at)}] ${from}: ` : `[${time(at)}] `;
  const lines = [...(text === '' && files.length > 0 ? [] : [text ?? note]), ...files].join('\n').split('\n').map((line, i) => (i === 0 ? `${start}${line}` : `    ${line}`));
  return marks ? [...lines, `    (${marks})`] : lines;
}

/** The head is put together as text: this page's policy forbids styles inside of documents that it makes. @param {Room} room */
function asPage(room) {
  const { days, head } = contentOf(room);
  const { lang, dir } = document.documentElement;
  const title = document.createElement('title');
  title.textContent = roomName(room);
  const box = document.createElement('main');
  render(html`<h1>${roomName(room)}</h1>${head.map((line) => html`<p class="note">${line}</p>`)}
    ${days.map((rows) => html`<h2>${fullDay(rows[0].at)}</h2><ul>${rows.map(pageRow)}</ul>`)}`, box);
  return `<!doctype html>
<html lang="${lang}" dir="${dir || 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${title.outerHTML}<style>${STYLE}</style></head>
<body>${bare(box).outerHTML}</body></html>
`;
}

/** @param {Row} row */
const pageRow = ({ at, from, text, note, marks, files = [] }) => html`<li class="row">${from ? html`<b><bdi>${from}</bdi></b> ` : nothing}<time datetime=${new Date(at).toISOString()}>${time(at)}</time>
  ${text === null ? html`<span class="note">${note}</span>` : html`<div class="text" dir="auto">${markdown(text)}</div>`}${files.map((line) => html`<div class="note"><bdi>${line}</bdi></div>`)}${marks ? html`<div class="marks">${marks}</div>` : nothing}</li>`;

/** Without what only the chat's own page can use. @param {Element} box */
function bare(box) {
  for (const one of box.querySelectorAll('button, svg')) one.remove();
  const notes = document.createNodeIterator(box, NodeFilter.SHOW_COMMENT);
  for (let one = notes.nextNode(); one; one = notes.nextNode()) /** @type {Comment} */ (one).remove();
  return box;
}
