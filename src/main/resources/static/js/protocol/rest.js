// @ts-check
// The answers of the REST endpoints, as docs/protocol.md and `GET /api/openapi` say. Ids are lower-case UUIDs, times
// are milliseconds, bytes are in Base64.

/** @typedef {'managed'|'end-to-end'} Mode */
/** @typedef {{settings: import('../core/session/personal-settings.js').Settings, rooms: {roomId: string, level: 'all'|'mentions'|'nothing'}[]}} OwnSettings */
/** A session of one's own; words that the server does not know are empty. @typedef {{sessionId: string, browser: string, system: string, address: string, since: number, lastSeen: number, current: boolean}} OwnSession */
/** @typedef {'member'|'owner'} Role */
/** Somebody as anybody who is signed in sees them; `lastSeen` is null for somebody who was never here, `status` empty for who says nothing of themselves, `avatar` for who has no picture. @typedef {{userId: string, username: string, displayName: string, identityId: string|null, online: boolean, lastSeen: number|null, status: string, avatar: string}} PersonView */
/** @typedef {{userId: string, username: string, displayName: string, role: string, identityId: string|null, recovery: boolean, freshUntil: number, status: string, avatar: string}} Self */

/**
 * A room in a member's list.
 * @typedef {{roomId: string, name: string, mode: Mode, role: Role, members: number, joinedPos: number, lastPos: number,
 *   lastAt: number, readPos: number, unread: number}} RoomSummary
 * @typedef {PersonView & {role: Role, joinedPos: number, joinedAt: number, suspended: boolean}} MemberView
 * @typedef {PersonView & {invitedBy: string, at: number, expires: number}} InvitedView
 * @typedef {RoomSummary & {prevEvent: string, openEpoch: number|null, lastEpoch: number, lastHash: string,
 *   people: MemberView[], invited: InvitedView[]}} RoomDetail
 */
/**
 * An open invitation as the invited person sees it.
 * @typedef {{roomId: string, name: string, mode: Mode, invitedBy: {userId: string, username: string, displayName: string},
 *   at: number, expires: number, prevEvent: string, members: number}} InvitationView
 */
/**
 * An entry of a log, with its bytes, or with their hash where they are not for this reader.
 * @typedef {{pos: number, type: number, at: number, entry?: string, hash?: string, quiet?: true}} LogEntry
 * @typedef {{pos: number, type: number, at: number, entry: string, quiet?: true}} WholeEntry
 * @typedef {{before: string, entries: LogEntry[], head: number}} LogSlice
 */
/** @typedef {{userId: string, identityId: string, record: string}} IdentityView */
/** Before there is an identity, without record and vault. @typedef {{userId: string, locks: {kind: number, lock: string}[], lockPart: string, previous: string|null} & ({record: string, vault: string}|{record: null, vault: null})} OwnVault */
/** @typedef {{box: number, lastUsed: number|null, grants: string[]}} BoxView `lastUsed` is null where no letter came, `grants` are one's own */
/** An upload: its stored length, whether it is complete, and the numbers of its chunks that are there. @typedef {{size: number, complete: boolean, chunks: number[]}} FileChunks */
/** @typedef {{userId: string, identityId: string, epoch: number}} SharedKey */
/** @typedef {{wanted: (SharedKey & {since: number})[], shared: SharedKey[]}} KeyBoard */
/** @typedef {{userId: string, username: string, displayName: string, role: string, suspended: boolean, created: number, lastSeen: number|null, online: boolean}} AccountView */
/** @typedef {{soleOwner: number}} OwnershipView in how many rooms with other members somebody is the only owner who can act */
/** A room in which no owner can act. @typedef {{roomId: string, name: string, members: number}} LeaderlessRoom `members` counts those who are not suspended */
/** What stands behind a link's token. @typedef {{expires: number} & ({kind: 'reset', username: string, displayName: string}|{kind: 'setup'|'register', username: null, displayName: null})} LinkView */
/** @typedef {{linkId: string, url: string, expires: number}} MadeLink */
/** @typedef {{linkId: string, kind: string, created: number, expires: number, createdBy: string|null}} OpenLink */

