import common from './ar/common.js';
import chat from './ar/chat.js';
import changes from './ar/changes.js';
import letterbox from './ar/letterbox.js';
import messages from './ar/messages.js';
import settings from './ar/settings.js';
import signIn from './ar/sign-in.js';
import search from './ar/search.js';
import live from './ar/live.js';
import people from './ar/people.js';
import problems from './ar/problems.js';
import direct from './ar/direct.js';
import admin from './ar/admin.js';
import talk from './ar/talk.js';
import files from './ar/files.js';

export default { ...common, ...chat, ...changes, ...letterbox, ...messages, ...signIn, ...people, ...live, ...search, ...settings, ...problems, ...direct, ...admin, ...talk, ...files };
