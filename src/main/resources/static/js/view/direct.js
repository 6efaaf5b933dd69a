// @ts-check
// Direct messages: opening one, the card of a first contact, and what stands there when somebody has left.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { confirmFirst } from './dialog.js';
import { icon, ring } from './icons.js';
import { fullText, nameOf, renamedMark, statusOf } from './naming.js';
import { kindOf, nameList, roomName, wordsFor } from './words.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {import('../core/session/directory.js').Person} Person */
/** @typedef {import('../core/room/room.js').Room} Room */

/** @type {Record<string, string>} */
const REFUSALS = { 'not-allowed': 'direct.refused', 'no-identity-yet': 'direct.no-identity', 'somebody-else': 'direct.somebody-else', 'too-large': 'direct.too-many' };

/** Why a direct room was not opened, in words. @param {unknown} error */
export const refusal = (error) => {
  const key = error instanceof Error && error.name === 'Problem' ? REFUSALS[/** @type {Error & {code: string}} */ (error).code] : undefined;
  return key ? t(key) : wordsFor(error);
};

/** Opens the direct room with these users and goes there. @param {Session} session @param {string[]} userIds */
export async function openDirect(session, userIds) {
  try {
    const { roomId } = await session.openDirect(userIds);
    location.hash = `#/room/${roomId}`;
  } catch (error) {
    session.notice(refusal(error), 'caution');
  }
}

/** Asks, then blocks. @param {Session} session @param {Person} person */
export function block(session, person) {
  confirmFirst({
    title: t('direct.block-title', { name: fullText(person) }), text: t('direct.block-text'), action: t('direct.block-go'),
    run: () => session.choices.block(person).then(() => hidden(session, person), (error) => session.notice(wordsFor(error), 'caution')),
  });
}

/** What is hidden now is not left open. @param {Session} session @param {Person} person */
function hidden(session, person) {
  if (session.room(location.hash.split('/')[2] ?? '')?.isHidden) location.hash = '#/';
  session.notice(t('direct.blocked', { name: person.displayName }));
}

/** @param {Session} session @param {Person} person */
export const unblock = (session, person) => session.choices.unblock(person)
  .then(() => session.notice(t('direct.unblocked', { name: person.displayName })), (error) => session.notice(wordsFor(error), 'caution'));

/** Rooms that are named, at most. */
const NAMED = 3;

/** In the composer's place until the user accepts. @param {Session} session @param {Room} room */
export function firstContact(session, room) {
  const creator = session.directory.shown(room.creator);
  const isGroup = room.others.length > 1;
  const shared = session.rooms.filter((one) => !one.isDirect && one.standing === 'member' && one.members.some(({ userId }) => userId === creator.userId));
  return html`<section class="contact" aria-labelledby="contact-title">
    <h2 id="contact-title">${pieces(isGroup ? 'direct.wants-group' : 'direct.wants', { name: nameOf(creator) })}</h2>
    <ul><li>${icon('users', 'i--s')}<span>${shared.length === 0 ? t('direct.none') : t('direct.both-in', { rooms: nameList(shared.slice(0, NAMED).map(roomName)) })}</span></li>
      <li>${icon('eye', 'i--s')}<span>${pieces('direct.unseen', { name: nameOf(creator) })}</span></li>
      <li>${ring(kindOf(room).ring)}<span>${t(isGroup ? 'direct.only-group' : 'direct.only-two')}</span></li></ul>
    <div class="contact__do"><button class="btn btn--go" type="button" @click=${() => accept(session, room)}>${t('direct.accept')}</button>
      <a class="btn" href="#/">${t('action.not-now')}</a>
      <button class="btn btn--red" type="button" @click=${() => block(session, creator)}>${t('direct.block')}</button></div></section>`;
}

/** @param {Session} session @param {Room} room */
const accept = (session, room) => room.choose({ accepted: true }).catch((error) => session.notice(wordsFor(error), 'caution'));

/** In the composer's place once somebody has left. @param {Session} session @param {Room} room */
export function leftBehind(session, room) {
  const here = new Set(room.members.map(({ userId }) => userId));
  const gone = room.others.filter(({ userId }) => !here.has(userId));
  return html`<section class="contact contact--left"><p>${t('direct.left', { names: nameList(gone.map(({ displayName }) => displayName)) })}</p>
    <button class="btn" type="button" @click=${() => openDirect(session, room.others.map(({ userId }) => userId))}>${icon('message', 'i--s')}${t('direct.again')}</button></section>`;
}

/** The picture before a direct room's name: nobody's presence is shown before a first contact is answered. @param {Room} room @param {string} size */
export function directPicture(room, size) {
  const [other, ...more] = room.others;
  if (!other) return html`<span class="av ${size} av--tile" aria-hidden="true">${icon('bookmark', 'i--xs')}</span>`;
  if (more.length > 0) return html`<span class="av ${size} av--tile" aria-hidden="true">${icon('users', 'i--xs')}</span>`;
  return avatar(other, size, !room.isFirstContact && room.isOpenDirect);
}

/** What the other one of a direct room says of themselves, under the same condition as their presence. @param {Room} room */
export const directStatus = (room) => (room.others.length === 1 && room.isOpenDirect && !room.isFirstContact ? statusOf(room.others[0]) : nothing);

/** Whether the other one of a direct room has a new name. @param {Room} room */
export const directMark = (room) => (room.isDirect && room.others.length === 1 ? renamedMark(room.others[0]) : nothing);

/** Leaving is for good. @param {Session} session @param {Room} room */
export function leaveDirect(session, room) {
  confirmFirst({
    title: t('direct.leave-title'), text: t(room.others.length === 0 ? 'direct.leave-notes' : 'direct.leave-text'), action: t('direct.leave'),
    run: () => room.leave().then(() => void (location.hash = '#/'), (error) => session.notice(wordsFor(error), 'caution')),
  });
}
