// @ts-check
// Commands that are typed at the start of a message. None of them is sent; two slashes send one.
import { html, nothing } from 'lit';
import { openDialog } from './dialog.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {{name: string, takes?: 'name'|'names'|'text'}} Command */
/** What becomes of a text: it is sent, perhaps as another one; a command is carried out; or neither, with the reason. @typedef {{kind: 'send', text: string}|{kind: 'run', name: string, rest: string}|{kind: 'unknown', name: string}|{kind: 'lacks', name: string}} Typed */

/** @type {Command[]} */
const COMMANDS = [{ name: 'invite', takes: 'names' }, { name: 'topic', takes: 'text' }, { name: 'who' }, { name: 'me', takes: 'text' }, { name: 'shrug', takes: 'text' }, { name: 'dm', takes: 'name' }, { name: 'mute' }, { name: 'search', takes: 'text' }, { name: 'leave' }, { name: 'help' }];
const SHRUG = '¯\\\\\\_(ツ)\\_/¯';
const COMMAND = /^\/([\p{L}-]+)(?:\s+([\s\S]*))?$/u;

/** What this person may not do here is no command: nobody is invited to a direct room. @param {Room} room */
const commandsIn = (room) => COMMANDS.filter(({ name }) => !(name === 'invite' && !room.mayInvite) && !(name === 'topic' && (room.isDirect || room.role !== 'owner')));

/** @param {Room} room @param {string} query */
export const commandsFor = (room, query) => commandsIn(room).filter(({ name }) => name.startsWith(query.toLowerCase()));

/** @param {Room} room @param {string} text @returns {Typed} */
export function typed(room, text) {
  if (text.startsWith('//')) return { kind: 'send', text: text.slice(1) };
  const found = COMMAND.exec(text);
  if (!found) return { kind: 'send', text };
  const [name, rest] = [found[1].toLowerCase(), (found[2] ?? '').trim()];
  if (!commandsIn(room).some((one) => one.name === name)) return { kind: 'unknown', name };
  if (name === 'me') return rest ? { kind: 'send', text: `_${rest.replaceAll('_', '\\_')}_` } : { kind: 'lacks', name };
  if (name === 'dm' && !rest) return { kind: 'lacks', name };
  if (name === 'shrug') return { kind: 'send', text: rest ? `${rest} ${SHRUG}` : SHRUG };
  return { kind: 'run', name, rest };
}

/** All commands, with what they do. @param {Room} room */
export const showCommands = (room) => openDialog(t('command.title'), () => html`
  <dl class="keys">${commandsIn(room).map(({ name, takes }) => html`<div><dt dir="ltr"><kbd>/${name}</kbd> ${takes ? html`<span class="quiet">${t(`command.takes.${takes}`)}</span>` : nothing}</dt><dd>${t(`command.${name}`)}</dd></div>`)}
    <div><dt dir="ltr"><kbd>//</kbd></dt><dd>${t('command.slash')}</dd></div></dl>`);
