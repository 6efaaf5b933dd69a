// @ts-check

/** A refusal by the server, or a failure in reaching it. What a person reads is found by its code. */
export class Problem extends Error {
  /** @param {{code?: string, title?: string, status?: number, [extra: string]: unknown}} answer */
  constructor(answer) {
    super(answer.code ?? 'failed');
    this.name = 'Problem';
    this.code = answer.code ?? 'failed';
    this.status = answer.status ?? 0;
    this.answer = answer;
  }
}

/** The server could not be reached. */
export const unreachable = () => new Problem({ code: 'unreachable' });
