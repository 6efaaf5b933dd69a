// @ts-check
import * as admin from '../core/session/admin.js';
import '../view/admin.js';

const app = /** @type {any} */ (document.getElementById('app'));
app.admin = admin;
