// @ts-check

const PROTOCOL = 'secure-chat.v1';
const PING_MILLIS = 20000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30000;
/** A server that restarts is away for seconds: for so long nobody waits longer than this. */
const SHORT_ABSENCE = 60000;
const LONGEST_AT_FIRST = 4000;
const GOING_AWAY = 1001;
const SESSION_ENDED = 4401;

/**
 * The one socket of a page. Comes back by itself, with jittered and growing pauses.
 *
 * Events: `state` (see `state` and `retryAt`), `up` when connected, `frame` (CustomEvent with the
 * frame as detail), `ended` when the session is over.
 */
export class Socket extends EventTarget {
  /** @type {'connecting'|'online'|'reconnecting'|'offline'} */
  state = 'connecting';
  /** @type {number|null} */
  retryAt = null;
  /** @type {WebSocket|null} */
  #socket = null;
  #failures = 0;
  /** Since when there has been no connection. */
  #downSince = 0;
  #greeted = false;
  #lastHeard = 0;
  #lastPing = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #pinging;
  #stopped = false;

  start() {
    addEventListener('online', () => this.#back());
    addEventListener('offline', () => this.#set('offline'));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.retryNow());
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#pinging);
    this.#socket?.close(1000);
  }

  /** Says whether the frame left. @param {object} frame */
  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  retryNow() {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** The network is back. A socket that outlived its absence answers, and counts again. */
  #back() {
    if (this.#socket) this.send({ type: 'ping' });
    else this.retryNow();
  }

  /** The server has said welcome: from here on it counts as online. */
  welcomed() {
    this.#failures = 0;
    this.#greeted = true;
    this.#set('online');
  }

  #connect() {
    const address = new URL('/ws', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, PROTOCOL);
    this.#socket = socket;
    this.#lastHeard = Date.now();
    socket.onopen = () => {
      this.#pinging = setInterval(() => this.#beat(socket), PING_MILLIS);
      this.dispatchEvent(new Event('up'));
    };
    socket.onmessage = (message) => {
      this.#lastHeard = Date.now();
      if (this.#greeted && this.state !== 'online') this.#set('online');
      this.dispatchEvent(new CustomEvent('frame', { detail: JSON.parse(message.data) }));
    };
    socket.onclose = (closed) => this.#down(closed.code);
  }

  /** @param {WebSocket} socket */
  #beat(socket) {
    // By what was asked, not by the clock: a hidden page's timers run late.
    if (this.#lastPing > this.#lastHeard) socket.close();
    else if (this.send({ type: 'ping' })) this.#lastPing = Date.now();
  }

  /** @param {number} code */
  #down(code) {
    clearInterval(this.#pinging);
    this.#socket = null;
    this.#greeted = false;
    if (this.#stopped) return;
    if (code === SESSION_ENDED) {
      this.#stopped = true;
      this.dispatchEvent(new Event('ended'));
      return;
    }
    if (this.#failures === 0) this.#downSince = Date.now();
    const wait = this.#pause(code);
    this.retryAt = Date.now() + wait;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#set(navigator.onLine ? 'reconnecting' : 'offline');
  }

  /**
   * How long until the next attempt. A server that says goodbye says it to everybody at once: the
   * pages then come back spread over seconds, not together.
   * @param {number} code
   */
  #pause(code) {
    if (code === GOING_AWAY && this.#failures++ === 0) return FIRST_WAIT + Math.random() * LONGEST_AT_FIRST;
    const longest = Date.now() - this.#downSince < SHORT_ABSENCE ? LONGEST_AT_FIRST : LONGEST_WAIT;
    return Math.min(longest, FIRST_WAIT * 2 ** this.#failures++) * (0.5 + Math.random());
  }

  /** @param {Socket['state']} state */
  #set(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}
