// @ts-check
// What the first look at a room does not need, as one module that is loaded later: see `on-demand.js`.
import './search.js';
import './settings.js';
import './who.js';
export { blockedPeople, newMessage } from './direct-dialogs.js';
export { chooseEmoji } from './emoji-picker.js';
export { compare } from './fingerprints.js';
export { invite, newRoom, rename, setTopic } from './forms.js';
export { showLetterboxes } from './letterboxes.js';
export { recoveryCode } from './own-identity.js';
export { openProfile } from './profile.js';
export { saveMessages } from './saving.js';
export { serverSees } from './server-sees.js';
export { switcher } from './switcher.js';
export { openViewer } from './viewer.js';
