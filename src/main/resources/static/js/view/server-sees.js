// @ts-check
import { html } from 'lit';
import { stored } from '../core/room/timeline.js';
import { openDialog } from './dialog.js';
import { exactTime } from './words.js';

/** One line: what you read, what the server keeps, and what can be told from it. @param {import('../core/room/room.js').Room} room @param {any} line */
export function serverSees(room, line) {
  const kept = stored(line);
  if (!kept) return;
  openDialog('What the server sees', () => html`
    <div class="sees">
      <section><h3>You see</h3><p class="sees__text" dir="auto">${line.text ?? 'A line that cannot be opened here.'}</p></section>
      <section><h3>The server keeps</h3><pre class="sees__bytes" tabindex="0" dir="ltr">${kept.envelope}</pre>
        <p class="hint">${kept.size} bytes, as they lie in its database.</p></section>
      <section><h3>What it can tell from them</h3><ul>
        <li>that <bdi>${line.sender?.displayName ?? 'somebody'}</bdi> wrote it, in this room</li>
        <li>when it came: ${exactTime(kept.at)}, as number ${kept.pos}; and when it was written, if it had to wait</li>
        <li>about how long it is, to the next 64 bytes, and that it is ${line.quiet ? 'an edit, a reaction or a pin' : 'no edit, reaction or pin'}</li>
        <li>that it is line ${kept.seq + 1} since the writer opened the page, under secret number ${kept.epoch} of this room</li></ul></section>
      <section><h3>What it cannot</h3><ul>
        <li>what it says, or whether it holds a link</li>
        <li>change a letter of it, or pass it off as somebody else’s: every reader checks</li>
        <li>${room.mode === 'end-to-end' ? 'open it, now or later: the secret was made in a member’s browser and never reached the server.' : 'open it later: the secret was forgotten as soon as it was handed out. Whoever runs the server could have changed that program, which is why the room says “Keys made by the server”.'}</li></ul></section>
    </div>`, true);
}
