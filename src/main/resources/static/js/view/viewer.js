// @ts-check
// Pictures of a message, full screen: one after the other, enlarged, saved. Dark in both schemes.
import { html, nothing } from 'lit';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { troubleOf } from './file-trouble.js';
import { shownName, sizeWords } from './file-words.js';
import { goBack, whereabouts } from './focus.js';
import { icon } from './icons.js';
import { STEP, Zoom, swiped } from './zoom.js';
import { day, exactTime, time, wordsFor } from './words.js';
import { isRtl, number, t } from '../locale/locale.js';

/** @typedef {import('../protocol/content.js').FileRef} FileRef */
/** @typedef {{downloads: import('../core/files/downloads.js').Downloads, roomId: string, room: import('../core/room/room.js').Room, sender: import('../core/session/directory.js').Person, at: number, pictures: FileRef[]}} Album */

/** @param {Album} album @param {number} index of the picture that is shown first */
export function openViewer(album, index) {
  document.body.append(Object.assign(/** @type {Viewer} */ (document.createElement('sc-viewer')), { album, index, from: whereabouts() }));
}

export class Viewer extends Element {
  static properties = { album: { attribute: false }, index: { type: Number } };

  constructor() {
    super();
    /** @type {Album} */
    this.album;
    /** @type {number} */
    this.index = 0;
    /** Where the focus goes back to. @type {HTMLElement[]} */
    this.from = [];
  }

