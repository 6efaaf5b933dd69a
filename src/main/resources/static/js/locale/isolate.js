// @ts-check
// Names inside sentences of plain text: they keep their own direction and do not turn what stands around them.

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const EMBEDDINGS = /[\u202a-\u202e]/g;
const ISOLATES = /[\u2066-\u2069]/g;

/** Between isolates where its direction may differ from the sentence's. @param {string} text @param {boolean} always */
export function isolated(text, always) {
  const plain = text.replace(EMBEDDINGS, '');
  const whole = isBalanced(plain) ? plain : plain.replace(ISOLATES, '');
  return always || RIGHT_TO_LEFT.test(whole) ? `\u2068${whole}\u2069` : whole;
}

/** Whether each isolate ends inside the text. @param {string} text */
function isBalanced(text) {
  let depth = 0;
  for (const [c] of text.matchAll(ISOLATES)) {
    depth += c === '\u2069' ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
