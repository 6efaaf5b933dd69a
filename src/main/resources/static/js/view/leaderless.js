// @ts-check
// Rooms in which no owner can act, and the dialog in which an administrator chooses one.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from './avatar.js';
import { openForm } from './form.js';
import { handle, nameOf } from './naming.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../protocol/rest.js').LeaderlessRoom} LeaderlessRoom */

/** @param {LeaderlessRoom[]} rooms @param {(room: LeaderlessRoom) => unknown} choose */
export const leaderlessRooms = (rooms, choose) => (rooms.length === 0 ? nothing : html`
  <h2 class="links__title" id="leaderless" tabindex="-1">${t('admin.leaderless')}</h2>
  <p class="quiet">${t('admin.leaderless-text')}</p>
  <ul class="links" aria-labelledby="leaderless">${repeat(rooms, (room) => room.roomId, (room) => html`
    <li><span id="room-${room.roomId}"><b><bdi>${room.name}</bdi></b> · ${t('admin.members', { count: room.members })}</span>
      <button class="link" type="button" aria-describedby="room-${room.roomId}" @click=${() => choose(room)}>${t('admin.choose-owner')}</button></li>`)}</ul>`);

/**
 * @param {import('../core/session/administration.js').Administration} admin @param {LeaderlessRoom} room
 * @param {() => Promise<unknown>} done
 */
export async function chooseOwner(admin, room, done) {
  const { items } = await admin.candidates(room.roomId);
  openForm(t('admin.owner-title', { room: room.name }), {
    action: t('admin.owner-go'),
    checks: {},
    fields: () => html`<p class="dialog__text">${t('admin.owner-text')}</p>
      <div class="modes" role="radiogroup" aria-label=${t('admin.members', { count: items.length })}>${items.map((person, i) => html`
        <label class="mode"><input type="radio" name="owner" value=${person.userId} ?checked=${i === 0}>
          ${avatar(person, 'av--32')}<span><b>${nameOf(person)}</b><span class="mode__words">${handle(person)}</span></span></label>`)}</div>`,
    run: async (form, close) => {
      const chosen = /** @type {HTMLInputElement} */ (form.querySelector('[name=owner]:checked'));
      await admin.appoint(room.roomId, chosen.value);
      close();
      await done();
    },
  });
}
