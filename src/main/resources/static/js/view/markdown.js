// @ts-check
import { html, nothing } from 'lit';
import { copy } from './copying.js';
import { icon } from './icons.js';
import { linkNote } from './link-hosts.js';
import { blocks } from './markdown-tokens.js';
import { pieces, t } from '../locale/locale.js';

/** Text as people wrote it, from tokens to nodes; never through HTML. @param {string} text */
export const markdown = (text) => blocks(text).map(block);

/** A link, and beside it where it leads, where its text says something else. @param {{href: string, text: string}} token */
function link({ href, text }) {
  const note = linkNote(text, href);
  const shown = note && html`<span class="host ${note.odd ? 'host--odd' : ''}">${note.odd ? icon('alert', 'i--xs') : nothing}${pieces(note.odd ? 'link.lookalike' : 'link.leads', { host: html`<bdi dir="ltr">${note.host}</bdi>` })}${note.ascii
    ? html` (<bdi dir="ltr">${note.ascii}</bdi>)` : nothing}</span>`;
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a>${shown ? html` ${shown}` : nothing}`;
}

/** @param {import('./markdown-tokens.js').Block} b */
function block(b) {
  switch (b.t) {
    case 'paragraph': return html`<p dir="auto">${broken(b.lines)}</p>`;
    case 'quote': return html`<blockquote dir="auto">${broken(b.lines)}</blockquote>`;
    case 'list': {
      const items = b.items.map((item) => html`<li dir="auto">${item.map(inline)}</li>`);
      return b.ordered ? html`<ol start=${b.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'block': return html`
      <figure class="code">
        <figcaption><span>${b.language}</span>
          <button class="icon-btn" type="button" aria-label=${t('copy.code')} @click=${(/** @type {Event} */ e) => copy(/** @type {Element} */ (e.currentTarget), b.text)}>${icon('copy', 'i--s')}</button></figcaption>
        <pre tabindex="0" dir="ltr">${b.text}</pre>
      </figure>`;
  }
}

/** @param {import('./markdown-tokens.js').Inline[][]} lines */
const broken = (lines) => lines.map((line, i) => html`${i > 0 ? html`<br>` : ''}${line.map(inline)}`);

/** @param {import('./markdown-tokens.js').Inline} token @returns {unknown} */
function inline(token) {
  switch (token.t) {
    case 'text': return token.text;
    case 'code': return html`<code dir="ltr">${token.text}</code>`;
    case 'link': return link(token);
    case 'strong': return html`<strong>${token.inside.map(inline)}</strong>`;
    case 'em': return html`<em>${token.inside.map(inline)}</em>`;
    case 'del': return html`<del>${token.inside.map(inline)}</del>`;
  }
}
