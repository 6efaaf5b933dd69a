// @ts-check
// What fields share in which messages are written: their limit, their keys and how they grow.
import { isOfComposition } from './composition.js';

/** The longest message, as it is encoded. */
export const MOST_BYTES = 16000;

const isTouch = () => matchMedia('(pointer: coarse)').matches;

/** The keys that send and that begin a new line: Enter of a keyboard on the screen does the latter. @returns {[string, string]} */
export const writingKeys = () => (isTouch() ? [/^(?:Mac|iP)/.test(navigator.platform) ? '⌘ Enter' : 'Ctrl Enter', 'Enter'] : ['Enter', 'Shift Enter']);

/** Whether this key sends what was written. @param {KeyboardEvent} e */
export const isToSend = (e) => e.key === 'Enter' && !e.shiftKey && !isOfComposition(e) && (!isTouch() || e.ctrlKey || e.metaKey);

/** How long a text is as a message. @param {string} text */
export const bytesOf = (text) => new TextEncoder().encode(JSON.stringify(text)).length;

/** As high as its text, up to a part of the window. @param {HTMLTextAreaElement} area */
export function grow(area) {
  // Very long text is not measured: that takes time linear in its lines.
  if (area.value.length > MOST_BYTES) return area.style.setProperty('height', '40vh');
  area.style.setProperty('height', 'auto');
  area.style.setProperty('height', `${Math.min(area.scrollHeight, innerHeight * 0.4)}px`);
}
