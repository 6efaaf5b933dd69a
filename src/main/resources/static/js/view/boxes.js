// @ts-check
// How a letterbox is named and pictured, wherever it stands in the place of a person.
import { html } from 'lit';
import { icon } from './icons.js';
import { t } from '../locale/locale.js';

/** @typedef {import('../core/room/boxes.js').Box} Box */

/** @param {Pick<Box, 'webhook'>|null} box */
const shapeOf = (box) => (box?.webhook ? 'webhook' : 'mailbox');

/** In the place of a person's picture. @param {Pick<Box, 'webhook'>|null} box */
export const boxFace = (box, size = '') => html`<span class="av av--box ${size}" aria-hidden="true">${icon(shapeOf(box), 'i--s')}</span>`;

/** What the sender is, and who could read it. @param {Pick<Box, 'webhook'>} box */
export const markWords = ({ webhook }) => t(webhook ? 'letterbox.mark-webhook' : 'letterbox.mark');

/** The name of a box where there is text alone: no person can be mistaken for it. @param {Box} box */
export const fullBoxName = (box) => t('letterbox.from', { name: box.name, mark: markWords(box) });
