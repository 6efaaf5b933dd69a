// @ts-check
// What a session gives its rooms.

/** @typedef {import('../../protocol/frames.js').ClientFrame} ClientFrame */
/** @typedef {import('../../protocol/frames.js').PostFlags} PostFlags */
/** @typedef {import('../../protocol/frames.js').Accepted|import('../../protocol/frames.js').Refused} Posted */
/** @typedef {import('./directory.js').Person} Person */

/**
 * @typedef {Person & import('../../protocol/rest.js').Self} Me the person whose session it is
 *
 * @typedef {object} Context what rooms need of their session
 * @property {Me} me
 * @property {import('../../crypto/vault.js').OpenedKeys[]} ownKeys
 * @property {import('./unsent-store.js').UnsentStore} unsent
 * @property {import('../files/files.js').Files} files
 * @property {import('../history/history.js').History} history
 * @property {import('./directory.js').Directory} directory
 * @property {import('../room/room-events.js').Actor} actor
 * @property {import('../trust/trust.js').Trust} trust
 * @property {import('./personal-settings.js').PersonalSettings} settings
 * @property {() => boolean} serverChanged whether the server signs with a key that no pinned one vouches for
 * @property {() => boolean} isOnline
 * @property {(frame: ClientFrame) => boolean} send
 * @property {(roomId: string, clientId: string, envelope: string, flags: PostFlags) => Promise<Posted>} post
 * @property {(roomId: string) => Promise<number>} openEpoch
 * @property {(message: {key: string, values: Record<string, string>}, kind?: string) => void} notice tells the user something
 * @property {import('./choices.js').Choices} choices
 * @property {(who: (string|Person)[]) => Promise<import('./inviting.js').Invited[]>} resolve
 */

export {};
