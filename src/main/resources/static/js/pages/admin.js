// @ts-check
import '../view/appearance.js';
import { browser } from '../browser/platform.js';
import { usePlatform } from '../core/platform.js';
import { Administration } from '../core/session/administration.js';
import { Problem } from '../protocol/problems.js';
import '../view/admin.js';
import { keepFormsWhileComposing } from '../view/composition.js';

usePlatform(browser);
keepFormsWhileComposing();
const app = /** @type {HTMLElement} */ (document.getElementById('app'));
try {
  const admin = await Administration.find((why) => {
    if (why === 'another') Object.assign(app, { over: { why } });
    else location.replace(`/login#${why}`);
  });
  Object.assign(app, { admin });
} catch (error) {
  if (!(error instanceof Problem && error.code === 'signed-out')) throw error;
  location.replace('/login#ended');
}
