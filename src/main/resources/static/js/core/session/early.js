// @ts-check
import { get } from '../platform.js';

/**
 * Asks for what every session begins with, before it is known whose it is. Pins of somebody else do not open.
 * @typedef {ReturnType<typeof askEarly>} Early
 */
export function askEarly() {
  const early = { pins: get('/api/me/pins'), serverKeys: get('/api/server-keys') };
  for (const answer of Object.values(early)) answer.catch(() => {});
  return early;
}
