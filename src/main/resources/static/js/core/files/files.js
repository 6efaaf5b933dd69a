// @ts-check
// The files of one session: those on their way to the server, and those fetched from it.
import { now } from '../platform.js';
import { Downloads } from './downloads.js';
import { Uploads } from './uploads.js';

export class Files {
  downloads = new Downloads();
  uploads;

  /** @param {import('../platform.js').Store} db */
  constructor(db) {
    this.uploads = new Uploads(db);
  }

  /** What earlier pages began. @param {import('../session/unsent-store.js').UnsentStore} unsent */
  load = (unsent) => this.uploads.load(new Set([...unsent.attached, ...unsent.messages.flatMap(({ files }) => files ?? [])]), now());

  /** What the server says at the beginning. @param {{maxFileSize?: number}} welcome */
  welcome({ maxFileSize }) {
    this.uploads.maxFileSize = maxFileSize ?? Infinity;
  }

  /** This person is not in the room any more. @param {string} roomId */
  leave(roomId) {
    this.downloads.forgetRoom(roomId);
    return this.uploads.leave(roomId);
  }

  end() {
    this.uploads.end();
    this.downloads.end();
  }
}
