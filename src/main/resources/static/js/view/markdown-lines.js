// @ts-check
// One line of Markdown, read from its start: a tab reaches to the next column that is a multiple of four, and may
// belong in part to a quote or a list.

const TAB_WIDTH = 4;

export class Line {
  #text;
  #at = 0;
  #column = 0;
  /** Columns of a tab that is read in part. */
  #left = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** How many columns of white space come next. */
  get indent() {
    let column = this.#column + this.#left;
    for (let at = this.#at; this.#text[at] === ' ' || this.#text[at] === '\t'; at++) column += this.#width(this.#text[at], column);
    return column - this.#column;
  }

  /** The text behind the white space that comes next. */
  get text() {
    let at = this.#at;
    while (this.#text[at] === ' ' || this.#text[at] === '\t') at++;
    return this.#text.slice(at);
  }

  /** All of the text, where what is left of a tab is spaces. */
  get rest() {
    return ' '.repeat(this.#left) + this.#text.slice(this.#at);
  }

  get isBlank() {
    return this.text === '';
  }

  /** Skips at most so many columns of white space. @param {number} columns */
  skip(columns) {
    for (let left = columns; left > 0; left--, this.#column++) {
      if (this.#left === 0) {
        const c = this.#text[this.#at];
        if (c !== ' ' && c !== '\t') return;
        this.#left = this.#width(c, this.#column);
        this.#at++;
      }
      this.#left--;
    }
  }

  /** Skips white space, and so many characters behind it. @param {number} characters */
  take(characters) {
    this.skip(this.indent);
    this.#at += characters;
    this.#column += characters;
  }

  /** @param {string} c @param {number} column */
  #width(c, column) {
    return c === '\t' ? TAB_WIDTH - (column % TAB_WIDTH) : 1;
  }
}
