// @ts-check
// Why nothing is sent in a room, or what somebody should look at: what is so, then what can be done.
import { html, nothing } from 'lit';
import { compare } from './fingerprints.js';
import { ring } from './icons.js';
import { fullName } from './naming.js';

/** What each trouble says, with the name of whom it is about. @type {Record<string, (name: string) => string>} */
const WORDS = {
  'pins-missing': () => 'The server does not show the list of people that your browsers know, though it was given one.',
  'pins-damaged': () => 'The list of people that your browsers know cannot be opened. Somebody may have exchanged it.',
  'pins-old': () => 'The server shows an older list of the people that you know than it did before.',
  'server-key': () => 'This server signs with a new secret, and its former one has not signed for it.',
  signature: () => 'A change of this room carries no good signature.',
  'other-room': () => 'A change was shown here that belongs to another room.',
  order: () => 'A change of this room was left out, doubled or moved: it does not follow on the one before.',
  beginning: () => 'This room does not begin as a room does.',
  'by-server': () => 'The server itself has signed a change that only members may make.',
  'not-invited': (name) => `${name} is shown in this room, but no member has invited ${name}.`,
  'not-allowed': (name) => `A change in the name of ${name} was not theirs to make.`,
  'not-owner': (name) => `${name} is no owner, but is shown to have made a change that only owners make.`,
  'not-a-member': (name) => `A change is about ${name}, who is not in this room.`,
  suspended: (name) => `A change in the name of ${name} was made while they were suspended.`,
  standing: (name) => `${name} is shown as suspended, or as back, a second time.`,
  identity: (name) => `A change in the name of ${name} was signed with an identity that this room does not know.`,
  'two-stories': () => 'The server tells two stories about this room: what it shows now is not what it showed before.',
  'rolled-back': () => 'The server shows an older state of this room than your browsers have seen.',
  restored: () => 'The server shows an older state of this conversation than this page: something that was here is gone from it, or is different now.',
  mode: () => 'This room is shown as one in which the server makes the secret. It was made as another kind.',
  'kind-end-to-end': () => 'The server says that it makes the keys of this room. It was created as a room that only members can read.',
  'kind-managed': () => 'The server says that only members can read this room. It was created with keys made by the server.',
  'record-signature': () => 'The list of who can read on carries no good signature.',
  place: () => 'The list of who can read on was moved to another place.',
  ghost: (name) => `${name} was put on the list of who can read, but no member has invited ${name}.`,
  swapped: (name) => `On the list of who can read, somebody else’s identity stands in the place of ${name}.`,
  rows: (name) => `The list of who can read is not right about ${name}.`,
  reason: () => 'Somebody replaced a key of this room that they had made themselves, as if they could not open it.',
  chain: () => 'The list of who can read does not follow on the one before.',
  'own-identity': () => 'This room knows you by another identity than the one in this browser.',
  'new-identity': (name) => `${name} signs in with a new identity, and the former one has not signed for it.`,
  'former-identity': (name) => `${name} is shown with former keys, which they had replaced.`,
  'identity-again': (name) => `The server announces new keys of ${name}, but they are the same as before.`,
  'withheld-change': () => 'The server withholds a change of this room from you.',
  withheld: () => 'The server withholds messages from you that you may read.',
  'unreadable-key': (name) => `The present key of this room, which ${name} made, cannot be opened here.`,
  torn: () => 'Two parts of this conversation do not join: the server left something out, or changed it.',
  views: (name) => `${name} saw this conversation differently.`,
};

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room */
export function troublesView(session, room) {
  const { troubles } = room;
  const renamed = room.members.filter((/** @type {any} */ m) => m.person.claimed).map((/** @type {any} */ m) => m.person);
  if (troubles.length + renamed.length === 0) return nothing;
  const views = [...troubles.map((trouble) => troubleView(session, room, trouble)), ...renamed.map((/** @type {any} */ person) => renamedView(session, person))];
  return html`<div class="troubles">${views.slice(0, 3)}</div>`;
}

