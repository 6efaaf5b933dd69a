// @ts-check
import { browser } from '../browser/platform.js';
import { usePlatform } from '../core/platform.js';
import * as admin from '../core/session/admin.js';
import '../view/admin.js';

usePlatform(browser);
Object.assign(/** @type {HTMLElement} */ (document.getElementById('app')), { admin });
