// @ts-check
// Of all recordings on the page one is played at a time.

/** @type {HTMLMediaElement|null} */
let playing = null;

/** Another one stops. @param {HTMLMediaElement} player */
export function playAlone(player) {
  if (playing && playing !== player) playing.pause();
  playing = player;
}
