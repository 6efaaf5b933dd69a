// @ts-check
// Files that are dragged over a conversation, and dropped there.

const FILES = 'Files';

/** @param {DragEvent} e */
const hasFiles = (e) => e.dataTransfer?.types.includes(FILES) ?? false;

/** @implements {ReactiveController} @typedef {import('lit').ReactiveController} ReactiveController */
export class Dropping {
  #host;
  #drop;
  #may;
  /** What files are dropped on: the conversation that the host stands in. @type {HTMLElement|null} */
  #zone = null;
  isOver = false;

  /** @param {import('lit').ReactiveControllerHost & HTMLElement} host @param {() => boolean} may whether files can be dropped now @param {(files: File[]) => void} drop */
  constructor(host, may, drop) {
    this.#host = host;
    this.#may = may;
    this.#drop = drop;
    host.addController(this);
  }

  hostConnected() {
    this.#zone = this.#host.closest('aside, main');
    this.#listen('addEventListener');
  }

  hostDisconnected() {
    this.#listen('removeEventListener');
    this.#zone = null;
    this.isOver = false;
  }

  /** @param {'addEventListener'|'removeEventListener'} way */
  #listen(way) {
    this.#zone?.[way]('dragover', this.#over);
    this.#zone?.[way]('dragleave', this.#left);
    this.#zone?.[way]('drop', this.#dropped);
  }

  /** @param {boolean} isOver */
  #become(isOver) {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.#host.requestUpdate();
  }

  #over = (/** @type {Event} */ event) => {
    const e = /** @type {DragEvent} */ (event);
    if (!hasFiles(e) || !this.#may()) return;
    e.preventDefault();
    if (e.dataTransfer) e.dataTransfer.dropEffect = 'copy';
    this.#become(true);
  };

  #left = (/** @type {Event} */ event) => {
    const to = /** @type {Node|null} */ (/** @type {DragEvent} */ (event).relatedTarget);
    if (!to || !this.#zone?.contains(to)) this.#become(false);
  };

  #dropped = (/** @type {Event} */ event) => {
    const e = /** @type {DragEvent} */ (event);
    this.#become(false);
    if (!hasFiles(e)) return;
    // Otherwise the browser would open the file in place of the page.
    e.preventDefault();
    if (this.#may()) this.#drop(filesOf(e.dataTransfer));
  };

  /** Lays what says so over the conversation. @param {HTMLElement} target */
  cover(target) {
    if (!this.#zone || !target.isConnected) return;
    const { left, top, width, height } = this.#zone.getBoundingClientRect();
    for (const [name, value] of Object.entries({ left, top, width, height })) target.style.setProperty(name, `${value}px`);
    if (!target.matches(':popover-open')) target.showPopover();
  }
}

/** Files without the folders among them. @param {DataTransfer|null} data */
function filesOf(data) {
  const entries = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file');
  return entries.flatMap((entry) => (entry.webkitGetAsEntry()?.isDirectory ? [] : entry.getAsFile() ?? []));
}

/** What was pasted, where it is files and no text. @param {ClipboardEvent} e */
export const pastedFiles = (e) => (e.clipboardData?.getData('text/plain') ? [] : [...(e.clipboardData?.files ?? [])]);
