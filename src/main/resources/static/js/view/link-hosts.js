// @ts-check
// Shows where a link leads: its text is the sender's and may name another host.

const PORT = /:\d{1,5}$/;
/** What reads like the name of a host, alone or inside an address. */
const HOSTS = /\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?[.\u3002\uff0e\uff61])+[\p{L}\p{N}\p{M}-]{2,}(?::\d{1,5})?/gu;
const ADDRESS = /:\/\/|^\/\/|^www\./iu;
const TURNS = /\p{Bidi_Control}/u;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** A host of one word is recognized by its port. */
const LOCAL = /^[\p{L}\p{N}-]+:\d{2,5}(?=\/|$)/u;
const COPIED_TO = /[?&](?:to|cc|bcc)=/i;

/**
 * What to show beside a link: `host` as people read it; `odd` where that host imitates another one; `ascii` its ASCII
 * form where that differs. Null where the text hides nothing.
 * @param {string} text @param {string} href
 * @returns {{host: string, ascii: string|null, odd: boolean}|null}
 */
export function linkNote(text, href) {
  const url = new URL(href);
  if (url.protocol === 'mailto:') return mailNote(text, url);
  const labels = url.hostname.split('.').map(decoded);
  const isForeign = url.hostname.includes('xn--');
  const odd = labels.some((label) => mixesScripts(label) || readsLikeLatin(label));
  const hidden = url.username !== '' || url.password !== '' || TURNS.test(text) || namesAnother(text, url);
  if (!isForeign && !hidden) return null;
  const port = PORT.exec(url.host)?.[0] ?? '';
  return { host: labels.join('.') + port, ascii: isForeign ? url.host : null, odd };
}

/** @param {string} text @param {URL} url */
function mailNote(text, url) {
  const address = unescaped(url.pathname);
  const named = /[^\s@<>]+@[^\s@<>]+/u.exec(text)?.[0]?.replace(/^mailto:/i, '');
  const isAnother = named === undefined ? namesAnother(text, new URL('https://mail.invalid')) : named.toLowerCase() !== address.toLowerCase();
  const isCopied = COPIED_TO.test(unescaped(url.search));
  return isAnother || isCopied || TURNS.test(text) ? { host: isCopied ? unescaped(url.href.slice('mailto:'.length)) : address, ascii: null, odd: false } : null;
}

/** Without percent signs, where they encode something. @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text @param {URL} url */
function namesAnother(text, url) {
  const read = unescaped(text.replace(UNSEEN, '')).normalize('NFKC');
  const named = [...authority(read).matchAll(HOSTS), ...[LOCAL.exec(read.trim()) ?? []]].flatMap(([host]) => (host ? [hostOf(host)] : []));
  if (named.length === 0) return ADDRESS.test(text) && !text.includes(url.hostname);
  return named.some((host) => host !== bare(url.host) && !(host === bare(url.hostname) && url.port === ''));
}

/** Of an address the part before its path; of any other text all of it. @param {string} text */
function authority(text) {
  const plain = text.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//iu.test(plain) ? plain.split(/[/\\?#]/u).slice(0, 3).join('/') : plain.replace(/([\p{L}\p{N}])\/\S*/gu, '$1 ');
}

/** @param {string} text */
function hostOf(text) {
  try {
    return bare(new URL(`https://${text}`).host);
  } catch {
    return '';
  }
}

/** @param {string} host */
const bare = (host) => host.replace(/^www\./, '');

/** @param {string} label */
function decoded(label) {
  if (!label.startsWith('xn--')) return label;
  return punycode(label.slice(4)) ?? label;
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Cherokee', 'Georgian'].map((name) => new RegExp(`\\p{Script=${name}}`, 'u'));
const LOOKS = /^[аеһіјорсԁѕухԛԝѵӏүαγινορσυοօոսհցզյ\d-]+$/u;

/** @param {string} label */
const mixesScripts = (label) => SCRIPTS.filter((script) => script.test(label)).length > 1;

/** A word of another alphabet all of whose letters could be Latin ones. @param {string} label */
const readsLikeLatin = (label) => LOOKS.test(label) && /[^\d-]/u.test(label) && !/^[\x00-\x7f]*$/u.test(label);

/** RFC 3492, 6.2. @param {string} input @returns {string|null} */
function punycode(input) {
  const cut = input.lastIndexOf('-');
  const output = cut > 0 ? [...input.slice(0, cut)].map((c) => c.codePointAt(0) ?? 0) : [];
  let [n, i, bias] = [128, 0, 72];
  for (let at = cut > 0 ? cut + 1 : 0; at < input.length; ) {
    const before = i;
    for (let w = 1, k = 36; ; k += 36) {
      const digit = '0123456789'.includes(input[at]) ? Number(input[at]) + 26 : (input.charCodeAt(at) || 0) - 97;
      if (at++ >= input.length || digit < 0 || digit > 35) return null;
      i += digit * w;
      const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < t) break;
      w *= 36 - t;
    }
    bias = adapted(i - before, output.length + 1, before === 0);
    n += Math.floor(i / (output.length + 1));
    i %= output.length + 1;
    if (n > 0x10ffff) return null;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

/** RFC 3492, 6.1. @param {number} delta @param {number} count @param {boolean} first */
function adapted(delta, count, first) {
  let rest = first ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
