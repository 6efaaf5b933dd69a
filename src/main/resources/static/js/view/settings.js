// @ts-check
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { appearance, setAppearance } from './appearance.js';
import { avatar } from './avatar.js';
import { blockedPeople } from './direct-dialogs.js';
import { changePassword } from './forms.js';
import { icon } from './icons.js';
import { newKeys, ownIdentity, recoveryCode } from './own-identity.js';
import './settings-devices.js';
import { actionRow, choiceRow, group, selectRow, switchRow } from './settings-parts.js';
import { notificationSettings } from './settings-notifications.js';
import { profileSettings } from './settings-profile.js';
import { wordsFor } from './words.js';
import { LANGUAGES, choose, language, t } from '../locale/locale.js';

/** @typedef {import('../core/session/session.js').Session} Session */
/** @typedef {Parameters<typeof icon>[0]} Shape */

/** Sections with their pictures, in their order. @type {Record<string, Shape>} */
const SECTIONS = { profile: 'smile', appearance: 'eye', notifications: 'bell', privacy: 'users', security: 'key' };

/** The settings: sections at the start side; on phones the list of them first, then one of them. Everything saves at once. */
class SettingsPage extends Element {
  static properties = { session: { attribute: false }, section: {}, back: {} };

  constructor() {
    super();
    /** @type {Session} */
    this.session;
    /** The one that is open; empty for the list. */
    this.section = '';
    /** Where Back goes from the list. */
    this.back = '#/';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const { session } = this;
    if (changed.has('session')) this.watch([session.settings, 'change'], [session, 'rooms'], [session.identity, 'recovery'], [session.directory, 'people', 'names'], [session.push, 'change']);
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (this.section === 'notifications') this.session.push.look();
    // As with another page: the heading has the focus.
    if (changed.has('section')) /** @type {HTMLElement|null} */ (this.querySelector(this.section ? '.settings__in h2' : 'h1'))?.focus();
  }

  render() {
    const open = this.section in SECTIONS ? this.section : '';
    const shown = open || 'profile';
    return html`<main class="settings ${open ? 'settings--one' : ''}" id="main">
      <header class="head"><a class="icon-btn settings__back" href=${open ? '#/settings' : this.back} aria-label=${t('settings.back')}>${icon('back', 'flip')}</a>
        <a class="icon-btn settings__close" href=${this.back} aria-label=${t('settings.close')}>${icon('back', 'flip')}</a>
        <div class="head__title"><h1 tabindex="-1">${t('settings.title')}</h1></div>${avatar(this.session.me, 'av--32')}</header>
      <div class="settings__body">
        <nav aria-label=${t('settings.sections')}><ul>${Object.entries(SECTIONS).map(([name, shape]) => html`
          <li><a class="row" href="#/settings/${name}" aria-current=${name === shown ? 'page' : nothing}>${icon(shape)}<span class="cut">${t(`settings.${name}`)}</span></a></li>`)}</ul></nav>
        <div class="settings__in"><h2 tabindex="-1">${t(`settings.${shown}`)}</h2>${this.#section(shown)}</div>
      </div></main>`;
  }

  /** @param {string} name */
  #section(name) {
    switch (name) {
      case 'appearance': return this.#appearance();
      case 'notifications': return notificationSettings(this.session, this.#set, () => this.requestUpdate());
      case 'privacy': return this.#privacy();
      case 'security': return this.#security();
      default: return profileSettings(this.session);
    }
  }

  #appearance() {
    const { theme, density, stillness } = appearance();
    const set = (/** @type {Parameters<typeof setAppearance>[0]} */ change) => {
      setAppearance(change);
      this.requestUpdate();
    };
    return html`${group(t('settings.language'), selectRow({
      id: 'language', label: t('settings.language'), hint: t('settings.language-hint'), value: language, of: Object.entries(LANGUAGES), set: choose,
    }))}${group(t('settings.looks'), html`${choiceRow({
      id: 'theme', label: t('settings.theme'), value: theme, of: [['system', t('settings.system')], ['light', t('settings.light')], ['dark', t('settings.dark')]], set: (value) => set({ theme: value }),
    })}${choiceRow({
      id: 'density', label: t('settings.density'), hint: t('settings.density-hint'), value: density, of: [['comfortable', t('settings.comfortable')], ['compact', t('settings.compact')]],
      set: (value) => set({ density: value }),
    })}${switchRow({ id: 'stillness', label: t('settings.motion'), hint: t('settings.motion-hint'), on: stillness === 'on', set: (on) => set({ stillness: on ? 'on' : 'system' }) })}`, t('settings.browser-hint'))}`;
  }

  #privacy() {
    const { session } = this;
    const { receipts, typing } = session.settings.values;
    return html`${group(t('settings.shared'), html`${switchRow({ id: 'receipts', label: t('settings.receipts'), hint: t('settings.receipts-hint'), on: receipts, set: (on) => this.#set({ receipts: on }) })}
      ${switchRow({ id: 'typing', label: t('settings.typing'), on: typing, set: (on) => this.#set({ typing: on }) })}`)}
      ${group(t('direct.blocks'), actionRow({ label: t('direct.blocks'), hint: t('settings.blocks-hint'), action: t('settings.show'), run: () => blockedPeople(session) }))}`;
  }

  #security() {
    const { session } = this;
    const { hasRecovery } = session.identity;
    return html`${group(t('settings.password'), html`${actionRow({ label: t('settings.password'), hint: t('settings.password-hint'), action: t('menu.password'), run: () => changePassword(session) })}
      ${actionRow({ label: t('settings.code'), hint: t('settings.code-hint'), action: t(hasRecovery ? 'menu.new-code' : 'menu.code'), run: () => recoveryCode(session) })}`)}
      <sc-devices .session=${session}></sc-devices>
      ${group(t('settings.keys'), html`${actionRow({ label: t('menu.safety'), hint: t('settings.safety-hint'), action: t('settings.show'), run: () => ownIdentity(session) })}
      ${actionRow({ label: t('settings.new-keys'), hint: t('settings.new-keys-hint'), action: t('safety.new-keys'), run: () => newKeys(session) })}`)}`;
  }

  #set = (/** @type {Partial<import('../core/session/personal-settings.js').Settings>} */ change) => this.session.settings.set(change).catch((error) => this.session.notice(wordsFor(error), 'caution'));
}
customElements.define('sc-settings', SettingsPage);
