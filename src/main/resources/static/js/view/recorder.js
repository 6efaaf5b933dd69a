// @ts-check
// In the place of the text field while a voice note is recorded.
import { html, nothing } from 'lit';
import { Element } from './element.js';
import { lengthWords } from './file-words.js';
import { icon } from './icons.js';
import { LONGEST_MILLIS } from './recording.js';
import { Rehearing } from './rehearing.js';
import { waveform } from './waveform.js';
import { t } from '../locale/locale.js';

/** So many levels are shown. */
const SHOWN = 96;
const MINUTE_MILLIS = 60_000;

/** Events: `record-end` with what became of it, a file with its length, or null. */
class Recorder extends Element {
  static properties = { recording: { attribute: false } };

  constructor() {
    super();
    /** @type {import('./recording.js').Recording} */
    this.recording;
  }

  #isOver = false;
  #rehearing = new Rehearing(() => this.requestUpdate());
  /** What is said once: that it is as long as it may be. */
  #told = '';

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('recording')) return;
    this.watch([this.recording, 'level']);
    this.recording.addEventListener('ended', () => {
      this.#told = t('voice.longest', { count: LONGEST_MILLIS / MINUTE_MILLIS });
      this.requestUpdate();
    }, { once: true });
  }

  firstUpdated() {
    /** @type {HTMLElement} */ (this.querySelector('.send')).focus();
  }

  /** A page that goes elsewhere records no longer. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#rehearing.end();
    if (!this.#isOver) this.recording.discard();
  }

  #discard() {
    this.#isOver = true;
    this.recording.discard();
    this.say('record-end', null);
  }

  async #send() {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#rehearing.end();
    this.say('record-end', await this.recording.finish(t('voice.name')));
  }

  #toggle() {
    const { recording } = this;
    this.#rehearing.end();
    if (recording.isPaused) recording.resume();
    else recording.pause();
    this.requestUpdate();
  }

  #listen() {
    if (this.#rehearing.millis === null) this.#rehearing.begin(this.recording);
    else this.#rehearing.end();
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (e.key === 'Escape') this.#discard();
    else if (e.key === ' ' && /** @type {globalThis.Element} */ (e.target).matches('.send, .rec__pause')) this.#toggle();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  render() {
    const { recording } = this;
    const { isPaused, millis } = recording;
    const heard = this.#rehearing.millis;
    return html`<div class="rec" role="group" aria-label=${t('voice.recording')} @keydown=${this.#key}>
      <button class="icon-btn" type="button" aria-label=${t('voice.discard')} title=${t('voice.discard')} @click=${() => this.#discard()}>${icon('trash')}</button>
      <span class="rec__dot ${isPaused ? 'rec__dot--off' : ''}" aria-hidden="true"></span><time role="timer" aria-label=${t('voice.recording')}>${lengthWords(heard ?? millis)}</time>
      <span class="rec__wave" dir="ltr">${waveform(shownOf(recording.levels), heard === null ? 1 : shownUntil(recording.levels.length, heard / millis))}</span>
      ${isPaused ? html`<button class="icon-btn" type="button" aria-label=${t(heard === null ? 'voice.listen' : 'voice.stop')} title=${t(heard === null ? 'voice.listen' : 'voice.stop')} @click=${() => this.#listen()}>${icon(heard === null ? 'play' : 'pause')}</button>` : nothing}
      <button class="icon-btn rec__pause" type="button" aria-label=${t(isPaused ? 'voice.go-on' : 'voice.pause')} title=${t(isPaused ? 'voice.go-on' : 'voice.pause')} ?disabled=${isPaused && millis >= LONGEST_MILLIS} @click=${() => this.#toggle()}>${icon(isPaused ? 'mic' : 'pause')}</button>
      <button class="send" type="button" aria-label=${t('voice.send')} title=${t('voice.send')} @click=${() => this.#send()}>${icon('send', 'flip')}</button>
      <span class="hide" role="status">${isPaused ? t('voice.pause') : t('voice.recording')} ${this.#told}</span></div>
      <p class="rec__keys">${this.#told || t('voice.keys')}</p>`;
  }
}
customElements.define('sc-recorder', Recorder);

/** The last levels, after silence where there are fewer. @param {number[]} levels */
const shownOf = (levels) => [...Array.from({ length: Math.max(0, SHOWN - levels.length) }, () => 0), ...levels.slice(-SHOWN)];

/** Up to which part of the levels that are shown a part of all is. @param {number} count of all @param {number} part 0 to 1 */
const shownUntil = (count, part) => Math.max(0, 1 - ((1 - part) * count) / SHOWN);
