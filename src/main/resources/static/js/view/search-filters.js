// @ts-check
// Filters of the search: those that hold, those one can add, and what a filter that is being typed may mean.
import { html, nothing } from 'lit';
import { named } from '../core/search/sought.js';
import { icon } from './icons.js';
import { listedName } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/search/query.js').Filter} Filter */
/** @typedef {import('../core/search/searching.js').Searching} Searching */
/** @typedef {import('../core/session/session.js').Session} Session */

/** So many people or rooms are offered. */
const MOST = 6;
const TYPING = /(^|\s)(from|in|before|after):"?([^"]*)$/iu;

/** Filters with a value to type, and those without. @type {[Filter['key'], string][]} */
const OFFERED = [['from', ''], ['in', ''], ['before', ''], ['after', ''], ['has', 'file'], ['has', 'image'], ['has', 'link'], ['has', 'code'], ['mentions', 'me']];

/** @param {Filter['key']} key @param {string} value */
export const filterName = (key, value) => (key === 'mentions' ? t('search.filter.mentions') : key === 'has' ? t(`search.filter.has-${value.toLowerCase()}`) : t(`search.filter.${key}`, { value }));

/** @param {Searching} searching @param {(text: string) => void} write puts a text into the field */
export function filtersView(searching, write) {
  const { filters, text } = searching;
  const offered = OFFERED.filter(([key, value]) => !filters.some((one) => one.key === key && (value === '' || one.value.toLowerCase() === value)));
  const choose = (/** @type {Filter['key']} */ key, /** @type {string} */ value) => (value ? searching.add({ key, value }) : write(`${text.replace(TYPING, '').trim()} ${key}:`.trim()));
  return html`<div class="search__filters" role="group" aria-label=${t('search.filters')}>
    ${filters.map((filter) => html`<span class="filter filter--on"><bdi class="cut">${filterName(filter.key, filter.value)}</bdi><button type="button" aria-label=${t('search.remove', { filter: filterName(filter.key, filter.value) })} @click=${() => searching.remove(filter)}>${icon('x', 'i--s')}</button></span>`)}
    ${offered.map(([key, value]) => html`<button class="filter" type="button" data-filter="${key}:${value}" @click=${() => choose(key, value)}>${value ? filterName(key, value) : t(`search.filter.${key}`, { value: '' }).trim()}</button>`)}</div>`;
}

/** What a filter that is being typed may mean. @param {Session} session @param {Searching} searching @param {(text: string) => void} write */
export function suggestions(session, searching, write) {
  const found = TYPING.exec(searching.text);
  if (!found) return nothing;
  const [key, typed] = [/** @type {Filter['key']} */ (found[2].toLowerCase()), found[3]];
  const choose = (/** @type {string} */ value, /** @type {string} */ id) => {
    const left = searching.text.replace(TYPING, '').trim();
    searching.add({ key, value, ...(id && { id }) });
    write(left);
  };
  if (key === 'before' || key === 'after') {
    return html`<label class="search__date"><span>${t('search.date')}</span><input type="date" @change=${(/** @type {Event} */ e) => choose(/** @type {HTMLInputElement} */ (e.target).value, '')}></label>`;
  }
  const all = key === 'in' ? roomsOf(session) : peopleOf(session);
  const ids = named(all, typed.replace(/^@/, ''));
  const options = all.filter(({ id }) => typed === '' || ids.includes(id)).slice(0, MOST);
  if (options.length === 0) return html`<p class="quiet">${t('search.nobody')}</p>`;
  return html`<div class="search__options" role="group" aria-label=${t('search.options')}>${options.map(({ id, names }) => html`<button class="filter" type="button" @click=${() => choose(names[0], id)}><bdi class="cut">${names[0]}</bdi></button>`)}</div>`;
}

/** @param {Session} session */
const roomsOf = (session) => session.rooms.filter((room) => room.standing === 'member').map((room) => ({ id: room.roomId, names: [listedName(room)] }));

/** @param {Session} session */
const peopleOf = ({ me, people }) => [me, ...people].flatMap((one) => (typeof one === 'string' ? [] : [{ id: one.userId, names: [one.displayName, one.username] }]));
