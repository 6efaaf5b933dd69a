// @ts-check

/**
 * Asks for what every session begins with, before it is known whose it is. Pins of somebody else do not open.
 * @typedef {ReturnType<typeof askEarly>} Early
 * @param {import('../history/answers.js').Answers} answers
 */
export function askEarly(answers) {
  const early = { pins: answers.get('/api/me/pins'), serverKeys: answers.get('/api/server-keys') };
  for (const answer of Object.values(early)) answer.catch(() => {});
  return early;
}
