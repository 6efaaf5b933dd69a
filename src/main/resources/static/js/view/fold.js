// @ts-check
// One row for many notices or many locked messages that follow each other: what they come to, and each one when opened.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { icon, ring } from './icons.js';
import { inWords, lockedWords } from './message.js';
import { outcomesOf } from '../core/room/folds.js';
import { dayKey, exactTime, moment, time } from './words.js';
import { locale, pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/directory.js').Person} Person */
/** @typedef {import('../core/room/state.js').SystemItem} SystemItem */
/** @typedef {import('../core/room/state.js').LockedItem} LockedItem */
/** @typedef {(person: Person|null) => unknown} Named how a person is written */

/** So many names stand in a list; of more, all but one are counted. */
const NAMED = 3;
/** So many are listed when it is opened. */
const MOST = 1000;

const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

/** @param {(Person|null)[]} people @param {Named} named @returns {unknown[]} */
function namesOf(people, named) {
  const shown = people.length > NAMED ? people.slice(0, NAMED - 1) : people;
  const left = people.length - shown.length;
  const all = [...shown.map(named), ...(left > 0 ? [t('fold.others', { count: left })] : [])];
  return lists.formatToParts(all.map((_, i) => String(i))).map(({ type, value }) => (type === 'element' ? all[Number(value)] : value));
}

/** What many notices come to, in sentences. @param {SystemItem[]} items @param {Named} named @param {(name: string) => unknown} room how a room's name is written */
export function summaryOf(items, named, room) {
  const { people, renames, name } = outcomesOf(items);
  const said = people.map((group) => pieces(`fold.${group.outcome}`, { count: group.people.length, names: namesOf(group.people, named) }));
  if (renames > 0) said.push(pieces('fold.renamed', { count: renames, room: room(name) }));
  return said.flatMap((one, i) => (i === 0 ? one : [' ', ...one]));
}

/** From when to when. @param {{at: number}} first @param {{at: number}} last */
function span(first, last) {
  const words = dayKey(first.at) === dayKey(last.at) ? [time(first.at), time(last.at)] : [moment(first.at), moment(last.at)];
  return words[0] === words[1] ? words[0] : words.join(' – ');
}

class Fold extends Element {
  static properties = { room: { attribute: false }, items: { attribute: false, hasChanged: isOther }, open: { type: Boolean }, unclear: {}, names: { type: Number },
    calendar: {}, fresh: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** @type {(SystemItem|LockedItem)[]} */
    this.items = [];
    /** Whether each one is shown. */
    this.open = false;
    /** User ids of those whose name does not tell who they are, parted by blanks. */
    this.unclear = '';
    /** Another number after people were renamed. */
    this.names = 0;
    /** Another text for each day and time zone. */
    this.calendar = '';
    /** Another object where the words depend on more than the items. @type {object|null} */
    this.fresh = null;
  }

  /** Draws at once: the timeline measures its rows. */
  drawNow() {
    this.performUpdate();
    for (const one of this.querySelectorAll('sc-message')) /** @type {import('./message.js').MessageRow} */ (one).drawNow();
  }

  render() {
    const { items } = this;
    if (items.length === 0) return nothing;
    return items[0].kind === 'system' ? this.#notices(/** @type {SystemItem[]} */ (items)) : this.#locked(/** @type {LockedItem[]} */ (items));
  }

  /** @param {SystemItem[]} items */
  #notices(items) {
    const unclear = new Set(this.unclear.split(' '));
    return html`${icon('users', 'i--s')}<div>${this.#button(summaryOf(items, (person) => inWords(person, unclear), (name) => html`<b><bdi>${name}</bdi></b>`),
      html`<time class="when" title=${`${exactTime(items[0].at)} – ${exactTime(items[items.length - 1].at)}`}>${span(items[0], items[items.length - 1])}</time>`)}
      ${this.#list(items, (item) => html`<li class="sys" tabindex="-1" data-key=${item.key}><sc-message .room=${this.room} .item=${item} .unclear=${this.unclear} .names=${this.names} .calendar=${this.calendar}></sc-message></li>`)}</div>`;
  }

  /** @param {LockedItem[]} items */
  #locked(items) {
    const { cause, remedy } = lockedWords(this.room, items[0], true);
    const senders = new Map(items.flatMap(({ sender }) => (sender ? [[sender.userId, sender]] : [])));
    const when = span(items[0], items[items.length - 1]);
    const from = senders.size > 0
      ? pieces('fold.locked', { count: items.length, names: namesOf([...senders.values()], (person) => html`<bdi>${person?.displayName}</bdi>`), time: when })
      : pieces('fold.locked-unknown', { count: items.length, time: when });
    return html`${ring('dashed')}<div>${this.#button(html`<b>${cause}</b>`, html`<span class="quiet">${from}</span>`)}
      <p class="quiet">${remedy}</p>
      ${this.#list(items, (item) => html`<li tabindex="-1" data-key=${item.key}>${item.sender ? pieces('message.from', { name: html`<bdi>${item.sender.displayName}</bdi>`, time: time(item.at) }) : time(item.at)}</li>`)}</div>`;
  }

  /** @param {unknown} words @param {unknown} when */
  #button(words, when) {
    return html`<button class="fold__btn" type="button" tabindex="-1" aria-expanded=${this.open} @click=${() => this.say('fold')}><span>${words} ${when}</span>${icon('chevron', 'i--s')}</button>`;
  }

  /** @template T @param {T[]} items @param {(item: T) => unknown} one */
  #list(items, one) {
    if (!this.open) return nothing;
    const left = items.length - MOST;
    return html`<ol class="fold__list">${items.slice(0, MOST).map(one)}${left > 0 ? html`<li>${t('list.more', { count: left })}</li>` : nothing}</ol>`;
  }
}
customElements.define('sc-fold', Fold);

/** @param {readonly unknown[]} now @param {readonly unknown[]|undefined} before */
function isOther(now, before) {
  return now.length !== before?.length || now.some((item, i) => item !== before[i]);
}
