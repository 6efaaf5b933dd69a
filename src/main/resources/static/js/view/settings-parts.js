// @ts-check
// The parts of the settings page: groups of rows with a switch, one of several choices, or a button.
import { html, nothing } from 'lit';

/** @param {string} title @param {unknown} rows @param {string} [hint] */
export const group = (title, rows, hint = '') => html`<section class="settings__group"><h3 tabindex="-1">${title}</h3>${hint ? html`<p class="quiet">${hint}</p>` : nothing}<div class="items">${rows}</div></section>`;

/** @param {string} label @param {unknown} hint */
const words = (label, hint) => html`<span>${label}</span>${hint ? html`<span class="sub">${hint}</span>` : nothing}`;

/** @param {{id: string, label: string, hint?: string, on: boolean, set: (on: boolean) => void}} row */
export const switchRow = ({ id, label, hint = '', on, set }) => html`<div class="item"><div id="${id}-label">${words(label, hint)}</div>
  <button class="switch" id=${id} type="button" role="switch" aria-checked=${on} aria-labelledby="${id}-label" @click=${() => set(!on)}></button></div>`;

/**
 * @template {string} T
 * @param {{id: string, label: unknown, hint?: string, value: T, of: [T, string][], set: (value: T) => void}} row
 */
export const choiceRow = ({ id, label, hint = '', value, of, set }) => html`<div class="item item--wrap"><div id="${id}-label">${words(/** @type {string} */ (label), hint)}</div>
  <div class="seg" id=${id} role="radiogroup" aria-labelledby="${id}-label">${of.map(([one, name]) => html`<label><input type="radio" name=${id} .checked=${one === value} @change=${() => set(one)}><span>${name}</span></label>`)}</div></div>`;

/**
 * @param {{id: string, label: string, hint?: string, value: string, of: [string, string][], set: (value: string) => void, disabled?: boolean}} row
 */
export const selectRow = ({ id, label, hint = '', value, of, set, disabled = false }) => html`<div class="item"><label for=${id}>${words(label, hint)}</label>
  <select id=${id} ?disabled=${disabled} @change=${(/** @type {Event} */ e) => set(/** @type {HTMLSelectElement} */ (e.target).value)}>${of.map(([one, name]) => html`<option value=${one} ?selected=${one === value}>${name}</option>`)}</select></div>`;

/** @param {{label: string, hint?: string, action: string, run: () => void}} row */
export const actionRow = ({ label, hint = '', action, run }) => html`<div class="item"><div>${words(label, hint)}</div><button class="btn" type="button" @click=${run}>${action}</button></div>`;

/** What cannot be changed. @param {string} label @param {string} hint */
export const plainRow = (label, hint) => html`<div class="item"><div>${words(label, hint)}</div></div>`;
