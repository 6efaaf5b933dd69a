// @ts-check
// Invitations to the user. What the server says of one is only a hint: the room's name, kind and inviter are read from
// its signed events before it can be accepted.
import { fromBase64 } from '../../protocol/bytes.js';
import { Problem } from '../../protocol/problems.js';
import { Unreadable } from '../../crypto/unreadable.js';
import { get } from '../platform.js';
import { Ledger } from '../room/ledger.js';
import { changeRoom, postChanges } from '../room/room-events.js';

const EVENTS = 500;
const TRIES = 6;

/** @typedef {import('../../protocol/rest.js').InvitationView} InvitationView */
/**
 * @typedef {object} Invitation
 * @property {string} roomId
 * @property {InvitationView} served what the server says of it
 * @property {'checking'|'waiting'|'accepting'|'expired'|'refused'|'unreachable'} state `refused` where it contradicts what is signed
 * @property {string|null} refusal why it is refused
 * @property {string} name these and the following as the events say, once they are read
 * @property {string} mode
 * @property {number} members
 * @property {number} expires
 * @property {import('./directory.js').Person|null} invitedBy
 * @property {string|null} identityId of who invites
 */

export class Invitations {
  /** @type {Invitation[]} */
  all = [];
  #context;
  #tell;

  /** @param {import('./session.js').Context} context @param {{changed: () => void, notice: (message: {key: string, values: Record<string, string>, invitation: string}) => void}} tell */
  constructor(context, tell) {
    this.#context = context;
    this.#tell = tell;
  }

  /** All that are open, as the server says. @param {InvitationView[]} shown */
  welcome(shown) {
    this.all = shown.map((served) => this.#noted(served));
    for (const invitation of this.all) this.check(invitation);
  }

  /** A new one. @param {InvitationView} served */
  async invited(served) {
    const invitation = this.#noted(served);
    this.all = [...this.all.filter((i) => i.roomId !== served.roomId), invitation];
    await this.check(invitation);
    if (invitation.state === 'waiting') this.#tell.notice({ key: 'notice.invited', values: { name: invitation.invitedBy?.displayName ?? '', room: invitation.name }, invitation: invitation.roomId });
  }

  /** What is known of people has changed. */
  review() {
    for (const invitation of this.all) if (invitation.refusal === 'new-identity') this.check(invitation);
  }

  /** @param {string} roomId */
  gone(roomId) {
    this.all = this.all.filter((i) => i.roomId !== roomId);
  }

  /** @param {InvitationView} served @returns {Invitation} */
  #noted(served) {
    const unread = { name: '', mode: '', members: 0, expires: 0, invitedBy: null, identityId: null };
    return { roomId: served.roomId, served, state: 'checking', refusal: null, ...unread };
  }

  /** Reads the room's events and holds the invitation against them. @param {Invitation} invitation */
  async check(invitation) {
    invitation.state = 'checking';
    this.#tell.changed();
    try {
      await this.#judge(invitation, await this.#read(invitation.roomId));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      invitation.state = error.code === 'not-found' ? 'expired' : 'unreachable';
    }
    this.#tell.changed();
  }

  /** @param {string} roomId */
  async #read(roomId) {
    const ledger = new Ledger(roomId, this.#context.directory);
    for (;;) {
      const { entries } = await get(`/api/rooms/${roomId}/events?after=${ledger.lastPos}&limit=${EVENTS}`);
      await ledger.take(entries.map((e) => ({ pos: e.pos, bytes: fromBase64(e.entry) })));
      if (entries.length < EVENTS || ledger.broken) return ledger;
    }
  }

  /** @param {Invitation} invitation @param {Ledger} ledger */
  async #judge(invitation, ledger) {
    const { me, directory } = this.#context;
    const signed = ledger.invitations.get(me.userId);
    const inviter = ledger.members.get(signed?.by ?? '');
    invitation.invitedBy = inviter ? await directory.person(inviter.userId).catch(() => null) : null;
    Object.assign(invitation, {
      name: ledger.name, mode: ledger.mode, members: ledger.members.size, expires: signed?.expires ?? 0, identityId: inviter?.identityId ?? null,
    });
    invitation.refusal = await this.#refusal(invitation, ledger);
    if (invitation.refusal === 'differs' && (await this.#askAgain(invitation))) invitation.refusal = await this.#refusal(invitation, ledger);
    invitation.state = invitation.refusal ? 'refused' : invitation.expires < this.#context.actor.now() ? 'expired' : 'waiting';
    return invitation.state;
  }

  /** @param {Invitation} invitation @param {Ledger} ledger @returns {Promise<string|null>} */
  async #refusal({ served, invitedBy }, ledger) {
    const { me, trust } = this.#context;
    const signed = ledger.invitations.get(me.userId);
    const inviter = ledger.members.get(signed?.by ?? '');
    if (ledger.broken) return 'broken';
    if (!signed || !inviter || !invitedBy) return 'not-invited';
    if (!(await this.#isForMe(signed.identityId))) return 'other-keys';
    if (served.name !== ledger.name || served.mode !== ledger.mode || served.invitedBy.userId !== signed.by) return 'differs';
    return (await trust.verdict(inviter.userId, inviter.identityId, inviter.vouched)) === 'fine' ? null : 'new-identity';
  }

  /** @param {string|null} identityId */
  async #isForMe(identityId) {
    const { me, actor, directory } = this.#context;
    if (identityId === null) return true;
    try {
      return ['same', 'successor'].includes(await directory.relation(me.userId, identityId, actor.keys.identityId));
    } catch (error) {
      if (error instanceof Unreadable) return false;
      throw error;
    }
  }

  /** The room may have changed since the server told of the invitation: says whether it tells something else now. @param {Invitation} invitation */
  async #askAgain(invitation) {
    const served = (await get('/api/rooms')).invitations.find((i) => i.roomId === invitation.roomId);
    if (!served) return false;
    invitation.served = served;
    return true;
  }

  /** Signs on exactly those events that were read, so that no other history can have this answer. @param {Invitation} invitation */
  async accept(invitation) {
    const { actor } = this.#context;
    const change = { kind: /** @type {const} */ ('joined'), subject: actor.userId, data: { identityId: actor.keys.identityId } };
    invitation.state = 'accepting';
    this.#tell.changed();
    try {
      for (let tries = 1; ; tries++) {
        const ledger = await this.#read(invitation.roomId);
        if ((await this.#judge(invitation, ledger)) !== 'waiting') return false;
        invitation.state = 'accepting';
        try {
          await postChanges(actor, invitation.roomId, ledger.head, [change]);
          return true;
        } catch (problem) {
          if (!(problem instanceof Problem && problem.code === 'stale-head') || tries === TRIES) throw problem;
        }
      }
    } catch (problem) {
      const gone = problem instanceof Problem && (problem.code === 'invitation-gone' || problem.code === 'not-found');
      invitation.state = gone ? 'expired' : 'waiting';
      throw problem;
    } finally {
      this.#tell.changed();
    }
  }

  /** @param {Invitation} invitation */
  async decline(invitation) {
    const { actor } = this.#context;
    await changeRoom(actor, invitation.roomId, [{ kind: 'withdrawn', subject: actor.userId }], invitation.served.prevEvent);
    this.gone(invitation.roomId);
    this.#tell.changed();
  }
}
