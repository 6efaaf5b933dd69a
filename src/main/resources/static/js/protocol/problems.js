// @ts-check

/** A no from the server: a stable code for programs, a sentence for people. */
export class Problem extends Error {
  /** @param {{code?: string, title?: string, status?: number, [extra: string]: unknown}} answer */
  constructor(answer) {
    super(answer.title ?? 'Something went wrong.');
    this.name = 'Problem';
    this.code = answer.code ?? 'failed';
    this.status = answer.status ?? 0;
    this.answer = answer;
  }
}

/** The server could not be reached. */
export const unreachable = () =>
  new Problem({ code: 'unreachable', title: 'The server cannot be reached. Look at your connection and try again.' });

const PASSING = new Set(['unreachable', 'busy', 'too-many', 'not-stored', 'failed']);

/** Whether the same may succeed a little later. @param {unknown} error */
export const isPassing = (error) => error instanceof Problem && PASSING.has(error.code);
