import common from './de/common.js';
import chat from './de/chat.js';
import changes from './de/changes.js';
import letterbox from './de/letterbox.js';
import messages from './de/messages.js';
import settings from './de/settings.js';
import signIn from './de/sign-in.js';
import search from './de/search.js';
import live from './de/live.js';
import people from './de/people.js';
import problems from './de/problems.js';
import direct from './de/direct.js';
import admin from './de/admin.js';
import talk from './de/talk.js';
import files from './de/files.js';

export default { ...common, ...chat, ...changes, ...letterbox, ...messages, ...signIn, ...people, ...live, ...search, ...settings, ...problems, ...direct, ...admin, ...talk, ...files };
