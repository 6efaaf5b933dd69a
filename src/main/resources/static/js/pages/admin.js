// @ts-check
import * as admin from '../model/admin.js';
import '../view/admin.js';

const app = /** @type {any} */ (document.getElementById('app'));
app.admin = admin;
