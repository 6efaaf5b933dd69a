// @ts-check
// The files of one message: pictures in a grid, recordings that are played in place, everything else as a card.
import { html, nothing } from 'lit';
import { kindOf } from '../core/files/kinds.js';
import { Element } from './element.js';
import './file-card.js';
import { MOST_SHOWN, ratioOf } from './file-picture.js';
import './file-player.js';
import { fileLine, isPicture, isVoice } from './file-words.js';
import { icon } from './icons.js';
import { openViewer } from './on-demand.js';
import './voice.js';
import { t, number } from '../locale/locale.js';

/** @typedef {import('../protocol/content.js').FileRef} FileRef */

class MessageFiles extends Element {
  static properties = { room: { attribute: false }, sender: { attribute: false }, at: { type: Number }, files: { attribute: false, hasChanged: (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a) !== JSON.stringify(b) } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** @type {import('../core/session/directory.js').Person} */
    this.sender;
    /** When the message was sent. @type {number} */
    this.at;
    /** @type {readonly FileRef[]} */
    this.files = [];
  }

  /** Whether this person wants to see what somebody sent whom they have not accepted. */
  #isAsked = false;

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('room')) this.watch([this.room, 'head']);
  }

  get #isHushed() {
    return this.room.isFirstContact && !this.#isAsked;
  }

  /** @param {FileRef[]} pictures @param {CustomEvent<FileRef>} e */
  #open(pictures, e) {
    openViewer({ downloads: this.room.files.downloads, roomId: this.room.roomId, room: this.room, sender: this.sender, at: this.at, pictures }, pictures.indexOf(e.detail));
  }

  /** @param {FileRef[]} pictures */
  #grid(pictures) {
    const shown = pictures.slice(0, MOST_SHOWN);
    const left = pictures.length - MOST_SHOWN;
    const isOne = pictures.length === 1;
    return html`<div class="pics pics--${shown.length}" role=${isOne ? nothing : 'group'} aria-label=${isOne ? nothing : t('files.pictures', { count: pictures.length })} @open-picture=${(/** @type {CustomEvent<FileRef>} */ e) => this.#open(pictures, e)}>
      ${shown.map((file, i) => html`<sc-file-picture class="pic" .downloads=${this.room.files.downloads} .roomId=${this.room.roomId} .file=${file} .hushed=${this.#isHushed} .more=${i === MOST_SHOWN - 1 && left > 0 ? `+${number(left)}` : ''}></sc-file-picture>`)}
      ${this.#isHushed ? html`<div class="pics__hushed"><p>${t('files.hidden')}</p><button class="btn" type="button" @click=${() => this.#ask()}>${icon('eye', 'i--s')}${t('files.show')}</button></div>` : nothing}</div>`;
  }

  #ask() {
    this.#isAsked = true;
    this.requestUpdate();
  }

  /** A single picture keeps its ratio, within what a row may take. */
  updated() {
    const only = /** @type {HTMLElement|null} */ (this.querySelector('.pics--1'));
    const file = this.files.find(isPicture);
    if (only && file) only.style.setProperty('--ratio', ratioOf(file.w ?? 1, file.h ?? 1));
  }

  /** @param {FileRef} file */
  #one(file) {
    const { room } = this;
    if (isVoice(file)) return html`<sc-voice .downloads=${room.files.downloads} .roomId=${room.roomId} .file=${file}></sc-voice>`;
    const kind = kindOf(file);
    if (kind === 'audio' || kind === 'video') return html`<sc-file-player .downloads=${room.files.downloads} .roomId=${room.roomId} .file=${file} .hushed=${kind === 'video' && this.#isHushed}></sc-file-player>`;
    return html`<sc-file-card .downloads=${room.files.downloads} .roomId=${room.roomId} .file=${file}></sc-file-card>`;
  }

  render() {
    const pictures = this.files.filter(isPicture);
    const others = this.files.filter((file) => !isPicture(file));
    return html`${pictures.length > 0 ? this.#grid(pictures) : nothing}
      ${others.length > 0 ? html`<ul class="fcards" aria-label=${t('files.list')}>${others.map((file) => html`<li>${this.#one(file)}</li>`)}</ul>` : nothing}
      <ul class="files__printed" aria-hidden="true">${this.files.map((file) => html`<li>${fileLine(file)}</li>`)}</ul>`;
  }
}
customElements.define('sc-files', MessageFiles);

/** @param {import('../core/room/room.js').Room} room @param {{sender: import('../core/session/directory.js').Person, at: number}} item @param {readonly FileRef[]|undefined} files */
export const filesView = (room, { sender, at }, files) => (files && files.length > 0 ? html`<sc-files .room=${room} .sender=${sender} .at=${at} .files=${files}></sc-files>` : nothing);
