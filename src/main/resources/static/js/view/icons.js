// @ts-check
// Shapes after Lucide (ISC licence), 24 units, stroked; and the ring, 16 units.
import { svg } from 'lit';

const SHAPES = {
  plus: svg`<path d="M5 12h14M12 5v14"/>`,
  x: svg`<path d="M18 6 6 18M6 6l12 12"/>`,
  back: svg`<path d="m15 18-6-6 6-6"/>`,
  down: svg`<path d="M12 5v14m7-7-7 7-7-7"/>`,
  more: svg`<circle cx="12" cy="12" r="1"/><circle cx="19" cy="12" r="1"/><circle cx="5" cy="12" r="1"/>`,
  chevron: svg`<path d="m6 9 6 6 6-6"/>`,
  chevrons: svg`<path d="m7 15 5 5 5-5M7 9l5-5 5 5"/>`,
  users: svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><path d="M22 21v-2a4 4 0 0 0-3-3.87M16 3.13a4 4 0 0 1 0 7.75"/>`,
  invite: svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><path d="M19 8v6M22 11h-6"/>`,
  enter: svg`<path d="M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4M10 17l5-5-5-5M15 12H3"/>`,
  leave: svg`<path d="M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9"/>`,
  send: svg`<path d="M3.7 3.05a.5.5 0 0 0-.68.63l2.84 7.62a2 2 0 0 1 0 1.4l-2.84 7.62a.5.5 0 0 0 .68.63l18-8.5a.5.5 0 0 0 0-.9z"/><path d="M6 12h16"/>`,
  check: svg`<path d="M20 6 9 17l-5-5"/>`,
  clock: svg`<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>`,
  alert: svg`<circle cx="12" cy="12" r="10"/><path d="M12 8v4M12 16h.01"/>`,
  pin: svg`<path d="M12 17v5M9 10.8V4h6v6.8l3 3.2v3H6v-3z"/>`,
  link: svg`<path d="M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7L12 5M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7L12 19"/>`,
  list: svg`<path d="M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01"/>`,
  reply: svg`<path d="M20 18v-2a4 4 0 0 0-4-4H4m5 5-5-5 5-5"/>`,
  copy: svg`<rect width="14" height="14" x="8" y="8" rx="2"/><path d="M4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2"/>`,
  eye: svg`<path d="M2.06 12.35a1 1 0 0 1 0-.7 10.75 10.75 0 0 1 19.88 0 1 1 0 0 1 0 .7 10.75 10.75 0 0 1-19.88 0"/><circle cx="12" cy="12" r="3"/>`,
  pencil: svg`<path d="M21.2 6.8a2.8 2.8 0 0 0-4-4L3.8 16.2a2 2 0 0 0-.5.8L2 21.4a.5.5 0 0 0 .6.6L7 20.7a2 2 0 0 0 .8-.5zM15 5l4 4"/>`,
  trash: svg`<path d="M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2M10 11v6M14 11v6"/>`,
  smile: svg`<circle cx="12" cy="12" r="10"/><path d="M8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01"/>`,
  offline: svg`<path d="M12 20h.01M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M19 12.9a10 10 0 0 0-2-1.5M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8A15 15 0 0 0 10.7 5M2 2l20 20"/>`,
  unread: svg`<path d="M21 11.5a8.4 8.4 0 0 1-12 7.6L3 21l1.9-6A8.4 8.4 0 0 1 13 3.1"/><circle cx="19" cy="5" r="3"/>`,
  key: svg`<path d="m15.5 7.5 2.3 2.3a1 1 0 0 0 1.4 0l2.1-2.1a1 1 0 0 0 0-1.4L19 4M21 2l-9.6 9.6"/><circle cx="7.5" cy="15.5" r="5.5"/>`,
  shieldUser: svg`<path d="M12 3 4 6v6c0 5 3.5 8 8 9 4.5-1 8-4 8-9V6z"/><circle cx="12" cy="10" r="2.5"/><path d="M8 16.5a4 4 0 0 1 8 0"/>`,
  search: svg`<circle cx="11" cy="11" r="8"/><path d="m21 21-4.3-4.3"/>`,
  bookmark: svg`<path d="m19 21-7-4-7 4V5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2z"/>`,
  star: svg`<path d="m12 2.8 2.8 5.8 6.4.9-4.6 4.5 1.1 6.4L12 17.4l-5.7 3 1.1-6.4L2.8 9.5l6.4-.9z"/>`,
  muted: svg`<path d="M8.7 3A6 6 0 0 1 18 8c0 3 .6 5.2 1.4 6.7M17 17H3s3-2 3-9c0-.4 0-.7.1-1.1M10.3 21a1.9 1.9 0 0 0 3.4 0M2 2l20 20"/>`,
  bell: svg`<path d="M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a1.9 1.9 0 0 0 3.4 0"/>`,
  message: svg`<path d="M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z"/>`,
  lock: svg`<rect x="3" y="11" width="18" height="11" rx="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>`,
  block: svg`<circle cx="12" cy="12" r="10"/><path d="m4.9 4.9 14.2 14.2"/>`,
  laptop: svg`<rect width="16" height="11" x="4" y="5" rx="2"/><path d="M2 19h20"/>`,
  phone: svg`<rect width="12" height="20" x="6" y="2" rx="2"/><path d="M11 18h2"/>`,
  letters: svg`<path d="m2 16 4-9.7a.5.5 0 0 1 .9 0L11 16M3.3 13h6.4M22 9v7"/><circle cx="18.5" cy="12.5" r="3.5"/>`,
  bold: svg`<path d="M6 12h9a4 4 0 0 1 0 8H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h7a4 4 0 0 1 0 8"/>`,
  italic: svg`<path d="M19 4h-9M14 20H5M15 4 9 20"/>`,
  strike: svg`<path d="M16 4H9a3 3 0 0 0-2.8 4M14 12a4 4 0 0 1 0 8H6M4 12h16"/>`,
  code: svg`<path d="m16 18 6-6-6-6M8 6l-6 6 6 6"/>`,
  codeBlock: svg`<rect width="18" height="18" x="3" y="3" rx="2"/><path d="m10 9.5-2 2.5 2 2.5M14 9.5l2 2.5-2 2.5"/>`,
  quote: svg`<path d="M17 5H3M21 12H8M21 19H8M3 12v7"/>`,
  mailbox: svg`<path d="M22 17a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9.5C2 7 4 5 6.5 5H18c2.2 0 4 1.8 4 4zM15 9h3v2M6.5 5C9 5 11 7 11 9.5V17a2 2 0 0 1-2 2M6 10h1"/>`,
  webhook: svg`<path d="M18 16.98h-5.99c-1.1 0-1.95.94-2.48 1.9A4 4 0 0 1 2 17c.01-.7.2-1.4.57-2M6 17l3.13-5.78c.53-.97.1-2.18-.5-3.1a4 4 0 1 1 6.89-4.06M12 6l3.13 5.73C15.66 12.7 16.9 13 18 13a4 4 0 0 1 0 8h-6"/>`,
  help: svg`<circle cx="12" cy="12" r="10"/><path d="M9.1 9a3 3 0 0 1 5.8 1c0 2-3 3-3 3M12 17h.01"/>`,
};

