// @ts-check
// Where the user is signed in, among the settings.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { confirmFirst } from './dialog.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { group } from './settings-parts.js';
import { moment, wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/session/devices.js').Device} Device */

const PHONES = new Set(['Android', 'iOS', 'iPadOS']);

/** @param {Device} device */
const nameOf = ({ browser, system }) => t('devices.name', { browser: browser || t('devices.browser'), system: system || t('devices.system') });

class DeviceList extends Element {
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../core/session/session.js').Session} */
    this.session;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('session')) return;
    this.watch([this.session.devices, 'change']);
    this.session.devices.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.session.devices.close();
  }

  render() {
    return group(t('devices.title'), this.#rows(), t('devices.hint'));
  }

  #rows() {
    const { list, problem } = this.session.devices;
    if (problem) return html`<div class="item"><div role="alert">${wordsFor(problem)}</div><button class="btn" type="button" @click=${() => this.session.devices.load()}>${t('action.retry')}</button></div>`;
    if (!list) return html`<div class="item"><div class="quiet">${t('devices.loading')}</div></div>`;
    const others = list.filter(({ current }) => !current);
    return html`<ul>${repeat(list, ({ sessionId }) => sessionId, (device) => this.#row(device))}</ul>
      <div class="item">${others.length === 0 ? html`<div class="sub">${t('devices.only')}</div>` : html`<button class="btn btn--red" type="button" @click=${() => this.#endOthers()}>${t('devices.others')}</button>`}</div>`;
  }

  /** @param {Device} device */
  #row(device) {
    const { address, since, lastSeen, current } = device;
    const times = current ? t('devices.now', { since: moment(since) }) : t('devices.times', { since: moment(since), seen: moment(lastSeen) });
    return html`<li class="item item--device">${icon(PHONES.has(device.system) ? 'phone' : 'laptop')}
      <div><span>${nameOf(device)}</span>${current ? html` <span class="tag">${t('devices.this')}</span>` : nothing}
        <span class="sub">${address ? html`<bdi dir="ltr">${address}</bdi> · ` : nothing}${times}</span></div>
      ${current ? nothing : html`<button class="btn" type="button" @click=${() => this.#end(device)}>${t('devices.end')}<span class="hide"> ${nameOf(device)}</span></button>`}</li>`;
  }

  /** @param {Device} device */
  async #end(device) {
    const pressed = document.activeElement;
    await this.#do(() => this.session.devices.end(device.sessionId), t('devices.ended', { name: nameOf(device) }));
    // Its button goes, now or with the next list: a second press must not reach that of another device.
    if ([pressed, document.body].includes(document.activeElement)) this.querySelector('h3')?.focus();
  }

  #endOthers() {
    confirmFirst({
      title: t('devices.others-title'), text: t('devices.others-text'), action: t('devices.others-do'),
      run: () => this.#do(() => this.session.devices.endOthers(), t('devices.others-ended')),
    });
  }

  /** @param {() => Promise<void>} work @param {string} done */
  async #do(work, done) {
    try {
      await work();
      this.session.notice(done);
    } catch (error) {
      this.session.notice(wordsFor(error), 'caution');
    }
  }
}
customElements.define('sc-devices', DeviceList);
