// @ts-check
// The list of completions above the composer: people, emoji and commands. The text field keeps the focus.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { commandsFor } from './commands.js';
import { isOfComposition } from './composition.js';
import { icon } from './icons.js';
import { handle, nameOf } from './naming.js';
import { completed, triggerAt } from './triggers.js';
import { presence } from './words.js';
import { EVERYONE } from '../core/room/mentions.js';
import { inTone, loadEmoji, noteEmoji, search, skinTone } from '../core/session/emoji.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */
/** @typedef {{insert: string, view: unknown, chosen?: () => void}} Option */

const MOST = 8;
const ID = 'completions';

export class Completion {
  /** @type {Option[]} */
  #options = [];
  #active = 0;
  /** @type {import('./triggers.js').Trigger|null} */
  #trigger = null;
  /** Where Esc closed a list: it stays closed for this word. */
  #closedAt = -1;
  #title = '';
  #redraw;

  /** @param {() => void} redraw */
  constructor(redraw) {
    this.#redraw = redraw;
  }

  get #isOpen() {
    return this.#options.length > 0;
  }

  /** Looks at what stands before the caret. @param {HTMLTextAreaElement} area @param {Room} room */
  async look({ value, selectionStart, selectionEnd }, room) {
    const trigger = selectionStart === selectionEnd ? triggerAt(value, selectionStart) : null;
    if (trigger?.from !== this.#closedAt) this.#closedAt = -1;
    this.#trigger = trigger;
    if (!trigger || this.#closedAt >= 0) return this.#set([]);
    const options = trigger.kind === ':' ? await emojiFor(trigger.query) : trigger.kind === '@' ? peopleFor(room, trigger.query) : commandsFor(room, trigger.query).map(commandOption);
    if (this.#trigger === trigger) this.#set(options, t(`completion.${trigger.kind === '@' ? 'people' : trigger.kind === ':' ? 'emoji' : 'commands'}`));
  }

  /** @param {Option[]} options */
  #set(options, title = '') {
    if (options.length === 0 && !this.#isOpen) return;
    [this.#options, this.#active, this.#title] = [options, 0, title];
    this.#redraw();
  }

  close() {
    this.#trigger = null;
    this.#set([]);
  }

  /** Takes a key that is for the list; says whether it was. @param {KeyboardEvent} e @param {HTMLTextAreaElement} area */
  key(e, area) {
    if (!this.#isOpen || isOfComposition(e) || e.ctrlKey || e.metaKey || e.altKey) return false;
    // A command that is typed in full is carried out at once.
    if (e.key === 'Enter' && this.#trigger?.kind === '/' && this.#options[this.#active].insert === `/${this.#trigger.query}`) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) this.#active = (this.#active + step + this.#options.length) % this.#options.length;
    else if ((e.key === 'Enter' || e.key === 'Tab') && !e.shiftKey) this.#choose(this.#options[this.#active], area);
    else if (e.key === 'Escape') {
      this.#closedAt = this.#trigger?.from ?? -1;
      this.#set([]);
    } else return false;
    e.preventDefault();
    e.stopPropagation();
    this.#redraw();
    requestAnimationFrame(() => document.getElementById(`${ID}-${this.#active}`)?.scrollIntoView({ block: 'nearest' }));
    return true;
  }

  /** @param {Option} option @param {HTMLTextAreaElement} area */
  #choose({ insert, chosen }, area) {
    if (!this.#trigger) return;
    const { text, caret } = completed(area.value, area.selectionStart, this.#trigger, insert);
    area.value = text;
    area.setSelectionRange(caret, caret);
    chosen?.();
    this.close();
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  /** What the text field says of the list. */
  get field() {
    return { controls: this.#isOpen ? ID : nothing, active: this.#isOpen ? `${ID}-${this.#active}` : nothing };
  }

  /** @param {() => HTMLTextAreaElement} area */
  view(area) {
    if (!this.#isOpen) return html`<div class="hide" role="status"></div>`;
    return html`<div class="completions">
        <p class="completions__title" aria-hidden="true">${this.#title}</p>
        <ul id=${ID} role="listbox" aria-label=${this.#title}>${this.#options.map((option, i) => html`<li id="${ID}-${i}" class="option ${i === this.#active ? 'is-active' : ''}" role="option" aria-selected=${i === this.#active}
          @mousedown=${(/** @type {Event} */ e) => e.preventDefault()} @click=${() => this.#choose(option, area())}>${option.view}</li>`)}</ul></div>
      <div class="hide" role="status">${t('completion.count', { count: this.#options.length })}</div>`;
  }
}

/** @param {Room} room @param {string} query @returns {Option[]} */
function peopleFor(room, query) {
  const people = room.mentioning.candidates(query).map((person) => ({
    insert: `@${person.username}`,
    view: html`${avatar(person, 'av--24', true)}<span class="cut">${nameOf(person)} <span class="quiet">${handle(person)}</span></span><span class="completions__end">${presence(person)}</span>`,
  }));
  if (!room.mentioning.offersAll(query)) return people;
  return [...people, { insert: `@${EVERYONE}`, view: html`${icon('users', 'i--s')}<span class="cut"><b dir="ltr">@${EVERYONE}</b> <span class="quiet">${t('completion.everyone', { count: room.memberCount ?? 0 })}</span></span>` }];
}

/** @param {string} query @returns {Promise<Option[]>} */
async function emojiFor(query) {
  const all = await loadEmoji().catch(() => []);
  return search(all, query).slice(0, MOST).map(({ emoji, words }) => {
    const toned = inTone(emoji, skinTone());
    return { insert: toned, chosen: () => noteEmoji(emoji), view: html`<span class="emoji" aria-hidden="true">${toned}</span><span class="cut" lang="en">${words[0]}</span>` };
  });
}

/** @param {import('./commands.js').Command} command @returns {Option} */
const commandOption = ({ name, takes }) => ({
  insert: `/${name}`,
  view: html`<b dir="ltr">/${name}</b> ${takes ? html`<span class="quiet">${t(`command.takes.${takes}`)}</span>` : nothing}<span class="completions__end">${t(`command.${name}`)}</span>`,
});
