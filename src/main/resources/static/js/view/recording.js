// @ts-check
// A voice note while it is recorded: the microphone, how loud it is, and how long.

/** Ten minutes. */
export const LONGEST_MILLIS = 600_000;
const BITS_PER_SECOND = 32_000;
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
/** How often the level is measured. */
const LEVEL_MILLIS = 100;
const SAMPLES = 2048;

/** Why nothing is recorded, as part of a message's key. @param {unknown} error @returns {'blocked'|'none'|'failed'} */
export function troubleOf(error) {
  const { name } = /** @type {{name?: string}} */ (error ?? {});
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'blocked' : name === 'NotFoundError' ? 'none' : 'failed';
}

export const canRecord = () => 'MediaRecorder' in globalThis && Boolean(navigator.mediaDevices);

/** Events: `level` while it records, `ended` when it is as long as it may be. */
export class Recording extends EventTarget {
  /** How loud it was, 0 to 1 each. @type {number[]} */
  levels = [];
  #stream;
  #recorder;
  /** @type {AudioContext} */
  #context;
  #analyser;
  /** @type {Blob[]} */
  #parts = [];
  /** @type {ReturnType<typeof setInterval>} */
  #timer;
  #before = 0;
  #since = Date.now();

  /** @param {MediaStream} stream */
  constructor(stream) {
    super();
    this.#stream = stream;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    this.#recorder.ondataavailable = ({ data }) => void this.#parts.push(data);
    this.#context = new AudioContext();
    this.#analyser = new AnalyserNode(this.#context, { fftSize: SAMPLES });
    new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream }).connect(this.#analyser);
    this.#recorder.start();
    this.#timer = setInterval(() => this.#measure(), LEVEL_MILLIS);
  }

  /** Asks for the microphone. */
  static async begin() {
    return new Recording(await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }));
  }

  get isPaused() {
    return this.#recorder.state === 'paused';
  }

  get millis() {
    return Math.min(LONGEST_MILLIS, this.#before + (this.#recorder.state === 'recording' ? Date.now() - this.#since : 0));
  }

  #measure() {
    if (this.#recorder.state !== 'recording') return;
    const samples = new Float32Array(SAMPLES);
    this.#analyser.getFloatTimeDomainData(samples);
    this.levels.push(Math.min(1, samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0) * 1.5));
    this.dispatchEvent(new Event('level'));
    if (this.millis >= LONGEST_MILLIS) {
      this.pause();
      this.dispatchEvent(new Event('ended'));
    }
  }

  pause() {
    if (this.#recorder.state !== 'recording') return;
    this.#before = this.millis;
    this.#recorder.pause();
  }

  /** Goes on, unless it is as long as it may be. */
  resume() {
    if (!this.isPaused || this.#before >= LONGEST_MILLIS) return;
    this.#since = Date.now();
    this.#recorder.resume();
  }

  /** What was recorded until now, while it is paused. @returns {Promise<Blob>} */
  async soFar() {
    const given = new Promise((resolve) => this.#recorder.addEventListener('dataavailable', resolve, { once: true }));
    this.#recorder.requestData();
    await given;
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  /** Ends it. @param {string} name without a suffix @returns {Promise<{file: File, duration: number}>} */
  async finish(name) {
    const duration = Math.round(this.millis);
    const stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    this.#recorder.stop();
    await stopped;
    this.#close();
    const type = this.#recorder.mimeType.split(';')[0];
    return { file: new File(this.#parts, `${name}.${type.split('/')[1]}`, { type }), duration };
  }

  discard() {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#close();
  }

  #close() {
    clearInterval(this.#timer);
    for (const track of this.#stream.getTracks()) track.stop();
    this.#context.close().catch(() => {});
  }
}
