// @ts-check
import { html, nothing } from 'lit';
import { t } from '../locale/locale.js';

/**
 * @typedef {object} Over
 * @property {string} why
 * @property {string[]} [unkept] texts that were not sent and are kept nowhere else; absent on pages where nothing is written
 * @property {boolean} [isLost] whether there were such texts
 */

/** What a page shows when its session is over and another user's has begun, or what was written is kept nowhere else. @param {Over} over */
export function overView({ why, unkept, isLost }) {
  document.title = t('app.name');
  const isAnothers = why === 'another';
  return html`<main class="main over" id="main"><div class="note" role="alert" data-code=${why}>
    <h1>${t(isAnothers ? 'over.another' : 'over.ended')}</h1>
    ${isAnothers ? html`<p>${t('over.text')}</p>` : nothing}
    ${!unkept ? nothing : unkept.length === 0 ? html`<p>${t(isLost ? 'over.lost' : 'over.kept')}</p>` : html`<p id="unkept">${t('over.unkept')}</p>
      <textarea readonly rows="8" dir="auto" aria-labelledby="unkept" .value=${unkept.join('\n\n')}></textarea>`}
    <a class="btn btn--go" href=${isAnothers ? '/' : '/login#ended'}>${t('over.go-on')}</a></div></main>`;
}