/** Somebody whom the server calls otherwise than before: the name that is known stays until this person takes the new one. @param {import('../core/session/session.js').Session} session @param {any} person */
function renamedView(session, person) {
  const { claimed } = person;
  const moved = claimed.username !== person.username;
  return html`<div class="trouble" role="alert" data-code="renamed">${ring('split', 'ring--l')}
    <div><p><b>The server now calls ${fullName(person)} by another name: ${fullName(claimed)}.</b></p>
    <p class="quiet">${moved ? 'User names do not change: the server may be passing one person off as another. Ask them in a way that you trust.'
      : 'The keys are the same as before. If you do not know of the change, ask them first.'} Until you take the new name, the known one stays.</p>
    <button class="btn btn--s" type="button" @click=${() => session.acceptNames(person.userId)}>Use the new name</button></div></div>`;
}

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function troubleView(session, room, trouble) {
  const name = trouble.userId ? session.directory.shown(trouble.userId).displayName : 'Somebody';
  return html`<div class="trouble" role="alert" data-code=${trouble.code}>${ring('split', 'ring--l')}
    <div><p><b>${WORDS[trouble.code](name)}</b></p>
    <p class="quiet">${trouble.blocks ? 'Nothing is sent from here until that is settled. ' : ''}${wayOn(room, trouble)}</p>
    ${action(session, room, trouble)}</div></div>`;
}

/** @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function wayOn(room, { code, pos }) {
  switch (code) {
    case 'pins-missing': case 'pins-damaged': case 'pins-old':
      return 'Ask the person who runs the server. If there is a good reason, begin a new list: then compare with the people you know once more.';
    case 'server-key': return 'Ask the person who runs the server whether that is meant to be so.';
    case 'new-identity': return 'It happens after a forgotten password, and when somebody pretends. Compare the numbers by telephone or face to face.';
    case 'former-identity': return 'Anyone who still has those keys could read along. Ask by phone or in person which keys are in use, and compare the numbers.';
    case 'own-identity': return 'Load the page again. If this stays, ask the person who runs the server.';
    case 'restored': case 'rolled-back': case 'two-stories':
      return 'It happens when the server was restored from a back-up, and when something is to be hidden. Ask the person who runs the server. What is not sent yet is kept. What you see stays until you load the page again or go on.';
    case 'views': return `From line ${pos} on. Nothing is hidden: ask each other what you see.`;
    case 'withheld': return 'They are marked below. Ask the others what they say, and tell the person who runs the server.';
    case 'unreadable-key': return 'Either they or the server spoiled your copy of it. Your next message makes a new key for everybody. If it happens again, talk to them: an owner can remove them.';
    case 'torn': return 'Nothing is hidden. Load the page again; if this stays, ask the person who runs the server.';
    default: return room.standing === 'broken' ? 'Tell the person who runs the server.' : 'What you see was true up to there. Tell the others and the person who runs the server.';
  }
}

/** @param {import('../core/session/session.js').Session} session @param {import('../core/room/room.js').Room} room @param {import('../core/trust/troubles.js').Trouble} trouble */
function action(session, room, { code, userId, identityId }) {
  const button = (/** @type {string} */ words, /** @type {() => void} */ run) => html`<button class="btn btn--s" type="button" @click=${run}>${words}</button>`;
  if (code.startsWith('pins-')) return button('Begin a new list', () => session.beginAnew());
  if (['restored', 'rolled-back', 'two-stories'].includes(code)) return button('Go on with what the server has', () => session.acceptRestored(room.roomId));
  if (code === 'server-key') return button('It is still our server', () => session.acceptServer());
  if ((code === 'new-identity' || code === 'former-identity') && userId && identityId) return button('Compare…', () => compare(session, { userId, identityId }, room));
  return nothing;
}
