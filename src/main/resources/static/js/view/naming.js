// @ts-check
// Draws people's names: text of their owner's choice, isolated in direction and look from what the page itself says.
import { html, nothing } from 'lit';
import { icon, ring } from './icons.js';
import { t } from '../locale/locale.js';

/** @param {{displayName: string}} person */
export const nameOf = (person) => html`<bdi class="name">${person.displayName}</bdi>`;

/** The user name, which nobody else has and which does not change. @param {{username: string}} person */
export const handle = (person) => (person.username ? html`<span class="handle" dir="ltr">@${person.username}</span>` : nothing);

/** The user name where there is one, and something beside it. @param {{username: string}} person @param {unknown} words */
export const handleAnd = (person, words) => (person.username ? html`${handle(person)}, ${words}` : words);

/** @param {{displayName: string, username: string}} person */
export const fullName = (person) => html`${nameOf(person)} ${handle(person)}`;

/** What somebody says of themselves; nothing where they say nothing. @param {{status: string}} person */
export const statusOf = ({ status }) => (status ? html`<span class="status" title=${status}><span class="hide"> ${t('status.label')}: </span><bdi>${status}</bdi></span>` : nothing);

/** As plain text, where no element can stand. @param {{displayName: string, username: string}} person */
export const fullText = (person) => `${person.displayName}${person.username ? ` (@${person.username})` : ''}`;

/** The server itself; a person of that name has no such ring. */
export const theServer = html`<span class="by-server">${ring('server')}${t('person.server')}</span>`;

const MARKS = /** @type {const} */ ({
  you: ['tag tag--you', null, t('mark.you')], verified: ['tag tag--verified', 'check', t('mark.verified')], owner: ['tag', 'key', t('mark.owner')], admin: ['tag', 'shieldUser', t('mark.admin')],
  suspended: ['tag', 'clock', t('mark.suspended')], renamed: ['tag tag--renamed', 'pencil', t('mark.renamed')],
});

/** Where somebody was called otherwise until lately; what, says their card. @param {{former?: string|null}} person */
export const renamedMark = ({ former }) => (former ? mark('renamed') : nothing);

/** What the page says of somebody: a frame and an icon, which no name has. @param {keyof typeof MARKS} which */
export function mark(which) {
  const [look, shape, words] = MARKS[which];
  return html`<span class=${look} data-mark=${which}>${shape ? icon(shape, 'i--xs') : nothing}${words}</span>`;
}
