// @ts-check
import { after, cancel, now, platform, random } from '../platform.js';

const PING_MILLIS = 20000;
/** How long a socket may take to open: a proxy may swallow a handshake without a word. */
const OPEN_MILLIS = 10000;
/** How long the server may take to say welcome on an open one. */
const WELCOME_MILLIS = 20000;
/** A connection that may have died meanwhile has this long to answer a ping. */
const PROBE_MILLIS = 3000;
/** How often the clock is looked at, and how far ahead of the timers it is after the device has slept. */
const WATCH_MILLIS = 5000;
const SLEPT_MILLIS = 30000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30000;
/** A server that restarts is away for seconds: for so long nobody waits longer than this. */
const SHORT_ABSENCE = 60000;
const LONGEST_AT_FIRST = 4000;
const NO_ANSWER = 1006;
const GOING_AWAY = 1001;
const SESSION_ENDED = 4401;

/**
 * The live connection of a page. Reconnects by itself with jittered, growing pauses. Every phase has a
 * deadline, and the state changes when this page decides that a socket is dead: nothing waits for its `close`.
 *
 * Events: `state` (see `state` and `retryAt`), `up` when connected, `frame` (CustomEvent with the
 * frame as detail), `ended` when the session is over.
 */
export class Connection extends EventTarget {
  /** @type {'connecting'|'online'|'reconnecting'|'offline'} */
  state = 'connecting';
  /** @type {number|null} */
  retryAt = null;
  /** When the last frame came before there was no connection, by this device's clock. */
  heardUntil = 0;
  /** Whether the last socket was given up because its handshake got no answer at all. */
  gotNoAnswer = false;
  /** @type {import('../platform.js').OpenSocket|null} */
  #socket = null;
  #isUp = false;
  #failures = 0;
  /** Since when there has been no connection. */
  #downSince = 0;
  #greeted = false;
  /** Frames heard so far, and how many of them when the last ping was sent. */
  #heard = 0;
  #heardAt = 0;
  #heardAtPing = -1;
  /** @type {import('../platform.js').Timer} */
  #retry;
  /** The deadline of the present phase, then the next ping. @type {import('../platform.js').Timer} */
  #timer;
  /** @type {import('../platform.js').Timer} */
  #probing;
  /** @type {import('../platform.js').Timer} */
  #watching;
  #stopped = false;

  start() {
    platform().network.watch({ online: () => this.#back(), offline: () => this.#set('offline'), shown: () => this.#back() });
    this.#connect();
    this.#watch();
  }

  /** Nothing says that a device was asleep but its clock; its socket may have died meanwhile. */
  #watch() {
    const due = now() + WATCH_MILLIS;
    this.#watching = after(WATCH_MILLIS, () => {
      if (now() - due > SLEPT_MILLIS) this.#back();
      if (!this.#stopped) this.#watch();
    });
  }

  stop() {
    this.#stopped = true;
    cancel(this.#watching);
    this.#forget()?.close();
  }

  /** Says whether the frame left. @param {import('../../protocol/frames.js').ClientFrame} frame */
  send(frame) {
    return this.#isUp && this.#socket !== null && this.#socket.send(JSON.stringify(frame));
  }

  retryNow() {
    if (this.#stopped || this.#socket) return;
    this.#connect();
  }

  /** The network is back, or the page is looked at again. A socket that outlived the absence answers soon. */
  #back() {
    if (!this.#socket) return this.retryNow();
    if (!this.#isUp) return;
    const { heard, socket } = { heard: this.#heard, socket: this.#socket };
    this.#ping();
    cancel(this.#probing);
    this.#probing = after(PROBE_MILLIS, () => this.#heard === heard && this.#abandon(socket));
  }

  /** The server has said welcome: from here on it counts as online. */
  welcomed() {
    this.#failures = 0;
    this.#greeted = true;
    cancel(this.#timer);
    this.#beat();
    this.#set('online');
  }

  #connect() {
    cancel(this.#retry);
    const ifPresent = (/** @type {() => void} */ then) => socket === this.#socket && then();
    const socket = platform().openSocket({
      open: () => ifPresent(() => this.#opened(socket)),
      text: (text) => ifPresent(() => this.#take(text)),
      close: (code) => ifPresent(() => this.#down(code)),
    });
    this.#socket = socket;
    this.gotNoAnswer = false;
    this.#timer = after(OPEN_MILLIS, () => {
      this.gotNoAnswer = true;
      this.#abandon(socket);
    });
  }

  /** @param {import('../platform.js').OpenSocket} socket */
  #opened(socket) {
    this.#isUp = true;
    cancel(this.#timer);
    this.#timer = after(WELCOME_MILLIS, () => this.#abandon(socket));
    this.dispatchEvent(new Event('up'));
  }

  /** @param {string} text */
  #take(text) {
    this.#heard++;
    this.#heardAt = now();
    if (this.#greeted && this.state !== 'online') this.#set('online');
    this.dispatchEvent(new CustomEvent('frame', { detail: JSON.parse(text) }));
  }

  /** Pings, and gives up where the ping before got no answer: by what was asked, as a hidden page's timers run late. */
  #beat() {
    const socket = this.#socket;
    this.#timer = after(PING_MILLIS, () => {
      if (!socket || socket !== this.#socket) return;
      if (this.#heardAtPing === this.#heard) return this.#abandon(socket);
      this.#ping();
      this.#beat();
    });
  }

  #ping() {
    if (this.send({ type: 'ping' })) this.#heardAtPing = this.#heard;
  }

  /** Nothing comes from this socket any more. @param {import('../platform.js').OpenSocket} socket */
  #abandon(socket) {
    if (socket !== this.#socket) return;
    this.#down(NO_ANSWER);
    socket.close();
  }

  /** @returns {import('../platform.js').OpenSocket|null} the socket that there was */
  #forget() {
    for (const timer of [this.#timer, this.#probing, this.#retry]) cancel(timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#isUp = this.#greeted = false;
    this.#heardAtPing = -1;
    return socket;
  }

  /** @param {number} code */
  #down(code) {
    this.#forget();
    if (this.#stopped) return;
    if (code === SESSION_ENDED) {
      this.stop();
      this.dispatchEvent(new Event('ended'));
      return;
    }
    this.heardUntil = this.#heardAt;
    if (this.#failures === 0) this.#downSince = now();
    const wait = this.#pause(code);
    this.retryAt = now() + wait;
    this.#retry = after(wait, () => this.#connect());
    this.#set(platform().network.isOnline() ? 'reconnecting' : 'offline');
  }

  /**
   * How long until the next attempt. A server that shuts down closes all sockets at once: pages then reconnect spread
   * over seconds.
   * @param {number} code
   */
  #pause(code) {
    if (code === GOING_AWAY && this.#failures++ === 0) return FIRST_WAIT + random() * LONGEST_AT_FIRST;
    const longest = now() - this.#downSince < SHORT_ABSENCE ? LONGEST_AT_FIRST : LONGEST_WAIT;
    return Math.min(longest, FIRST_WAIT * 2 ** this.#failures++) * (0.5 + random());
  }

  /** @param {Connection['state']} state */
  #set(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}
