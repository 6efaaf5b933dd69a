// @ts-check
// How long the messages of a room are kept: the dialog in which that is chosen, and where it is shown.
import { html, nothing } from 'lit';
import { confirmFirst } from './dialog.js';
import { openForm } from './form.js';
import { icon } from './icons.js';
import { duration, wordsFor } from './words.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/room.js').Room} Room */

const DAY = 24 * 3600;
/** What can be chosen, in seconds; 0 is for ever. */
const CHOICES = [0, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
const UNITS = /** @type {const} */ ([['retention.after-years', 365 * DAY], ['retention.after-days', DAY], ['retention.after-hours', 3600], ['retention.after-minutes', 60]]);

/** "after 7 days", in a sentence. @param {number} seconds */
export function afterWords(seconds) {
  const [key, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[3];
  return t(key, { count: Math.round(seconds / size) });
}

/** "7 days", or for ever. @param {number} seconds */
const periodWords = (seconds) => (seconds === 0 ? t('retention.for-ever') : duration(seconds * 1000));

/** What everyone in a room should know; nothing where messages are kept for ever. @param {Room} room */
export const retentionWords = ({ expiring: { seconds } }) => (seconds === 0 ? '' : t('retention.kept', { after: afterWords(seconds) }));

/** Beside the field to write in. @param {Room} room */
export const retentionHint = (room) => (room.expiring.seconds === 0 ? nothing : html`<span class="under__kept">${icon('clock', 'i--xs')}${retentionWords(room)}</span>`);

/** Who may change it does so here, everyone else reads it. @param {Room} room @param {(error: unknown) => void} failed */
export function retentionRow(room, failed) {
  const words = retentionWords(room) || t('retention.kept-for-ever');
  if (room.mayRetain) return html`<button class="btn btn--quiet" type="button" @click=${() => setRetention(room, failed)}>${icon('clock', 'i--s')}${words}…</button>`;
  return room.expiring.seconds === 0 ? nothing : html`<p class="aside__note">${icon('clock', 'i--s')}${words}</p>`;
}

/** @param {Room} room @param {(error: unknown) => void} failed tells why it could not be changed once the dialog is closed */
export function setRetention(room, failed) {
  const { seconds } = room.expiring;
  const choices = CHOICES.includes(seconds) ? CHOICES : [...CHOICES, seconds].sort((a, b) => a - b);
  openForm(t('retention.open'), {
    action: t('action.save'),
    checks: {},
    fields: () => html`<div class="field"><label for="retention">${t('retention.label')}</label>
      <select id="retention" autofocus aria-describedby="retention-hint">${choices.map((one) => html`<option value=${one} ?selected=${one === seconds}>${periodWords(one)}</option>`)}</select>
      <p class="hint" id="retention-hint">${t(room.isDirect ? 'retention.hint-direct' : 'retention.hint')}</p></div>`,
    run: async (form, close) => {
      const next = Number(/** @type {HTMLSelectElement} */ (form.querySelector('#retention')).value);
      const isShorter = next > 0 && (seconds === 0 || next < seconds);
      if (!isShorter && next !== seconds) await room.setRetention(next);
      close();
      if (isShorter) askFirst(room, next, failed);
    },
  });
}

/** Says what is erased at once. @param {Room} room @param {number} seconds @param {(error: unknown) => void} failed */
function askFirst(room, seconds, failed) {
  const count = room.expiring.countOlder(seconds);
  const period = periodWords(seconds);
  confirmFirst({
    title: t('retention.confirm-title', { after: afterWords(seconds) }),
    text: `${t('retention.confirm', { period })} ${count > 0 ? t('retention.confirm-here', { count }) : ''}`,
    action: t('retention.go'), run: () => room.setRetention(seconds).catch(failed),
  });
}

/** For failures that are told after a dialog. @param {import('../core/session/session.js').Session} session */
export const telling = (session) => (/** @type {unknown} */ error) => session.notice(wordsFor(error), 'caution');

/** In the place of the root of a thread. */
export const expiredWords = () => html`<div class="message__text"><span class="gone">${icon('clock', 'i--s')}<span>${t('retention.expired')}</span></span></div>`;
