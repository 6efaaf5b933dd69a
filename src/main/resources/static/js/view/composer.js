// @ts-check
import { html, nothing } from 'lit';
import { attach, sendable, settleRemoved } from './attachments.js';
import { showCommands, typed } from './commands.js';
import { Completion } from './completion.js';
import { isOfComposition } from './composition.js';
import { Dropping, pastedFiles } from './dropping.js';
import { Element } from './element.js';
import { sizeWords } from './file-words.js';
import { icon } from './icons.js';
import './format-bar.js';
import { format } from './formatting.js';
import { CodePaste } from './pasting.js';
import { replyBar } from './quotes.js';
import './recorder.js';
import { Recording, canRecord, troubleOf } from './recording.js';
import { retentionHint } from './retention.js';
import './typing.js';
import { partsOf } from './splitting.js';
import { roomName } from './words.js';
import { MOST_BYTES, bytesOf, grow, isToSend, writingKeys } from './writing.js';
import { MOST_FILES } from '../core/files/attaching.js';
import { textFile } from '../core/files/text-file.js';
import { pieces, t } from '../locale/locale.js';

const TELL_BYTES = 15000;
/** In characters. */
const MOST_PASTED = 64000;

/** Where one writes: grows, keeps drafts, sends with Enter. */
class Composer extends Element {
  static properties = { room: { attribute: false }, thread: { attribute: false }, offline: { type: Boolean } };

  constructor() {
    super();
    /** @type {import('../core/room/room.js').Room} */
    this.room;
    /** Where the message goes, if it is not the room itself. @type {ReturnType<import('../core/room/threading.js').Threading['writingIn']>|null} */
    this.thread = null;
    /** @type {boolean} */
    this.offline;
  }

  #wasReady = false;
  /** What had the focus when the room was chosen. @type {globalThis.Element|null} */
  #from = null;
  /** What is being composed may not be touched. */
  #isComposing = false;
  #paste = new CodePaste();
  #completion = new Completion(() => this.requestUpdate());
  /** A command that does not exist, or what it lacks. */
  #fault = '';
  /** Whether a reply in a thread is also said in the room. */
  #isAlso = false;
  /** What was pasted last and was too long to be inserted. */
  #tooLong = '';
  #dropping = new Dropping(this, () => this.#mayAttach, (files) => this.#attach(files));
  /** A voice note that is being recorded. @type {Recording|null} */
  #recording = null;
  #isAsking = false;

