// What people do with the page in the chaos test, as functions of its session, and what is seen of it.
(() => {
  const session = document.getElementById('app').session;
  /** With an honest server a line is locked for no other reason than these. */
  const CAUSES = new Set(['no-key', 'before-joining', 'unreachable']);
  /** Seconds that messages are kept at least. */
  const SHORTEST = 60;
  const any = (list, n) => list[n % list.length];
  const owned = () => session.rooms.filter((room) => room.role === 'owner');
  const others = (room) => room.members.filter((member) => member.userId !== session.me.userId);

  /** Does something in the first room where it can be done; says whether it came to pass. */
  async function within(rooms, n, work) {
    for (let i = 0; i < rooms.length; i++) {
      const room = any(rooms, n + i);
      await room.open();
      if ((await work(room)) !== false) return true;
    }
    return false;
  }

  const actions = {
    create: async (n) => {
      const mode = n % 3 ? 'end-to-end' : 'managed';
      await session.createRoom({ name: `Room ${n}`, mode, people: session.people });
      return true;
    },
    open: (n) => within(session.rooms, n, (room) => void (location.hash = `#/room/${room.roomId}`)),
    say: (n, text) => within(session.rooms, n, (room) => room.send(text)),
    edit: (n, text) => within(session.rooms, n, (room) => room.editing.newest !== null && room.editing.save(room.editing.newest, `${text}, changed`)),
    delete: (n) => within(session.rooms, n, async (room) => {
      const item = any(itemsOf(room).filter((one) => room.deleting.may(one)), n);
      if (item) await room.deleting.begin(item);
      return item !== undefined;
    }),
    direct: async (n) => {
      const person = any(session.people.filter(({ userId }) => userId !== session.me.userId), n);
      if (person) await session.openDirect([person.userId]);
      return person !== undefined;
    },
    react: (n) => within(session.rooms, n, (room) => {
      const item = any(itemsOf(room).filter((one) => room.reacting.may(one)), n);
      return item !== undefined && room.reacting.toggle(item, any(['👍', '🎉', '👀'], n));
    }),
    join: async (n) => {
      const invited = any(session.invitations, n);
      if (invited) await session.accept(invited);
      return invited !== undefined;
    },
    invite: (n) => within(session.rooms, n, async (room) => {
      const here = new Set([...room.members, ...room.invited].map((person) => person.userId));
      const person = any(session.people.filter(({ userId }) => !here.has(userId)), n);
      if (!person) return false;
      const [{ outcome }] = await room.invite([person]);
      return outcome === 'online' || outcome === 'offline';
    }),
    leave: (n) => within(session.rooms, n, (room) => room.canLeave === true && room.members.length > 1 && room.leave()),
    remove: (n) => within(owned(), n, (room) => others(room).length > 0 && room.remove(any(others(room), n))),
    role: (n) => within(owned(), n, (room) => others(room).length > 0 && room.setRole(any(others(room), n), 'owner')),
    history: (n) => within(owned(), n, (room) => room.setHistory(!room.verified.ledger.fullHistory)),
    retention: (n) => within(owned(), n, (room) => room.setRetention(room.expiring.seconds === 0 ? SHORTEST : 0)),
    /** In all rooms of this person's. */
    expire: async () => {
      for (const room of owned()) {
        await room.open();
        if (room.expiring.seconds !== SHORTEST) await room.setRetention(SHORTEST);
      }
      return true;
    },
    password: async (n, current, next) => {
      await session.changePassword({ current, next });
      return true;
    },
    keys: async (n, current) => {
      await session.identity.newKeys(current, session.identity.drawCode());
      session.outdated();
      return true;
    },
    clear: async () => {
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
      return true;
    },
  };

  /** Every line that was ever locked here since one last asked, by place, with the causes it named. */
  const locks = new Map();
  const itemsOf = (room) => [...room.state.items.upFrom(0)].map(([, item]) => item);
  const lockedIn = (room) => itemsOf(room).filter((item) => item.kind === 'locked');
  const watched = new WeakSet();

  function watch() {
    for (const room of session.rooms.filter((room) => room.isOpened)) {
      if (!watched.has(room)) room.addEventListener('messages', watch);
      watched.add(room);
      for (const line of lockedIn(room)) locks.set(`${room.roomId} ${line.pos} ${line.reason}`, line);
    }
    for (const shown of document.querySelectorAll('li.locked')) {
      const named = shown.querySelector('b')?.textContent && shown.querySelector('p')?.textContent;
      if (!named) locks.set(`shown without a cause: ${shown.textContent}`, { reason: 'unnamed' });
    }
  }
  session.addEventListener('rooms', watch);

  /** How often each cause was named, and what named none that can be true. */
  function taken() {
    watch();
    const all = [...locks];
    locks.clear();
    const causes = {};
    for (const [, { reason }] of all) causes[reason] = (causes[reason] ?? 0) + 1;
    return { causes, false: all.filter(([, { reason }]) => !CAUSES.has(reason)).map(([place]) => place) };
  }

  /** Whether somebody who reads here may read a locked line, and somebody is there from whom its key can come. */
  function mayOpen(room, line) {
    const { ledger, keys } = room.verified;
    if (line.reason === 'before-joining') return ledger.fullHistory;
    if (line.reason !== 'no-key') return true;
    const { mayHave, holders } = room.remedy(line.epoch);
    const hasOwn = keys.accepted(line.epoch)?.rows.some((row) => row.userId === session.me.userId);
    return hasOwn || (mayHave && holders.length > 0);
  }

  /**
   * How each message stands by now, by position: its text and its reactions, or that it is deleted. Of those that are
   * open only the ones behind which nothing is locked here: a change that this person may not read is not in their picture.
   * Nor is a deleted message that they could not read in the first place.
   */
  function pictures(room) {
    const lastLocked = Math.max(0, ...lockedIn(room).map((item) => item.pos));
    const open = itemsOf(room).filter((item) => item.kind === 'message' && item.pos > lastLocked);
    const picture = (item) => [room.editing.textOf(item), ...room.reacting.of(item).map(({ emoji, userIds }) => `${emoji} ${userIds.toSorted()}`).toSorted()].join(' | ');
    const deleted = itemsOf(room).filter((item) => room.deleting.isDeleted(item.pos) && (item.kind !== 'locked' || mayOpen(room, item)));
    return Object.fromEntries([...open.map((item) => [item.pos, picture(item)]), ...deleted.map((item) => [item.pos, item.kind === 'deleted' ? 'deleted' : `deleted, and ${item.kind}`])]);
  }

  async function whole(room) {
    await room.open();
    while (!room.atStart) {
      await room.loadOlder();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // Somebody who was out of the room when a message was to go tries again, as anybody would.
    for (const line of room.pending) if (line.reason?.startsWith('You were not in this room')) await room.retry(line);
    const texts = itemsOf(room).filter((item) => item.kind === 'message').map((item) => item.text);
    const { log } = room.verified;
    return {
      id: room.roomId, mode: room.mode, pictures: pictures(room), story: `${log.last} ${log.hashAt(log.last)}`, lines: texts.length, retention: room.expiring.seconds,
      wrong: [
        ...lockedIn(room).filter((line) => mayOpen(room, line)).map((l) => `locked: ${l.pos} ${l.reason}, epoch ${l.epoch}`),
        ...room.troubles.map((trouble) => `trouble: ${JSON.stringify(trouble)}`),
        ...texts.filter((text, i) => texts.indexOf(text) !== i).map((text) => `said twice: ${text}`),
        ...(room.deleting.count > 0 ? [`${room.deleting.count} deletions are not done`] : []),
        ...room.pending.filter((line) => line.pos === null).map((line) => `unsent: ${line.state} ${line.reason ?? ''}`),
      ],
    };
  }

  window.chaos = {
    /** `done`, `nothing` where there was nothing to do, `slow`, or why it could not be. */
    act: (patience, action, n, ...rest) => Promise.race([
      actions[action](n, ...rest).then((done) => (done ? 'done' : 'nothing'), (error) => `${error.code ?? error}`),
      new Promise((resolve) => setTimeout(resolve, patience, 'slow')),
    ]),
    taken,
    state: async () => {
      const rooms = [];
      for (const room of session.rooms) rooms.push(await whole(room));
      return { online: session.connection === 'online', rooms };
    },
  };
})();
