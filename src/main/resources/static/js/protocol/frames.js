// @ts-check
// The frames of the socket (docs/protocol.md, "The WebSocket").

/** @typedef {import('./rest.js').RoomSummary} RoomSummary */
/** @typedef {import('./rest.js').InvitationView} InvitationView */
/** @typedef {import('./rest.js').PersonView} PersonView */
/** @typedef {import('./rest.js').LogEntry} LogEntry */
/** @typedef {import('./rest.js').Mode} Mode */

/**
 * From this page to the server.
 * @typedef {{type: 'hello', rooms: {roomId: string, pos: number}[]}} Hello
 * @typedef {{quiet?: true, alert?: string[]|'room', files?: string[]}} PostFlags
 * @typedef {{type: 'post', roomId: string, clientId: string, envelope: string} & PostFlags} Post
 * @typedef {{type: 'open', roomId: string}} Open
 * @typedef {{type: 'read', roomId: string, pos: number}} MarkRead
 * @typedef {{type: 'unread', roomId: string, pos: number}} MarkUnread
 * @typedef {{type: 'watch', roomId: string|null}} Watch the room that the page shows
 * @typedef {{type: 'typing', roomId: string}} SayTyping
 * @typedef {{type: 'ping'}} Ping
 * @typedef {Hello|Post|Open|MarkRead|MarkUnread|Watch|SayTyping|Ping} ClientFrame
 */
/**
 * From the server to this page.
 * @typedef {{type: 'welcome', userId: string, time: number, rooms: RoomSummary[], invitations: InvitationView[],
 *   online: {userId: string, since: number}[], defaultMode: Mode, maxFileSize?: number,
 *   own?: string, peopleAt?: number, keysWanted?: string[]}} Welcome
 * @typedef {{type: 'entries', roomId: string, entries: LogEntry[]}} Entries
 * @typedef {{type: 'head', roomId: string, pos: number}} Head
 * @typedef {{type: 'accepted', roomId: string, clientId: string, pos: number, at: number}} Accepted
 * @typedef {{type: 'refused', roomId: string, clientId?: string, code: string, title: string, retryAfter?: number}} Refused seconds to wait, where waiting helps
 * @typedef {{type: 'opened', roomId: string, epoch: number}} Opened
 * @typedef {{type: 'grants', roomId: string, grants: string[]}} Grants
 * @typedef {{type: 'keys-wanted', roomId: string, userId: string}} KeysWanted
 * @typedef {{type: 'joined', room: RoomSummary}} Joined
 * @typedef {{type: 'removed', roomId: string, pos: number}} Removed
 * @typedef {{type: 'invitation', invitation: InvitationView}} Invited
 * @typedef {{type: 'invitation-gone', roomId: string, reason: string}} InvitationGone
 * @typedef {{userId: string, pos: number, at: number}} Mark how far somebody has read, and when that was
 * @typedef {{type: 'read', roomId: string, pos?: number, back?: true, marks?: Mark[]}} Read one's own position, or the marks of others
 * @typedef {{type: 'typing', roomId: string, userIds: string[]}} Typing
 * @typedef {{type: 'settings'} & import('./rest.js').OwnSettings} SettingsChanged
 * @typedef {{type: 'sessions'}} SessionsChanged
 * @typedef {{type: 'choices'}} ChoicesChanged
 * @typedef {{userId: string, online: boolean, at: number}} PresenceChange
 * @typedef {{type: 'presence', changes: PresenceChange[]}} Presence
 * @typedef {{type: 'person', person: PersonView}} PersonChanged
 * @typedef {{type: 'pong'}} Pong
 * @typedef {{type: 'problem', code: string, title: string}} Trouble
 * @typedef {Welcome|Entries|Head|Accepted|Refused|Opened|Grants|KeysWanted|Joined|Removed|Invited|InvitationGone|Read|Typing|SettingsChanged
 *   |SessionsChanged|ChoicesChanged|Presence|PersonChanged|Pong|Trouble} ServerFrame
 */
/** Answers to `post` and `open`. @typedef {Accepted|Opened|Refused} Reply */

export {};
