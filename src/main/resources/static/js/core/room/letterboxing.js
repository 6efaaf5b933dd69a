// @ts-check
// What owners do with a room's letterboxes, and what members see of them. The address of a box is answered once.
import { withNewSeed, wrapSeed } from '../../crypto/letters.js';
import { sha256 } from '../../crypto/primitives.js';
import { fromBase64, toBase64 } from '../../protocol/bytes.js';
import { MOST_BOXES, addressPart } from '../../protocol/letters.js';
import { Problem } from '../../protocol/problems.js';
import { post } from '../platform.js';
import { isActive } from './acting.js';
import { nextBox, openBoxes } from './boxes.js';
import { changeRoom, signAll } from './room-events.js';

export { LONGEST_BOX_NAME, isBoxName } from '../../protocol/letters.js';

const TRIES = 6;

/** @typedef {import('./boxes.js').Box} Box */
/** A box, and where a program writes into it, on this server. @typedef {{box: Box, path: string}} NewAddress */

export class Letterboxing {
  #room;
  #context;

  /** @param {import('./room.js').Room} room @param {import('../session/session.js').Context} context */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
  }

  get #boxes() {
    return this.#room.state.people.boxes;
  }

  /** Whether there can be any here. */
  get isPossible() {
    return !this.#room.isDirect && this.#room.standing === 'member';
  }

  /** Whether there is something to see of them, or to do. */
  get isShown() {
    return this.isPossible && (this.#room.role === 'owner' || this.#boxes.size > 0);
  }

  get mayManage() {
    return this.isPossible && isActive(this.#room) && this.#room.role === 'owner';
  }

  get isFull() {
    return openBoxes(this.#boxes).length >= MOST_BOXES;
  }

  /** All boxes, the open ones first, then the newest. */
  get list() {
    const { people } = this.#room.state;
    return [...this.#boxes.values()].sort((a, b) => Number(a.closedPos !== null) - Number(b.closedPos !== null) || b.box - a.box).map((box) => ({
      ...box, person: this.#room.directory.shown(box.by), lastUsed: this.#room.verified.boxKeys.lastUsed.get(box.box) ?? null,
      left: new Set(people.former.filter(({ userId, untilPos }) => untilPos > box.pos && !people.members.has(userId)).map(({ userId }) => userId)).size,
    }));
  }

  /** Asks when letters last came. */
  refresh = () => this.#room.verified.boxKeys.refresh();

  /** Opens a box: its seed is drawn here, and wrapped for everyone who is in the room. @param {string} name @param {boolean} webhook @returns {Promise<NewAddress>} */
  async open(name, webhook) {
    const { verified } = this.#room;
    for (let tries = 1; ; tries++) {
      await this.#room.catchUp();
      verified.requireSound();
      try {
        const { box, token } = await this.#tryOpen(name, webhook);
        await this.#room.catchUp();
        const opened = this.#boxes.get(box);
        if (!opened) throw new Problem({ code: 'failed' });
        return newAddress(opened, token);
      } catch (problem) {
        if (!(problem instanceof Problem && problem.code === 'stale-head' && tries < TRIES)) throw problem;
      }
    }
  }

  /** @param {string} name @param {boolean} webhook */
  #tryOpen(name, webhook) {
    const { roomId, verified } = this.#room;
    const { actor, directory } = this.#context;
    const box = nextBox(this.#boxes);
    const rows = verified.ledger.rowsAt(Infinity);
    return withNewSeed(async (key, seed) => {
      const [event] = await signAll(actor, roomId, verified.ledger.head, [{ kind: 'boxOpened', data: { box, webhook, key, name } }]);
      const about = { roomId, box, key, hash: await sha256(fromBase64(event)) };
      const grants = await Promise.all(rows.map(async ({ identityId }) => {
        const { rsaSpki } = await directory.identity(identityId);
        return toBase64(await wrapSeed(seed, about, { identityId, rsaSpki }));
      }));
      return post(`/api/rooms/${roomId}/boxes`, { event, grants });
    });
  }

  /** Another address; the one before ends at once. @param {Box} box @returns {Promise<NewAddress>} */
  async renew(box) {
    const { token } = await post(`/api/rooms/${this.#room.roomId}/boxes/${box.box}/token`);
    return newAddress(box, token);
  }

  /** Closes a box for good. @param {Box} box */
  async close({ box }) {
    await changeRoom(this.#context.actor, this.#room.roomId, [{ kind: 'boxClosed', data: { box } }]);
    await this.#room.catchUp();
  }
}

/** @param {Box} box @param {string} token @returns {NewAddress} */
const newAddress = (box, token) => ({ box, path: box.webhook ? `/hook/${token}` : `/box/${token}#${addressPart(box.roomId, box.box, box.key)}` });
