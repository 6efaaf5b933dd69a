// @ts-check
import { Answers } from '../history/answers.js';
import { platform } from '../platform.js';
import { askEarly } from './early.js';
import { SessionBinding } from './session-binding.js';
import { Session } from './session.js';
import { canEncrypt, loadKeys, loadPinsKey, sessionMark } from './stored-keys.js';

/** The session has no keys in this browser. */
export class Locked extends Error {}

/**
 * The session of this browser; throws `Locked` where its keys are gone, Problem where it is over.
 * @param {(isWaiting: boolean) => void} [tell] whether the server does not answer for now
 */
export async function findSession(tell) {
  const answers = new Answers();
  const early = askEarly(answers);
  const { me, binding } = await SessionBinding.find(tell, answers);
  const db = await platform().storage.open(me.userId);
  const [own, pins, mark, canKeep] = await Promise.all([loadKeys(db), loadPinsKey(db), sessionMark(db), canEncrypt(db)]);
  if (!own || !pins || own[0].identityId !== me.identityId || !canKeep) {
    db.close();
    throw new Locked();
  }
  answers.belong(db);
  return new Session(me, binding, db, { own, pins }, mark, early, answers);
}
