import common from './en/common.js';
import chat from './en/chat.js';
import changes from './en/changes.js';
import letterbox from './en/letterbox.js';
import messages from './en/messages.js';
import settings from './en/settings.js';
import signIn from './en/sign-in.js';
import search from './en/search.js';
import live from './en/live.js';
import people from './en/people.js';
import problems from './en/problems.js';
import direct from './en/direct.js';
import admin from './en/admin.js';
import talk from './en/talk.js';
import files from './en/files.js';

export default { ...common, ...chat, ...changes, ...letterbox, ...messages, ...signIn, ...people, ...live, ...search, ...settings, ...problems, ...direct, ...admin, ...talk, ...files };
