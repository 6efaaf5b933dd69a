// @ts-check
// The dialogs with a form inside: new room, invite, rename, password.
import { html } from 'lit';
import { refuse } from './fields.js';
import { namesOf, openForm } from './form.js';
import { inviteResults } from './names.js';
import { ring } from './icons.js';
import { modeOf, roomName } from './words.js';
import { LONGEST_TOPIC, hidden, missing, passwordFault, roomNameFault } from '../core/session/name-rules.js';
import { t } from '../locale/locale.js';

const ROOM_NAME = { 'room-name': roomNameFault };
const BAD_NAME = { 'bad-name': 'room-name' };

/** What became of the invitations, and a way on. @param {import('../core/session/inviting.js').Invited[]} results @param {() => void} close */
const resultsThen = (results, close) => html`${inviteResults(results)}
  <footer class="dialog__foot"><button class="btn btn--go" type="button" data-first @click=${close}>${t('action.done')}</button></footer>`;

/** @param {string} mode @param {string} preselected @param {string} title @param {string} words */
const modeChoice = (mode, preselected, title, words) => html`
  <label class="mode"><input type="radio" name="mode" value=${mode} ?checked=${mode === preselected}>
    ${ring(modeOf(mode).ring)}<span><b>${title}</b><span class="mode__words">${words}</span></span></label>`;

/** @param {import('../core/session/session.js').Session} session @param {(roomId: string) => void} go @param {import('../core/session/directory.js').Person[]} [people] to invite */
export function newRoom(session, go, people = []) {
  openForm(t('action.new-room'), {
    action: t('form.create'),
    busyWords: t('form.creating'),
    checks: ROOM_NAME,
    places: BAD_NAME,
    fields: () => html`
      <div class="field"><label for="room-name">${t('form.name')}</label>
        <input id="room-name" maxlength="64" required autofocus autocomplete="off" dir="auto" placeholder=${t('form.about')}></div>
      <sc-names .session=${session} .preset=${people} label=${t('form.invite-optional')}></sc-names>
      <fieldset class="modes"><legend>${t('form.who')}</legend>
        ${modeChoice('end-to-end', session.defaultMode, t('form.members'), t('form.members-text'))}
        ${modeChoice('managed', session.defaultMode, t('mode.managed.badge'), t('form.managed-text'))}
        <p class="hint">${t('form.forever')}</p></fieldset>`,
    run: async (form, close) => {
      const name = /** @type {HTMLInputElement} */ (form.querySelector('#room-name')).value.trim();
      const mode = /** @type {HTMLInputElement} */ (form.querySelector('[name=mode]:checked')).value;
      const { room, results } = await session.createRoom({ name, mode, people: namesOf(form) });
      go(room.roomId);
      if (results.length === 0) return close();
      return resultsThen(results, close);
    },
  });
}

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room @param {string[]} [people] */
export function invite(session, room, people = []) {
  openForm(t('form.invite-to', { room: roomName(room) }), {
    action: t('form.invite'),
    busyWords: t('form.inviting'),
    checks: {},
    fields: () => html`<sc-names .session=${session} .preset=${people} .exclude=${[...room.members, ...room.invited].map((m) => m.userId)} label=${t('form.people')}></sc-names>
      <p class="hint">${room.fullHistory ? t('form.reads-all') : t('form.reads-new')}</p>`,
    run: async (form, close) => {
      const who = namesOf(form);
      if (who.length === 0) return refuse(form, 'names', t('form.nobody'));
      return resultsThen(await room.invite(who), close);
    },
  });
}

/** @param {import('../core/room/room.js').Room} room */
export function rename(room) {
  openForm(t('action.rename'), {
    action: t('form.rename'),
    checks: ROOM_NAME,
    places: { ...BAD_NAME, 'no-change': 'room-name' },
    fields: () => html`<div class="field"><label for="room-name">${t('form.name')}</label>
      <input id="room-name" maxlength="64" required autofocus autocomplete="off" dir="auto" .value=${room.name}></div>`,
    run: async (form, close) => {
      await room.rename(/** @type {HTMLInputElement} */ (form.querySelector('#room-name')).value.trim());
      close();
    },
  });
}

/** @param {import('../core/room/room.js').Room} room @param {string} [typed] what stands in the field at first */
export function setTopic(room, typed = room.topic) {
  openForm(t('topic.change'), {
    action: t('action.save'),
    checks: { topic: (typed) => hidden([...typed.trim()]) },
    fields: () => html`<div class="field"><label for="topic">${t('topic.label')}</label>
      <input id="topic" maxlength=${LONGEST_TOPIC} autofocus autocomplete="off" dir="auto" .value=${typed}><p class="hint">${t('topic.hint')}</p></div>`,
    run: async (form, close) => {
      const topic = /** @type {HTMLInputElement} */ (form.querySelector('#topic')).value.trim();
      if (topic !== room.topic) await room.setTopic(topic);
      close();
    },
  });
}

/** @param {import('../core/session/session.js').Session} session */
export function changePassword(session) {
  openForm(t('form.password-title'), {
    action: t('form.password-go'),
    busyWords: t('form.changing'),
    checks: { current: (typed) => missing(typed && 'x'), next: passwordFault },
    places: { 'wrong-credentials': 'current', 'bad-password': 'next' },
    fields: () => html`
      <input class="hide" autocomplete="username" .value=${session.me.username} readonly tabindex="-1" aria-label=${t('field.username')}>
      <div class="field"><label for="current">${t('form.current')}</label><input id="current" type="password" autocomplete="current-password" maxlength="256" required autofocus></div>
      <div class="field"><label for="next">${t('field.new-password')}</label><input id="next" type="password" autocomplete="new-password" minlength="8" maxlength="256" required>
        <p class="hint">${t('form.password-hint')}</p></div>`,
    run: async (form, close) => {
      const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (form.querySelector(`#${id}`)).value;
      await session.changePassword({ current: value('current'), next: value('next') });
      session.notice(t('form.password-done'));
      close();
    },
  });
}