  /** What keeps the draft and sends it. */
  get #to() {
    return this.thread ?? this.room;
  }

  get #area() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  /** The longest file that the server takes, in bytes. */
  get #limit() {
    return this.room.files.uploads.maxFileSize;
  }

  /** Before the server has said how long a file may be it takes none. */
  get #takesFiles() {
    return Number.isFinite(this.#limit) && this.#limit > 0;
  }

  get #mayAttach() {
    return this.#isReady && this.#takesFiles && !this.#recording;
  }

  /** @param {Iterable<File>} files */
  #attach(files) {
    attach(this, this.#to.attaching, files);
    this.#area?.focus();
  }

  /** Asks the system for files. */
  #choose() {
    /** @type {HTMLInputElement} */ (this.querySelector('input[type=file]')).click();
  }

  /** @param {Event} e */
  #chosen(e) {
    const input = /** @type {HTMLInputElement} */ (e.target);
    this.#attach([...(input.files ?? [])]);
    input.value = '';
  }

  /** @param {ClipboardEvent} e */
  #pasted(e) {
    const files = this.#mayAttach ? pastedFiles(e) : [];
    if (files.length === 0) return this.#paste.paste(e);
    e.preventDefault();
    this.#attach(files);
  }

  async #record() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { room } = this;
    try {
      const recording = await Recording.begin();
      if (this.isConnected && room === this.room) this.#recording = recording;
      else recording.discard();
    } catch (error) {
      this.#fault = t(`voice.${troubleOf(error)}`);
    }
    this.#isAsking = false;
    this.requestUpdate();
  }

  /** @param {CustomEvent<{file: File, duration: number}|null>} e */
  async #recorded({ detail }) {
    this.#recording = null;
    if (detail) this.#to.attaching.add([detail.file], { voice: { duration: detail.duration } });
    else this.say('told', { text: t('voice.discarded'), kind: 'info' });
    this.requestUpdate();
    await this.updateComplete;
    if (detail) this.#say(['']);
    this.#area.focus();
  }

  /** What is too long for a message goes as a file beside it. @param {string} text */
  #asFile(text) {
    this.#attach([textFile(text, t('files.text-name'))]);
    if (text === this.#area.value) [this.#area.value, this.#to.draft] = ['', ''];
    this.#tooLong = '';
    grow(this.#area);
    this.requestUpdate();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!isFresh(changed)) return;
    [this.#tooLong, this.#isAlso, this.#fault, this.#recording] = ['', false, '', null];
    this.#completion.close();
    this.#repliedTo = this.#replied;
    this.watch([this.room, 'head'], [this.#to, 'draft'], [this.#to.replying, 'change'], [this.#to.attaching, 'change'], [this.room.files.uploads, 'change'], [this.room.directory, 'names']);
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    const fresh = isFresh(changed);
    const target = /** @type {HTMLElement|null} */ (this.querySelector('.drop'));
    if (target) this.#dropping.cover(target);
    if (!this.#area) return;
    if (this.#to.draft !== this.#area.value && !(this.#isComposing && !fresh)) this.#area.value = this.#to.draft;
    grow(this.#area);
    if (fresh) this.#from = document.activeElement;
    // A person who has gone elsewhere while the room opened stays there.
    const opens = this.#isReady && !this.#wasReady && [this.#from, document.body, null].includes(document.activeElement);
    if ((fresh || opens) && matchMedia('(pointer: fine)').matches) this.#area.focus({ preventScroll: true });
    this.#wasReady = this.#isReady;
    if (this.#replied !== this.#repliedTo && this.#replied) this.#area.focus();
    this.#repliedTo = this.#replied;
  }

  /** What was replied to when it was drawn last: the field has the focus once something else is. */
  #repliedTo = '';

  get #replied() {
    return JSON.stringify(this.#to.replying.ref ?? '');
  }

  #endReply() {
    this.#to.replying.end();
    this.#area.focus();
  }

  /** Before a room's events are read nobody knows what it is called and who reads it. */
  get #isReady() {
    return this.room.standing === 'member';
  }

  /** Far more text than a message holds is not inserted, pasted or dropped, at once or in parts: laying it out takes the browser seconds. @param {InputEvent} e */
  #inserting(e) {
    const { value, selectionStart, selectionEnd } = this.#area;
    const inserted = e.data ?? e.dataTransfer?.getData('text/plain') ?? '';
    if (inserted.length < 2 || value.length - (selectionEnd - selectionStart) + inserted.length <= MOST_PASTED) return;
    e.preventDefault();
    this.#tooLong = inserted;
    this.requestUpdate();
  }

  /** @param {InputEvent} e */
  #typed(e) {
    this.#tooLong = '';
    this.#isComposing = e.isComposing;
    this.#to.draft = this.#area.value;
    this.room.typing();
    this.#fault = '';
    if (e.isComposing) this.#completion.close();
    else this.#look();
    if (this.#area.value) this.room.signals.typed();
    grow(this.#area);
    this.requestUpdate();
  }

  #look() {
    this.#completion.look(this.#area, this.room);
  }

  get #bytes() {
    return bytesOf(this.hasUpdated ? this.#area.value : '');
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    this.#paste.key(e);
    if (this.#completion.key(e, this.#area) || format(e, this.#area)) return;
    if (e.key === 'ArrowUp' && this.#area.value === '' && !isOfComposition(e)) return this.#editNewest(e);
    if (e.key === 'Escape' && this.#to.replying.ref && !isOfComposition(e)) {
      e.stopPropagation();
      return this.#endReply();
    }
    if (!isToSend(e)) return;
    e.preventDefault();
    this.#send();
  }

  /** @param {KeyboardEvent} e */
  #editNewest(e) {
    const { editing } = this.room;
    const root = this.thread ? this.thread.root : null;
    const open = /** @type {HTMLElement|null} */ (document.querySelector('sc-edit textarea'));
    const newest = editing.newestIn(root);
    if (!open && !(newest && document.querySelector(`li[data-key="${newest.key}"]`))) return;
    e.preventDefault();
    if (open) open.focus();
    else if (newest) editing.begin(newest);
  }

  #send() {
    const text = this.#area.value.trimEnd();
    if (this.#bytes > MOST_BYTES || (!text.trim() && sendable(this.#to.attaching).length === 0)) return;
    const what = typed(this.room, text);
    if (what.kind === 'unknown' || what.kind === 'lacks') {
      this.#fault = t(`command.${what.kind}-text`, { command: `/${what.name}` });
      return this.requestUpdate();
    }
    this.#completion.close();
    this.#empty();
    if (what.kind === 'send') this.#say([what.text]);
    else this.#run(what);
  }

  /** Sends what is too long for one message in several, in their order; a command it is not. */
  #sendParts() {
    const parts = partsOf(this.#area.value);
    this.#empty();
    this.#say(parts);
  }

  /** @param {string[]} texts */
  #say(texts) {
    settleRemoved(this.#to.attaching);
    for (const text of texts) this.#to.send(text, this.#isAlso);
    this.#isAlso = false;
    this.requestUpdate();
  }

  /** What stood in the field is sent, or carried out: the next text can be written. */
  #empty() {
    this.#area.value = '';
    this.room.signals.sent();
    grow(this.#area);
    this.#area.focus();
    this.requestUpdate();
  }

  /** @param {{name: string, rest: string}} command */
  #run({ name, rest }) {
    this.#to.draft = '';
    if (name === 'help') showCommands(this.room);
    else this.say('command', { name, rest });
  }

  /** What can be done with a text that is too long. @param {boolean} isTooLong */
  #splitting(isTooLong) {
    const mayAttach = this.#mayAttach && this.#to.attaching.room > 0;
    if (this.#tooLong && mayAttach) return html` <button class="link" type="button" @click=${() => this.#asFile(this.#tooLong)}>${t('files.attach-text')}</button>`;
    if (!isTooLong) return nothing;
    return html` <button class="link" type="button" @click=${() => this.#sendParts()}>${t('split.send', { count: partsOf(this.#area.value).length })}</button>
      ${mayAttach ? html` <button class="link" type="button" @click=${() => this.#asFile(this.#area.value)}>${t('files.as-file')}</button>` : nothing}`;
  }

  render() {
    const ready = this.#isReady;
    const [enter, shift] = writingKeys();
    const bytes = this.#bytes;
    const { ref } = this.#to.replying;
    const { field } = this.#completion;
    const label = this.thread ? t('thread.write') : ready ? t('composer.to', { room: roomName(this.room) }) : t('composer.message');
    const files = sendable(this.#to.attaching);
    const empty = files.length === 0 && !(this.hasUpdated && this.#area?.value.trim());
    return html`
      <form class="compose" @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.#send(); }} @record-end=${this.#recorded}>
        ${this.#completion.view(() => this.#area)}
        ${this.#recording ? html`<sc-recorder .recording=${this.#recording}></sc-recorder>` : nothing}
        <div class="box" ?hidden=${this.#recording !== null}>
          ${ref && ready ? replyBar(this.room, ref, () => this.#endReply()) : nothing}
          <sc-attachments .attaching=${this.#to.attaching} .uploads=${this.room.files.uploads}></sc-attachments>
          ${this.#takesFiles ? html`<input type="file" multiple hidden @change=${this.#chosen}><button class="icon-btn attach" type="button" aria-label=${t('files.attach')} title=${t('files.attach')} ?disabled=${!ready} @click=${() => this.#choose()}>${icon('paperclip')}</button>` : nothing}
          <textarea rows="1" dir="auto" aria-autocomplete="list" aria-controls=${field.controls} aria-activedescendant=${field.active} aria-label=${label} placeholder=${ready ? label : ''} ?disabled=${!ready}
            @input=${this.#typed} @beforeinput=${this.#inserting} @paste=${this.#pasted} @compositionend=${() => { this.#isComposing = false; this.#look(); }} @click=${() => this.#look()} @blur=${() => this.#completion.close()} @keydown=${this.#key}></textarea>
          ${empty && ready && this.#takesFiles && canRecord() ? html`<button class="icon-btn mic" type="button" aria-label=${t('voice.record')} title=${t('voice.record')} @click=${() => this.#record()}>${icon('mic')}</button>` : nothing}
          <button class="send" aria-label=${t('composer.send')} title=${t('composer.send')} ?disabled=${!ready || empty || bytes > MOST_BYTES}>${icon('send', 'flip')}</button>
          ${ready ? html`<sc-format .area=${() => this.#area}></sc-format>` : nothing}
        </div>
        ${this.#dropping.isOver ? html`<div class="drop" popover="manual" role="status"><div class="drop__in">${icon('upload')}<b>${pieces('files.drop', { room: html`<bdi>${this.thread ? t('thread.title') : roomName(this.room)}</bdi>` })}</b><p>${t('files.drop-text', { count: MOST_FILES, size: sizeWords(this.#limit) })}</p></div></div>` : nothing}
        ${this.thread ? html`<label class="also"><input type="checkbox" .checked=${this.#isAlso} @change=${(/** @type {Event} */ e) => (this.#isAlso = /** @type {HTMLInputElement} */ (e.target).checked)}><span class="cut">${pieces('thread.also', { room: html`<bdi>${roomName(this.room)}</bdi>` })}</span></label>` : nothing}
        ${this.room.progress ? html`<div class="making" role="status"><progress max=${this.room.progress.of} value=${this.room.progress.done} aria-label=${t('composer.new-key')}></progress>${t('composer.issuing', { count: this.room.progress.of })}</div>` : nothing}
        <p class="under">${this.thread ? nothing : html`<sc-typing .room=${this.room}></sc-typing>`}<span role="status">${this.#fault ? html`${this.#fault} <button class="link" type="button" @click=${() => showCommands(this.room)}>${t('command.all')}</button> ` : nothing}${this.offline ? t('connection.offline') : nothing}${bytes > TELL_BYTES || this.#tooLong
          ? bytes > MOST_BYTES || this.#tooLong ? t('composer.too-long') : t('composer.almost') : nothing}${this.#splitting(ready && bytes > MOST_BYTES)}</span>${files.length > 0 || this.#to.attaching.all.length > 0 ? html`<sc-upload-state .attaching=${this.#to.attaching} .uploads=${this.room.files.uploads}></sc-upload-state>` : nothing}
          ${this.thread ? nothing : retentionHint(this.room)}<span class="under__keys">${pieces('composer.keys', { enter: html`<kbd>${enter}</kbd>`, shift: html`<kbd>${shift}</kbd>` })}</span></p>
      </form>`;
  }
}
customElements.define('sc-composer', Composer);

/** Whether something else is written to. @param {Map<string, unknown>} changed */
const isFresh = (changed) => changed.has('room') || changed.has('thread');