  #zoom = new Zoom();
  /** What is shown of each picture, by its id. @type {Map<string, string>} */
  #urls = new Map();
  /** @type {Map<string, import('./file-trouble.js').Trouble>} */
  #troubles = new Map();
  /** Fingers, or the button of a mouse, on the picture, by their id. @type {Map<number, {x: number, y: number}>} */
  #touches = new Map();
  #start = { x: 0, y: 0 };
  #saving = '';

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  get #file() {
    return this.album.pictures[this.index];
  }

  firstUpdated() {
    this.#dialog.showModal();
    /** @type {HTMLElement} */ (this.querySelector('.viewer__close')).focus();
    for (const file of this.album.pictures) if (file.th) this.#get(`${file.id} small`, () => this.album.downloads.thumbnail(this.album.roomId, file));
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('index')) this.#load();
    this.#move();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const url of this.#urls.values()) this.album.downloads.release(url);
    this.#urls.clear();
  }

  #load() {
    const file = this.#file;
    return this.#get(file.id, () => this.album.downloads.url(this.album.roomId, file));
  }

  /** @param {string} key @param {() => Promise<string|null>} work */
  async #get(key, work) {
    if (this.#urls.has(key)) return;
    this.#troubles.delete(key);
    try {
      const url = await work();
      if (url && this.isConnected && !this.#urls.has(key)) this.#urls.set(key, url);
      else if (url) this.album.downloads.release(url);
    } catch (error) {
      this.#troubles.set(key, troubleOf(error));
    }
    this.requestUpdate();
  }

  /** @param {number} by */
  #turn(by) {
    const index = this.index + by;
    if (index < 0 || index >= this.album.pictures.length) return;
    this.#zoom.reset();
    this.#saving = '';
    this.index = index;
  }

  get #box() {
    const { width, height } = /** @type {HTMLElement} */ (this.querySelector('.viewer__figure')).getBoundingClientRect();
    return { width, height };
  }

  /** @param {number} factor @param {{x: number, y: number}} [point] */
  #enlarge(factor, point) {
    this.#zoom.by(factor, this.#box, point);
    this.requestUpdate();
  }

  #move() {
    const { scale, x, y, isOn } = this.#zoom;
    const picture = /** @type {HTMLElement|null} */ (this.querySelector('.viewer__figure img'));
    picture?.style.setProperty('transform', isOn ? `translate(${x}px, ${y}px) scale(${scale})` : 'none');
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    e.stopPropagation();
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
    const back = isRtl ? 'ArrowRight' : 'ArrowLeft';
    if (e.key === forward) this.#turn(1);
    else if (e.key === back) this.#turn(-1);
    else if (e.key === '+' || e.key === '=') this.#enlarge(STEP);
    else if (e.key === '-') this.#enlarge(1 / STEP);
    else return;
    e.preventDefault();
  }

  /** From the middle of the stage. @param {{clientX: number, clientY: number}} at */
  #pointOf({ clientX, clientY }) {
    const { left, top, width, height } = /** @type {HTMLElement} */ (this.querySelector('.viewer__figure')).getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  /** @param {WheelEvent} e */
  #wheel(e) {
    e.preventDefault();
    this.#enlarge(Math.exp(-e.deltaY / 400), this.#pointOf(e));
  }

  /** @param {PointerEvent} e */
  #down(e) {
    if (e.button !== 0) return;
    /** @type {HTMLElement} */ (e.currentTarget).setPointerCapture(e.pointerId);
    this.#touches.set(e.pointerId, { x: e.clientX, y: e.clientY });
    if (this.#touches.size === 1) this.#start = { x: e.clientX, y: e.clientY };
  }

  /** @param {PointerEvent} e */
  #drag(e) {
    const before = this.#touches.get(e.pointerId);
    if (!before) return;
    const other = [...this.#touches].find(([id]) => id !== e.pointerId)?.[1];
    this.#touches.set(e.pointerId, { x: e.clientX, y: e.clientY });
    if (other) {
      const spread = (/** @type {{x: number, y: number}} */ one) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
      this.#enlarge(spread({ x: e.clientX, y: e.clientY }) / spread(before), this.#pointOf({ clientX: (e.clientX + other.x) / 2, clientY: (e.clientY + other.y) / 2 }));
    } else if (this.#zoom.isOn) {
      this.#zoom.to(this.#zoom.x + e.clientX - before.x, this.#zoom.y + e.clientY - before.y, this.#box);
      this.#move();
    }
  }

  /** @param {PointerEvent} e */
  #up(e) {
    const wasAlone = this.#touches.size === 1 && this.#touches.delete(e.pointerId);
    this.#touches.delete(e.pointerId);
    if (wasAlone && !this.#zoom.isOn && e.type === 'pointerup') this.#turn(swiped(e.clientX - this.#start.x, e.clientY - this.#start.y) * (isRtl ? -1 : 1));
  }

  async #save() {
    const file = this.#file;
    try {
      if (await this.album.downloads.save(this.album.roomId, file)) this.#saving = t('files.saved', { name: shownName(file) });
    } catch (error) {
      this.#saving = t('files.save-failed', { reason: wordsFor(error) });
    }
    this.requestUpdate();
  }

  #closed() {
    this.remove();
    goBack(this.from);
  }

  #stage() {
    const file = this.#file;
    const trouble = this.#troubles.get(file.id);
    const url = this.#urls.get(file.id) ?? this.#urls.get(`${file.id} small`);
    return html`<figure class="viewer__figure ${this.#zoom.isOn ? 'is-zoomed' : ''}" @wheel=${this.#wheel} @pointerdown=${this.#down} @pointermove=${this.#drag} @pointerup=${this.#up} @pointercancel=${this.#up}
        @dblclick=${(/** @type {MouseEvent} */ e) => (this.#zoom.isOn ? this.#enlarge(0) : this.#enlarge(2, this.#pointOf(e)))}>
      ${url ? html`<img src=${url} alt=${shownName(file)} width=${file.w ?? nothing} height=${file.h ?? nothing} draggable="false">` : nothing}
      ${trouble ? html`<figcaption class="viewer__trouble" role="alert">${trouble.words}${trouble.kind === 'failed' ? html` <button class="link" type="button" @click=${() => this.#load()}>${t('action.retry')}</button>` : nothing}</figcaption>`
        : this.#urls.has(file.id) ? nothing : html`<figcaption class="viewer__loading" role="status">${t('files.loading')}</figcaption>`}</figure>`;
  }

  render() {
    const { pictures, sender, at, room } = this.album;
    const { index } = this;
    const count = pictures.length;
    const file = this.#file;
    const button = (/** @type {Parameters<typeof icon>[0]} */ shape, /** @type {string} */ words, /** @type {() => unknown} */ run, /** @type {{flip?: boolean, off?: boolean, name?: string}} */ { flip, off, name = '' } = {}) => html`
      <button class="icon-btn ${name}" type="button" aria-label=${words} title=${words} aria-disabled=${off ? 'true' : nothing} @click=${run}>${icon(shape, flip ? 'flip' : '')}</button>`;
    return html`<dialog class="viewer" aria-label=${t('viewer.title', { number: number(index + 1), count: number(count), name: sender.displayName })} @close=${() => this.#closed()} @keydown=${this.#key}>
      <header class="viewer__top">${avatar(sender, 'av--32', false, room)}<p class="viewer__who"><b class="cut"><bdi>${sender.displayName}</bdi></b><span class="viewer__about cut" title=${exactTime(at)}>${t('viewer.about', { time: `${day(at)}, ${time(at)}`, name: shownName(file), size: sizeWords(file.s) })}</span></p>
        ${button('zoomOut', t('viewer.out'), () => this.#enlarge(1 / STEP), { off: !this.#zoom.isOn })}${button('zoomIn', t('viewer.in'), () => this.#enlarge(STEP))}
        ${button('download', t('files.save', { name: shownName(file) }), () => this.#save())}${button('x', t('action.close'), () => this.#dialog.close(), { name: 'viewer__close' })}</header>
      <div class="viewer__stage">${count > 1 ? button('back', t('viewer.previous'), () => this.#turn(-1), { flip: true, off: index === 0, name: 'viewer__turn' }) : nothing}${this.#stage()}
        ${count > 1 ? button('next', t('viewer.next'), () => this.#turn(1), { flip: true, off: index === count - 1, name: 'viewer__turn viewer__turn--next' }) : nothing}</div>
      <footer class="viewer__foot"><span class="viewer__count" role="status">${count > 1 ? t('viewer.of', { number: number(index + 1), count: number(count) }) : nothing} ${this.#saving}</span>${count > 1 ? this.#strip() : nothing}</footer>
    </dialog>`;
  }

  #strip() {
    const { pictures } = this.album;
    return html`<div class="viewer__strip" role="group" aria-label=${t('viewer.all')}>${pictures.map((one, i) => {
      const url = this.#urls.get(`${one.id} small`) ?? this.#urls.get(one.id);
      const words = t('viewer.of', { number: number(i + 1), count: number(pictures.length) });
      return html`<button type="button" aria-label=${words} title=${shownName(one)} aria-current=${i === this.index ? 'true' : nothing} @click=${() => this.#turn(i - this.index)}>${url ? html`<img src=${url} alt="">` : nothing}</button>`;
    })}</div>`;
  }
}
customElements.define('sc-viewer', Viewer);
