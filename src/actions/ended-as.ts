import type { Result } from '../audit/log.ts';
import { WharfingerError } from '../errors.ts';

/** An error that knows how the attempt it ends is put on record: "not_executed" before the engine was asked for anything, "cancelled" where the client left. */
export class EndedAs extends WharfingerError {
  readonly result: Result;

  constructor(result: Result, { code, message, http, engineStatus, cause }: WharfingerError, more = '') {
    super(code, `${message}${more}`, { http, engineStatus, cause });
    this.result = result;
  }
}
