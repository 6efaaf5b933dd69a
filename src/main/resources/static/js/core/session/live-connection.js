// @ts-check
// The live connection with requests on it: what is asked over the socket and answered by frames.
import { Problem } from '../../protocol/problems.js';
import { Connection } from './connection.js';
import { Obstacle } from './obstacle.js';
import { Pace } from './pace.js';
import { PendingReplies } from './pending-replies.js';

/** @typedef {import('../../protocol/frames.js').ServerFrame} ServerFrame */
/** @typedef {import('../../protocol/frames.js').Post} Post */

/** Below the server's limit of 60 frames a second, averaged over two seconds: it closes a socket that sends more. */
const POSTS_PER_SECOND = 50;
const BURST = 60;

/** Events: those of `Connection`, and `obstacle` when it is known why no socket opens. */
export class LiveConnection extends Connection {
  obstacle = new Obstacle();
  #replies = new PendingReplies((frame) => this.send(frame));
  #pace = new Pace(POSTS_PER_SECOND, BURST);

  constructor() {
    super();
    this.addEventListener('state', () => this.#stateChanged());
    this.addEventListener('frame', (event) => this.#answered(/** @type {CustomEvent<ServerFrame>} */ (event).detail));
  }

  /** Posts a message; rejects where the connection breaks first. @param {Omit<Post, 'type'>} message */
  async post(message) {
    await this.#pace.turn();
    return /** @type {import('./context.js').Posted} */ (await this.#replies.ask({ type: 'post', ...message }));
  }

  /** Asks for an epoch to write under; throws Problem where it is refused. @param {string} roomId @returns {Promise<number>} */
  async openEpoch(roomId) {
    const answer = await this.#replies.ask({ type: 'open', roomId });
    if (answer.type === 'opened') return answer.epoch;
    throw new Problem(answer.type === 'refused' ? answer : {});
  }

  /** @param {ServerFrame} frame */
  #answered(frame) {
    if (frame.type === 'accepted' || frame.type === 'refused' || frame.type === 'opened') this.#replies.take(frame);
  }

  #stateChanged() {
    if (this.state === 'online') return this.obstacle.gone();
    this.obstacle.look(this.gotNoAnswer).then((found) => found && this.dispatchEvent(new Event('obstacle')));
    this.#replies.rejectAll();
  }
}
