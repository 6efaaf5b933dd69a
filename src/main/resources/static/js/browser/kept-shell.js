// @ts-check
// The shell of one release in a service worker: the pages' HTML, which the worker's script holds, and the files that
// they use, kept in a cache that is named after the release.

/** @typedef {Record<string, string>} Texts */
/**
 * What the server writes into the script, see `ServiceWorker`.
 * @typedef {object} Shell
 * @property {string} release the digest that is part of the URL of its files
 * @property {string} csrfCookie the cookie that has the page's CSRF token
 * @property {Record<string, {app: string, message: string}>} words of notifications, by language
 * @property {Texts} headers of each page
 * @property {Record<string, Texts>} pages HTML by path and language
 * @property {Record<string, {type: string, digest: string}>} files by path below `/files/RELEASE/`
 */
/** @typedef {{request: Request, preloadResponse?: Promise<Response|undefined>}} Fetch */

/** Begins the name of a release's cache, and of the lock that its pages hold. */
export const SHELL = 'shell-';
/** How long the server may take to begin with a page. */
const PATIENCE_MILLIS = 4000;
/** What a proxy answers for a server that does not. */
const GATEWAY = [502, 503, 504];
/** Of several nodes that are being upgraded, another one may have the file. */
const ATTEMPTS = 4;
const PAUSE_MILLIS = 400;

/** @param {Shell} shell @param {string} path */
const addressOf = ({ release }, path) => `/files/${release}/${path}`;

/** Keeps all files of a release, or none. @param {Shell} shell */
export async function keep(shell) {
  const name = SHELL + shell.release;
  const cache = await caches.open(name);
  try {
    await cache.addAll(Object.entries(shell.files).map(([path, { digest }]) => new Request(addressOf(shell, path), { integrity: `sha256-${digest}` })));
  } catch (error) {
    if ((await cache.keys()).length === 0) await caches.delete(name);
    throw error;
  }
}

/** Forgets other releases, but for those of which a page is open. @param {Shell} shell */
export async function forgetOthers(shell) {
  const others = (await caches.keys()).filter((name) => name.startsWith(SHELL) && name !== SHELL + shell.release);
  await Promise.all(others.map((name) => navigator.locks.request(name, { ifAvailable: true }, async (lock) => void (lock && (await caches.delete(name))))));
}

/** Forgets all releases. */
export async function forgetAll() {
  await Promise.all((await caches.keys()).filter((name) => name.startsWith(SHELL)).map((name) => caches.delete(name)));
}

/** Whether this worker answers for a page. @param {Shell} shell @param {Request} request */
export const isPage = ({ pages }, request) => request.mode === 'navigate' && Object.hasOwn(pages, new URL(request.url).pathname);

/** A page as the server has it now, and as it was kept where the server does not answer. @param {Shell} shell @param {Fetch} event */
export async function page(shell, event) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('late')), PATIENCE_MILLIS)));
  try {
    return /** @type {Response} */ (await Promise.race([answered(event), late]));
  } catch {
    return keptPage(shell, new URL(event.request.url).pathname);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Fetch} event */
async function answered({ request, preloadResponse }) {
  const answer = (await preloadResponse) ?? (await fetch(request));
  if (GATEWAY.includes(answer.status)) throw new Error('no server');
  return answer;
}

/** @param {Shell} shell @param {string} path */
async function keptPage({ pages, headers }, path) {
  const html = pages[path][await language(Object.keys(pages[path]))];
  return new Response(html, { headers: { ...headers, 'Content-Type': 'text/html;charset=utf-8', 'Cache-Control': 'no-store' } });
}

/** By the rules by which the server chooses, see `Languages`. @param {string[]} known */
export async function language(known) {
  const { cookieStore } = /** @type {{cookieStore?: {get: (name: string) => Promise<{value?: string}|null>}}} */ (globalThis);
  const chosen = await cookieStore?.get('language').catch(() => null);
  const wanted = [chosen?.value ?? '', ...navigator.languages.map((tag) => tag.split('-')[0])];
  return wanted.find((one) => known.includes(one)) ?? 'en';
}

/** The release and the path of a file; null where it is none. @param {Request} request */
export function fileOf(request) {
  const [, release, path] = /^\/files\/([^/]+)\/(.+)$/.exec(new URL(request.url).pathname) ?? [];
  return release && request.method === 'GET' ? { release, path } : null;
}

/**
 * A file of the release that its address names, from what is kept of that release, else from the server. Never a file of
 * another release: null where there is no other.
 * @param {Shell} shell @param {{release: string, path: string}} file @param {string} address
 * @returns {Promise<Response|null>}
 */
export async function file(shell, { release, path }, address) {
  const kept = await caches.match(address, { cacheName: SHELL + release });
  const isOwn = release === shell.release && Object.hasOwn(shell.files, path);
  const found = kept && isOwn ? await verified(shell, path, kept) : kept;
  return found ?? fromServer(release, address);
}

/**
 * What is kept, if it still is what the release says: any page of this origin can write into the cache.
 * @param {Shell} shell @param {string} path @param {Response} kept
 */
async function verified({ files, headers }, path, kept) {
  const { type, digest } = files[path];
  const bytes = await kept.arrayBuffer();
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...found)) === digest ? new Response(bytes, { headers: { ...headers, 'Content-Type': type } }) : null;
}

/** @param {string} release @param {string} address @returns {Promise<Response|null>} */
async function fromServer(release, address) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await fetch(address, { cache: attempt === 1 ? 'default' : 'reload' });
    if ((answer.headers.get('Release') ?? release) === release) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
  return null;
}
