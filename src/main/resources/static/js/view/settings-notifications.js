// @ts-check
// The notifications among the settings: what notifies, quiet hours, and each room.
import { html } from 'lit';
import { permission, test } from './notifier.js';
import { actionRow, choiceRow, group, plainRow, selectRow, switchRow } from './settings-parts.js';
import { listedName, wordsFor } from './words.js';
import { locale, t } from '../locale/locale.js';

/** @typedef {import('../core/session/personal-settings.js').Settings} Settings */
/** @typedef {import('../core/session/personal-settings.js').Level} Level */

/** Half hours of a day. */
const HALF_HOURS = 48;

/** @returns {[Level, string][]} */
const levels = () => [['all', t('settings.all')], ['mentions', t('settings.mentions')], ['nothing', t('settings.nothing')]];

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** @returns {[string, string][]} */
const times = () => Array.from({ length: HALF_HOURS }, (_, i) => [String(i), clock.format(i * 30 * 60000)]);

/** @returns {[string, string][]} */
const zones = () => [['', t('settings.zone-here')], ...Intl.supportedValuesOf('timeZone').map((zone) => /** @type {[string, string]} */ ([zone, zone.replaceAll('_', ' ')]))];

/** @param {import('../core/session/session.js').Session} session @param {(change: Partial<Settings>) => void} set @param {() => void} redraw */
export function notificationSettings(session, set, redraw) {
  const { values } = session.settings;
  const setLevel = (/** @type {string} */ roomId, /** @type {Level|'default'} */ level) => session.settings.setLevel(roomId, level).catch((error) => {
    session.notice(wordsFor(error), 'caution');
    redraw();
  });
  const rooms = session.rooms.filter((room) => room.standing === 'member');
  return html`${allowed(session, redraw)}${group(t('settings.notify'), html`
      ${choiceRow({ id: 'level', label: t('settings.level'), value: values.level, of: levels(), set: (level) => set({ level }) })}
      ${switchRow({ id: 'notify-text', label: t('settings.text'), hint: t('settings.text-hint'), on: values.notifyText, set: (on) => set({ notifyText: on }) })}
      ${switchRow({ id: 'sound', label: t('settings.sound'), on: values.sound, set: (on) => set({ sound: on }) })}`)}
    ${group(t('settings.quiet'), html`
      ${switchRow({ id: 'quiet', label: t('settings.every-day'), on: values.quiet, set: (on) => set({ quiet: on }) })}
      ${selectRow({ id: 'quiet-from', label: t('settings.from'), value: String(values.quietFrom), of: times(), disabled: !values.quiet, set: (at) => set({ quietFrom: Number(at) }) })}
      ${selectRow({ id: 'quiet-to', label: t('settings.to'), value: String(values.quietTo), of: times(), disabled: !values.quiet, set: (at) => set({ quietTo: Number(at) }) })}
      ${switchRow({ id: 'quiet-weekends', label: t('settings.weekends'), on: values.quietWeekends, set: (on) => set({ quietWeekends: on }) })}
      ${switchRow({ id: 'quiet-mentions', label: t('settings.through'), hint: t('settings.through-hint'), on: values.quietMentions, set: (on) => set({ quietMentions: on }) })}
      ${selectRow({ id: 'zone', label: t('settings.zone'), value: values.zone, of: zones(), set: (zone) => set({ zone }) })}`, t('settings.quiet-hint'))}
    ${rooms.length === 0 ? '' : group(t('settings.by-room'), rooms.map((room) => choiceRow({
      id: `level-${room.roomId}`, label: html`<bdi>${listedName(room)}</bdi>`, value: session.settings.chosenLevel(room.roomId), of: [['default', t('settings.default')], ...levels()],
      set: (level) => setLevel(room.roomId, /** @type {Level|'default'} */ (level)),
    })))}`;
}

/** Whether the browser lets the page notify, and what can be done about it. @param {import('../core/session/session.js').Session} session @param {() => void} redraw */
function allowed(session, redraw) {
  switch (permission()) {
    case 'granted': return group(t('notify.on'), html`${actionRow({ label: t('notify.works'), action: t('notify.test'), run: () => test(session) })}${closed(session)}`);
    case 'denied': return group(t('notify.denied'), html`<div class="item"><div>${t('notify.denied-text')}</div></div>`);
    case 'unsupported': return group(t('notify.unsupported'), html`<div class="item"><div>${t('notify.unsupported-text')}</div></div>`);
    default: return group(t('notify.ask'), actionRow({ label: t('notify.ask-text'), action: t('notify.turn-on'), run: () => ask(session).then(redraw) }));
  }
}

/** Who turns notifications on wants those of a closed page, too. @param {import('../core/session/session.js').Session} session */
async function ask(session) {
  if ((await Notification.requestPermission()) === 'granted') await session.push.turn(true);
}

/** Notifications while no page is open, in this browser. @param {import('../core/session/session.js').Session} session */
function closed({ push }) {
  const label = t('notify.closed');
  switch (push.state) {
    case 'unsupported': return plainRow(label, t('notify.closed-unsupported'));
    case 'server': return plainRow(label, t('notify.closed-server'));
    default: return switchRow({ id: 'push', label, hint: t(push.state === 'failed' ? 'notify.closed-failed' : 'notify.closed-hint'), on: push.state === 'on', set: (on) => void push.turn(on) });
  }
}
