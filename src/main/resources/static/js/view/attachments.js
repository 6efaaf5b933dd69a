// @ts-check
// The files of a message that is being written.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element } from './element.js';
import './file-chip.js';
import { MOST_FILES } from '../core/files/attaching.js';
import { METADATA_STAYS, isImageType, mediaType } from '../core/files/kinds.js';
import { cleanName } from '../core/files/names.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/files/attaching.js').Attaching} Attaching */
/** @typedef {import('../core/files/upload.js').Upload} Upload */
/** @typedef {import('../core/files/uploads.js').Uploads} Uploads */

/** So long a file that was removed can be put back. */
const UNDO_MILLIS = 6000;

/** The files that this page was given, from which an upload can begin anew. @type {WeakMap<Upload, File>} */
const given = new WeakMap();
/** Those that are sent as they are. @type {WeakSet<Upload>} */
const originals = new WeakSet();
/** Of each draft, what was removed and can be put back. @type {WeakMap<Attaching, Map<Upload, ReturnType<typeof setTimeout>>>} */
const removed = new WeakMap();

/** @param {Attaching} attaching */
const removedOf = (attaching) => removed.get(attaching) ?? new Map();

/** What is shown of a draft's files. @param {Attaching} attaching */
export const attached = (attaching) => attaching.all.filter((upload) => !removedOf(attaching).has(upload));

/** What can be sent of them. @param {Attaching} attaching */
export const sendable = (attaching) => attached(attaching).filter(({ state }) => state !== 'too-large');

/** What was removed is so for good: the message is sent. @param {Attaching} attaching */
export async function settleRemoved(attaching) {
  const gone = [...removedOf(attaching).keys()];
  removed.delete(attaching);
  await Promise.all(gone.map((upload) => attaching.remove(upload)));
}

/** Attaches files, as many as a message has room for, and says so. @param {Element|globalThis.Element} from @param {Attaching} attaching @param {Iterable<File>} files @param {{original?: boolean}} [choice] */
export function attach(from, attaching, files, choice = {}) {
  const all = [...files];
  // What was removed takes no place of what is attached.
  if (all.length > attaching.room) settleRemoved(attaching);
  const uploads = attaching.add(all, choice);
  uploads.forEach((upload, i) => given.set(upload, all[i]));
  if (choice.original) uploads.forEach((upload) => originals.add(upload));
  const text = uploads.length < all.length ? t('files.too-many', { count: MOST_FILES }) : '';
  if (text) from.dispatchEvent(new CustomEvent('told', { bubbles: true, detail: { text, kind: 'caution' } }));
  return uploads;
}

/** Draws the files of a draft. */
class DraftFiles extends Element {
  static properties = { attaching: { attribute: false }, uploads: { attribute: false } };

  constructor() {
    super();
    /** @type {Attaching} */
    this.attaching;
    /** Those of the session: one that an earlier page began comes later. @type {Uploads} */
    this.uploads;
  }

  willUpdate() {
    this.watch([this.attaching, 'change'], [this.uploads, 'change'], ...this.attaching.all.map((upload) => /** @type {[EventTarget, string]} */ ([upload, 'change'])));
  }
}

class Attachments extends DraftFiles {
  /** @param {Upload} upload */
  #remove(upload) {
    const { attaching } = this;
    const all = attached(attaching);
    const next = all[all.indexOf(upload) + 1] ?? all[all.indexOf(upload) - 1];
    const timers = removedOf(attaching);
    removed.set(attaching, timers);
    timers.set(upload, setTimeout(() => {
      if (timers.delete(upload)) attaching.remove(upload);
    }, UNDO_MILLIS));
    attaching.noted();
    const action = { label: t('files.undo'), run: () => this.#undo(attaching, upload), isOpen: () => timers.has(upload) && removed.get(attaching) === timers };
    this.say('told', { text: t('files.removed', { name: cleanName(upload.name) }), kind: 'info', action });
    this.#focusAt(next);
  }

  /** @param {Attaching} attaching @param {Upload} upload */
  #undo(attaching, upload) {
    clearTimeout(removedOf(attaching).get(upload));
    removedOf(attaching).delete(upload);
    attaching.noted();
  }

  /** The next file has the focus, or else the text. @param {Upload|undefined} upload */
  async #focusAt(upload) {
    await this.updateComplete;
    const chips = /** @type {(HTMLElement & {upload: Upload})[]} */ ([...this.querySelectorAll('sc-file-chip')]);
    const chip = chips.find((one) => one.upload === upload);
    const to = chip ? /** @type {HTMLElement|null} */ (chip.querySelector('button:last-of-type')) : /** @type {HTMLElement|null} */ (this.closest('sc-composer')?.querySelector('textarea') ?? null);
    to?.focus({ preventScroll: true });
  }

  /** All pictures begin anew, as they are or without their metadata. @param {boolean} original */
  async #choose(original) {
    const again = this.#pictures;
    const files = again.flatMap((upload) => given.get(upload) ?? []);
    for (const upload of again) await this.attaching.remove(upload);
    attach(this, this.attaching, files, { original });
  }

  /** Those that this page can still read. */
  get #pictures() {
    return attached(this.attaching).filter((upload) => given.has(upload) && (isImageType(mediaType(given.get(upload)?.type ?? '')) || isImageType(upload.type) || upload.code === METADATA_STAYS));
  }

  render() {
    const uploads = attached(this.attaching);
    if (uploads.length === 0) return nothing;
    const pictures = this.#pictures;
    return html`<ul class="fchips" aria-label=${t('files.list')} @detach=${(/** @type {CustomEvent<Upload>} */ e) => this.#remove(e.detail)}>${repeat(uploads, ({ id }) => id, (upload) => html`<li><sc-file-chip .upload=${upload} .limit=${this.uploads.maxFileSize}></sc-file-chip></li>`)}</ul>
      ${pictures.length > 0 ? html`<label class="fchips__original"><input type="checkbox" .checked=${pictures.every((upload) => originals.has(upload))} @change=${(/** @type {Event} */ e) => this.#choose(/** @type {HTMLInputElement} */ (e.target).checked)}><span>${t('files.original')} <span class="quiet">${t('files.original-hint')}</span></span></label>` : nothing}`;
  }
}
customElements.define('sc-attachments', Attachments);

/** How far the uploads are, in words. */
class UploadState extends DraftFiles {
  render() {
    const uploads = attached(this.attaching);
    const going = uploads.filter(({ state }) => state !== 'failed' && state !== 'too-large');
    const done = going.filter(({ state }) => state === 'done').length;
    const words = uploads.length > going.length ? t('files.some-failed') : going.length === 0 ? '' : done < going.length ? t('files.uploading', { number: done + 1, count: going.length }) : t('files.uploaded');
    return html`<span role="status" class="fchips__state">${words}</span>`;
  }
}
customElements.define('sc-upload-state', UploadState);
