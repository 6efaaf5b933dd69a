// @ts-check
// The files of one session: those on their way to the server, and those fetched from it.
import { Downloads } from './downloads.js';
import { Uploads } from './uploads.js';

export class Files {
  uploads = new Uploads();
  downloads = new Downloads();
}
