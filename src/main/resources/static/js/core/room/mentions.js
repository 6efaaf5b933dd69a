// @ts-check
// Mentions: whom a text that is typed names, who may mention everybody, and which messages mention this person.

/** @typedef {import('../../protocol/content.js').Mentions} Mentions */
/** @typedef {import('../session/directory.js').Person} Person */
/** @typedef {import('./state.js').RoomState} RoomState */
/** `@name` in a text: where it begins, its length, and the name. @typedef {{at: number, length: number, name: string}} Tag */

export const EVERYONE = 'everyone';
/** In rooms of up to so many people anybody may mention everyone, in larger ones owners. */
const SMALL_ROOM = 20;
/** So many people can be mentioned by name (R3). */
const MOST_MENTIONS = 50;
const MOST_CANDIDATES = 8;
/** At the start of a word: an address such as `a@b.example` has none. */
const TAG = /(?<![\p{L}\p{N}\p{M}@._/-])@(\p{L}[\p{L}\p{N}\p{M}._-]*)/gu;
const CODE = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|(`+)[\s\S]*?\2/gu;

/** @param {string} name */
const folded = (name) => name.normalize('NFKC').toLowerCase();

/** Names of a text. Of `@bob.` the full stop ends the sentence. @param {string} text @param {(name: string) => boolean} isKnown @returns {Tag[]} */
export function tagsIn(text, isKnown) {
  return [...text.matchAll(TAG)].flatMap((match) => {
    let [, name] = match;
    while (name && !isKnown(folded(name))) name = /[._-]$/.test(name) ? name.slice(0, -1) : '';
    return name ? [{ at: match.index, length: name.length + 1, name: folded(name) }] : [];
  });
}

/** Whom a message mentions by now: what its last edit says. @param {{mn?: Mentions}[]} versions */
export const lastMentions = (versions) => versions.at(-1)?.mn;

/** @param {import('./member-state.js').MemberState} people @param {string} userId */
const mayMentionAll = ({ members }, userId) => members.size <= SMALL_ROOM || members.get(userId)?.role === 1;

/** Whether a message of somebody's that mentions these mentions a person. @param {RoomState} state @param {Mentions|undefined} mentions @param {string} sender @param {string} me */
export const isMentioned = ({ people }, mentions, sender, me) => mentions !== undefined && sender !== me
  && (mentions === 'room' ? mayMentionAll(people, sender) : mentions.includes(me));

export class Mentioning {
  #room;
  #me;

  /** @param {import('./room-people.js').RoomPeople} room @param {Pick<import('../session/session.js').Context, 'me'>} context */
  constructor(room, { me }) {
    this.#room = room;
    this.#me = me.userId;
  }

  /** Whether somebody may mention everyone. @param {string} [userId] */
  mayAll(userId = this.#me) {
    return mayMentionAll(this.#room.state.people, userId);
  }

  /** The field of a message with this text. @param {string} text @returns {{mn?: Mentions}} */
  of(text) {
    const people = new Map(this.#room.members.map(({ person }) => [folded(person.username), person.userId]));
    const tags = tagsIn(text.replace(CODE, ' '), (name) => people.has(name) || name === EVERYONE);
    if (this.mayAll() && tags.some(({ name }) => name === EVERYONE && !people.has(name))) return { mn: 'room' };
    const ids = [...new Set(tags.flatMap(({ name }) => people.get(name) ?? []))].slice(0, MOST_MENTIONS);
    return ids.length > 0 ? { mn: ids } : {};
  }

  /** Who a name that is being typed may be, those who begin with it first. @param {string} query @returns {Person[]} */
  candidates(query) {
    const sought = folded(query);
    const rank = (/** @type {Person} */ { username, displayName }) => {
      const names = [folded(username), folded(displayName)];
      if (names.some((name) => name.startsWith(sought))) return 0;
      return names.some((name) => name.split(/[\s._-]+/).some((part) => part.startsWith(sought))) ? 1 : 2;
    };
    const others = this.#room.members.map(({ person }) => person).filter(({ userId, username }) => userId !== this.#me && username);
    return others.map((person) => ({ person, rank: rank(person) })).filter((one) => one.rank < 2)
      .sort((a, b) => a.rank - b.rank || a.person.displayName.localeCompare(b.person.displayName)).map(({ person }) => person).slice(0, MOST_CANDIDATES);
  }

  /** Whether `everyone` is offered for what is typed. @param {string} query */
  offersAll = (query) => EVERYONE.startsWith(folded(query)) && this.mayAll();

  /** What is shown of a name in a message that mentions these; null where it mentions nobody of this name. @param {Mentions} mentions @param {string} name @returns {{person: Person|null, isMe: boolean}|null} */
  shown(mentions, name) {
    if (mentions === 'room') return name === EVERYONE ? { person: null, isMe: true } : null;
    const id = mentions.find((userId) => folded(this.#room.directory.shown(userId).username) === name);
    return id ? { person: this.#room.directory.shown(id), isMe: id === this.#me } : null;
  }

  /** Others whom a message mentions by name. @param {Mentions|undefined} mentions */
  others = (mentions) => (Array.isArray(mentions) ? [...new Set(mentions)].filter((userId) => userId !== this.#me).map((userId) => this.#room.directory.shown(userId)) : []);

  /** Whether a message of somebody's that mentions these mentions this person. @param {Mentions|undefined} mentions @param {string} sender */
  isOfMe = (mentions, sender) => isMentioned(this.#room.state, mentions, sender, this.#me);

  /** How many messages behind a position mention this person, by themselves or by an edit. @param {RoomState} state @param {number} readPos */
  countAfter(state, readPos) {
    const found = new Set();
    for (const [pos, item] of state.items.upFrom(readPos + 1)) {
      if (item.kind === 'message' && item.isNews && this.isOfMe(item.target.mn, item.target.userId)) found.add(pos);
      if (item.kind !== 'relation') continue;
      const { content, userId, identityId } = item.relation;
      const target = state.items.get(content.of[0]);
      if (content.t !== 'edit' || target?.kind !== 'message' || target.target.hash !== content.of[1] || target.target.identityId !== identityId) continue;
      // Who was mentioned before has been told.
      if (!this.isOfMe(target.target.mn, userId) && this.isOfMe(content.mn, userId)) found.add(target.pos);
    }
    return found.size;
  }
}