/** @param {keyof typeof SHAPES} name */
export const icon = (name, size = '') => svg`<svg class="i ${size}" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;

const RINGS = {
  members: svg`<circle cx="8" cy="8" r="6"/><circle class="f" cx="8" cy="8" r="2.25"/>`,
  server: svg`<path d="M12.5 8.1a5.4 5.4 0 1 1-4.6-4.6"/><rect class="f" x="10.9" y=".5" width="4.6" height="4.6" rx="1.1"/><circle class="f" cx="7.15" cy="8.85" r="2.05"/>`,
  split: svg`<path d="M6.6 13.9A6 6 0 0 1 6.6 2.1M9.4 2.1a6 6 0 0 1 0 11.8"/><path class="f" d="M7.2 5.9a2.25 2.25 0 0 0 0 4.2zM8.8 5.9a2.25 2.25 0 0 1 0 4.2z"/>`,
  given: svg`<circle cx="8" cy="8" r="6"/>`,
  dashed: svg`<circle cx="8" cy="8" r="6"/>`,
};

/** The mark that says who is inside; always beside words. @param {keyof typeof RINGS} kind */
export const ring = (kind, size = '') => svg`<svg class="ring ring--${kind} ${size}" viewBox="0 0 16 16" aria-hidden="true">${RINGS[kind]}</svg>`;
