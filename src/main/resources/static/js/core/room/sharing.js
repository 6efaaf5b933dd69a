// @ts-check
// Shares keys of older epochs between members: asks for those that the user lacks, and wraps those that others lack
// and may have. Without a click only where members' signatures vouch for the identity: otherwise a hostile server could
// reset a user and collect the room's history.
import { shareGrant } from '../../crypto/epochs.js';
import { toBase64 } from '../../protocol/bytes.js';
import { boxOfGrant } from '../../protocol/letters.js';
import { get, now, pause, post, random } from '../platform.js';

const AT_ONCE = 200;
const LONGEST_PAUSE = 1500;

/**
 * @typedef {{userId: string, identityId: string, epoch: number, since: number}} Wish
 * @typedef {object} SharingRoom
 * @property {string} roomId
 * @property {string} me
 * @property {import('../../crypto/vault.js').OpenedKeys[]} own
 * @property {import('./ledger.js').Ledger} ledger
 * @property {import('./room-keys.js').RoomKeys} keys
 * @property {import('./box-keys.js').BoxKeys} boxKeys
 * @property {import('./state.js').StateHolder} state
 * @property {import('../session/directory.js').Directory} directory
 * @property {import('../trust/trust.js').Trust} trust
 * @property {() => Promise<void>} learn reads events and records, where the room is not open here
 */

export class Sharing {
  #room;
  /** When others were asked, by epoch. @type {Map<number, number>} */
  #asked = new Map();
  /** @type {{wanted: Wish[], shared: {userId: string, identityId: string, epoch: number}[]}} */
  board = { wanted: [], shared: [] };
  #answering = false;
  /** Somebody asked while others were answered. */
  #askedAgain = false;

  /** @param {SharingRoom} room */
  constructor(room) {
    this.#room = room;
  }

  /** When this browser asked for an epoch's key; null where it did not. @param {number} epoch */
  askedAt(epoch) {
    return this.#asked.get(epoch) ?? null;
  }

  /** Whether one's own identities may have an epoch's key at all. @param {number} epoch */
  async mayHave(epoch) {
    const { me, ledger } = this.#room;
    const { rows, isOpen } = await this.#named(epoch);
    return ledger.fullHistory || isOpen || rows.some((row) => row.userId === me);
  }

  /** The box whose seed goes by this number; null where it is an epoch's, undefined where there is none. @param {number} number */
  #boxOf(number) {
    const box = boxOfGrant(number);
    return box === null ? null : this.#room.state.now.people.boxes.get(box);
  }

  /** Who was there when an epoch's key or a box's seed was drawn, and whether it is of a box that is open (B4). @param {number} number */
  async #named(number) {
    const { ledger, keys } = this.#room;
    const box = this.#boxOf(number);
    if (box !== null) return { rows: box ? ledger.rowsAt(box.pos) : [], isOpen: box?.closedPos === null };
    await keys.reach(number);
    return { rows: keys.accepted(number)?.rows ?? [], isOpen: false };
  }

  /** Asks the others for what is lacking, once for each epoch. @param {number[]} epochs */
  async ask(epochs) {
    const fresh = [];
    for (const epoch of new Set(epochs)) if (!this.#asked.has(epoch) && (await this.mayHave(epoch))) fresh.push(epoch);
    for (let i = 0; i < fresh.length; i += AT_ONCE) {
      const some = fresh.slice(i, i + AT_ONCE);
      await post(`/api/rooms/${this.#room.roomId}/keys/wanted`, { epochs: some });
      for (const epoch of some) this.#asked.set(epoch, now());
    }
    return fresh.length > 0;
  }

  /** What members lack now. */
  async look() {
    this.board = await get(`/api/rooms/${this.#room.roomId}/keys`);
    return this.board;
  }

  /** Wraps what others lack and may have. Several pages may be asked at once: each waits a moment, and looks again. */
  async answer() {
    this.#askedAgain = true;
    if (this.#answering) return;
    this.#answering = true;
    try {
      while (this.#askedAgain) {
        await pause(random() * LONGEST_PAUSE);
        this.#askedAgain = false;
        await this.#answerAll();
      }
    } finally {
      this.#answering = false;
    }
  }

  async #answerAll() {
    const { wanted } = await this.look();
    if (!this.hasWishes) return;
    await this.#room.learn();
    /** @type {Wish[]} */
    const due = [];
    for (const wish of wanted) if (wish.userId !== this.#room.me && (await this.#isVouched(wish))) due.push(wish);
    await this.#share(due);
  }

  /** Whether somebody else still lacked something when one last looked. */
  get hasWishes() {
    return this.board.wanted.some((wish) => wish.userId !== this.#room.me);
  }

  /** Nobody lacks anything now; says whether somebody did. */
  forgetWishes() {
    const had = this.board.wanted.length > 0;
    if (had) this.board = { ...this.board, wanted: [] };
    return had;
  }

  /** Wraps everything that somebody lacks, after the user has compared their fingerprint. @param {string} userId @param {string} identityId */
  async shareWith(userId, identityId) {
    const { wanted } = await this.look();
    await this.#share(wanted.filter((wish) => wish.userId === userId && wish.identityId === identityId));
  }

  /** @param {Wish} wish */
  async #isVouched(wish) {
    const { ledger, keys, directory, trust } = this.#room;
    const member = ledger.members.get(wish.userId);
    if (ledger.broken || keys.broken || member?.identityId !== wish.identityId || member.suspended) return false;
    if ((await trust.verdict(wish.userId, wish.identityId, member.vouched, member.latest)) !== 'fine') return false;
    const { rows, isOpen } = await this.#named(wish.epoch);
    const row = rows.find((r) => r.userId === wish.userId);
    if (row) return ['same', 'successor'].includes(await directory.relation(wish.userId, row.identityId, wish.identityId));
    return (ledger.fullHistory || isOpen) && member.vouched;
  }

  /** A grant of one's own that opens, and what it is about. @param {number} number */
  async #goodGrant(number) {
    const { roomId, keys, boxKeys } = this.#room;
    const box = this.#boxOf(number);
    if (box === null) return keys.goodGrant(number);
    return box ? { grant: await boxKeys.goodGrant(box), record: { roomId, epoch: number, hash: box.hash } } : null;
  }

  /** @param {Wish[]} wishes */
  async #share(wishes) {
    const { roomId, own, directory } = this.#room;
    const grants = [];
    for (const { epoch, identityId } of wishes) {
      const mine = await this.#goodGrant(epoch).catch(() => null);
      if (!mine) continue;
      const { rsaSpki } = await directory.identity(identityId);
      grants.push(toBase64(await shareGrant(mine.grant, mine.record, own, { id: identityId, rsaSpki })));
    }
    for (let i = 0; i < grants.length; i += AT_ONCE) {
      await post(`/api/rooms/${roomId}/keys/shared`, { grants: grants.slice(i, i + AT_ONCE) });
    }
    return grants.length;
  }
}
