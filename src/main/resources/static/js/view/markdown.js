// @ts-check
import { html, nothing } from 'lit';
import { hashWithin } from './addresses.js';
import { openCard } from './card.js';
import { copy } from './copying.js';
import { icon } from './icons.js';
import { linkNote } from './link-hosts.js';
import { blocks, textOf } from './markdown-tree.js';
import { withMentions } from './mention-tree.js';
import { pieces, t } from '../locale/locale.js';

/** @typedef {import('./markdown-tree.js').Block} Block */
/** @typedef {import('./markdown-tree.js').Inline} Inline */

const MOST_KEPT = 200;
/** Trees of the texts that were drawn last, so that a row that is drawn again is not read again. @type {Map<string, Block[]>} */
const kept = new Map();

/** Text as people wrote it, from a tree to nodes; never through HTML. @param {string} text @param {import('./mention-tree.js').Find|null} [find] whom it mentions by a name */
export const markdown = (text, find = null) => (find ? withMentions(treeOf(text), find) : treeOf(text)).map(block);

/** @param {string} text */
function treeOf(text) {
  const tree = kept.get(text) ?? blocks(text);
  kept.delete(text);
  kept.set(text, tree);
  if (kept.size > MOST_KEPT) kept.delete(/** @type {string} */ (kept.keys().next().value));
  return tree;
}

/** A link, and beside it where it leads, where its text says something else. @param {{href: string, inside: Inline[]}} token */
function link({ href, inside }) {
  const within = hashWithin(href);
  if (within) return html`<a class="within" href=${within} title=${href}>${icon('link', 'i--xs')}${textOf(inside) === href ? t('address.message') : html`<bdi>${inside.map(inline)}</bdi>`}</a>`;
  const note = linkNote(textOf(inside), href);
  const shown = note && html`<span class="host ${note.odd ? 'host--odd' : ''}">${note.odd ? icon('alert', 'i--xs') : nothing}${pieces(note.odd ? 'link.lookalike' : 'link.leads', { host: html`<bdi dir="ltr">${note.host}</bdi>` })}${note.ascii
    ? html` (<bdi dir="ltr">${note.ascii}</bdi>)` : nothing}</span>`;
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer"><bdi>${inside.map(inline)}</bdi></a>${shown ? html` ${shown}` : nothing}`;
}

/** @param {Block} b @returns {unknown} */
function block(b) {
  switch (b.t) {
    case 'paragraph': return html`<p dir="auto">${b.inside.map(inline)}</p>`;
    case 'heading': return html`<p class="title title--${b.level}" dir="auto">${b.inside.map(inline)}</p>`;
    case 'rule': return html`<hr>`;
    case 'quote': return html`<blockquote dir="auto">${b.blocks.map(block)}</blockquote>`;
    case 'list': return list(b);
    case 'table': return table(b);
    case 'block': return html`
      <figure class="code">
        <figcaption><span>${b.language}</span>
          <button class="icon-btn" type="button" aria-label=${t('copy.code')} @click=${(/** @type {Event} */ e) => copy(/** @type {Element} */ (e.currentTarget), b.text)}>${icon('copy', 'i--s')}</button></figcaption>
        <pre tabindex="0" dir="ltr">${b.text}</pre>
      </figure>`;
  }
}

/** @param {Extract<Block, {t: 'list'}>} b */
function list({ start, loose, items }) {
  const drawn = items.map(({ blocks: inside, checked }) => html`
    <li dir="auto">${checked === null ? nothing : checked ? '☑ ' : '☐ '}${inside.map((one) => (
      one.t === 'paragraph' && !loose ? one.inside.map(inline) : block(one)))}</li>`);
  return start === null ? html`<ul>${drawn}</ul>` : html`<ol start=${start}>${drawn}</ol>`;
}

/** @param {Extract<Block, {t: 'table'}>} b */
function table({ align, head, rows }) {
  const side = (/** @type {number} */ i) => `cell--${align[i] ?? 'start'}`;
  return html`
    <div class="scroll-x" tabindex="0"><table>
      <thead><tr>${head.map((cell, i) => html`<th scope="col" class=${side(i)} dir="auto">${cell.map(inline)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${side(i)} dir="auto">${cell.map(inline)}</td>`)}</tr>`)}</tbody>
    </table></div>`;
}

/** @param {Inline} token @returns {unknown} */
function inline(token) {
  switch (token.t) {
    case 'text': return token.text;
    case 'br': return html`<br>`;
    case 'code': return html`<code dir="ltr">${token.text}</code>`;
    case 'link': return link(token);
    case 'mention': return mention(token);
    case 'strong': return html`<strong>${token.inside.map(inline)}</strong>`;
    case 'em': return html`<em>${token.inside.map(inline)}</em>`;
    case 'del': return html`<del>${token.inside.map(inline)}</del>`;
  }
}

/** For the mouse alone: keyboards and fingers find the card in the message's menu. @param {import('./mention-tree.js').Mention} mention */
function mention({ text, person, isMe }) {
  const look = `mention ${isMe ? 'mention--me' : ''}`;
  return person ? html`<bdi class="${look} mention--person" title=${text} @click=${() => openCard(person.userId)}>@${person.displayName}</bdi>` : html`<bdi class=${look} title=${text}>${text}</bdi>`;
}