/**
 * What `GET` answers at a path.
 * @template {string} P
 * @typedef {P extends '/api/me' ? Self
 *   : P extends '/api/me/vault' ? OwnVault
 *   : P extends '/api/me/pins' ? {pins: string}
 *   : P extends '/api/me/push' ? {key: string|null, subscribed: boolean}
 *   : P extends '/api/me/settings' ? OwnSettings
 *   : P extends '/api/me/sessions' ? {sessions: OwnSession[]}
 *   : P extends '/api/me/rooms' ? {rooms: {roomId: string, favourite: boolean, accepted: boolean}[]}
 *   : P extends '/api/me/blocks' ? {blocked: PersonView[]}
 *   : P extends '/api/rooms' ? {rooms: RoomSummary[], invitations: InvitationView[]}
 *   : P extends `/api/rooms/${string}/log?${string}` ? LogSlice
 *   : P extends `/api/rooms/${string}/events?${string}` ? {entries: WholeEntry[]}
 *   : P extends `/api/rooms/${string}/grants?${string}` ? {grants: string[], records: WholeEntry[]}
 *   : P extends `/api/rooms/${string}/files/${string}/chunks` ? FileChunks
 *   : P extends `/api/rooms/${string}/boxes` ? {boxes: BoxView[]}
 *   : P extends `/api/rooms/${string}/keys` ? KeyBoard
 *   : P extends `/api/rooms/${string}` ? RoomDetail
 *   : P extends `/api/users?${string}` ? {items: PersonView[]}
 *   : P extends `/api/users/${string}/identities` ? {identities: IdentityView[]}
 *   : P extends `/api/users/${string}` ? PersonView
 *   : P extends '/api/server-keys' ? {keys: string[]}
 *   : P extends `/api/sign-in/salt?${string}` ? {salt: string}
 *   : P extends `/api/admin/users?${string}` ? {items: AccountView[], next: string|null}
 *   : P extends '/api/admin/links' ? {items: OpenLink[]}
 *   : P extends '/api/admin/rooms/leaderless' ? {items: LeaderlessRoom[]}
 *   : P extends `/api/admin/rooms/${string}/candidates` ? {items: {userId: string, username: string, displayName: string}[]}
 *   : P extends `/api/admin/users/${string}/ownership` ? OwnershipView
 *   : unknown} Got
 */
/**
 * What `POST` answers at a path; null where the answer is empty.
 * @template {string} P
 * @typedef {P extends '/login'|'/api/links/register'|'/api/links/reset'|'/api/links/recover' ? Self
 *   : P extends '/api/links/check' ? LinkView
 *   : P extends '/api/links/vault' ? {userId: string, vault: string|null, recoveryLock: string|null, lockPart: string}
 *   : P extends '/api/me/identity' ? {challengeId: string, challenge: string}
 *   : P extends `/api/me/identity/${string}` ? {identityId: string}
 *   : P extends '/api/users/lookup' ? {found: PersonView[], unknown: string[]}
 *   : P extends '/api/identities/lookup' ? {identities: IdentityView[]}
 *   : P extends '/api/rooms' ? {roomId: string, lastPos: number}
 *   : P extends `/api/rooms/${string}/events` ? {lastPos: number}
 *   : P extends `/api/rooms/${string}/epochs` ? {epoch: number}
 *   : P extends `/api/rooms/${string}/boxes/${string}/token` ? {token: string}
 *   : P extends `/api/rooms/${string}/files/${string}/complete` ? null
 *   : P extends `/api/rooms/${string}/files` ? {fileId: string}
 *   : P extends `/api/rooms/${string}/boxes` ? {box: number, token: string}
 *   : P extends '/api/admin/links'|`/api/admin/users/${string}/reset-link` ? MadeLink
 *   : null} Posted
 */

export {};
