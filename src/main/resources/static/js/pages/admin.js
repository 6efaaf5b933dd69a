// @ts-check
import { browser } from '../browser/platform.js';
import { usePlatform } from '../core/platform.js';
import * as admin from '../core/session/admin.js';
import '../view/admin.js';

usePlatform(browser);
const app = /** @type {any} */ (document.getElementById('app'));
app.admin = admin;
