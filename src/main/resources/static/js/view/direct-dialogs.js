// @ts-check
// Dialogs of direct messages: starting one, and blocked people.
import { html } from 'lit';
import { Element } from './element.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { refusal, unblock } from './direct.js';
import { refuse } from './fields.js';
import { openForm, namesOf } from './form.js';
import './names.js';
import { fullName } from './naming.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {import('../core/session/directory.js').Person} Person */

/** Whom to write to. @param {Session} session */
export function newMessage(session) {
  openForm(t('direct.new'), {
    action: t('direct.start'),
    busyWords: t('direct.starting'),
    checks: {},
    fields: () => html`<sc-names .session=${session} label=${t('direct.to')}></sc-names><p class="hint">${t('direct.hint')}</p>`,
    run: async (form, close) => {
      const { people, unknown } = await found(session, namesOf(form));
      if (unknown) return refuse(form, 'names', t('direct.unknown', { name: unknown }));
      try {
        const { roomId } = await session.openDirect(people.map(({ userId }) => userId));
        close();
        location.hash = `#/room/${roomId}`;
      } catch (error) {
        return refuse(form, 'names', refusal(error));
      }
    },
  });
}

/** @param {Session} session @param {(string|Person)[]} who */
async function found(session, who) {
  const names = who.filter((one) => typeof one === 'string');
  const { found: named, unknown } = names.length > 0 ? await session.directory.lookUp(names) : { found: [], unknown: [] };
  return { people: [...who.filter((one) => typeof one !== 'string'), ...named], unknown: unknown[0] };
}

class Blocked extends Element {
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {Session} */
    this.session;
  }

  willUpdate() {
    this.watch([this.session.choices, 'choices'], [this.session.directory, 'names']);
  }

  render() {
    const { blocked } = this.session.choices;
    if (blocked.length === 0) return html`<p class="quiet">${t('direct.blocks-none')}</p>`;
    return html`<p class="quiet">${t('direct.blocks-text')}</p><ul>${blocked.map((person) => html`
      <li class="person">${avatar(person, 'av--32')}<div class="cut">${fullName(person)}</div>
        <button class="link" type="button" @click=${() => unblock(this.session, person)}>${t('direct.unblock')}<span class="hide"> ${person.displayName}</span></button></li>`)}</ul>`;
  }
}
customElements.define('sc-blocked', Blocked);

/** @param {Session} session */
export const blockedPeople = (session) => openDialog(t('direct.blocks'), () => html`<sc-blocked .session=${session}></sc-blocked>`);
