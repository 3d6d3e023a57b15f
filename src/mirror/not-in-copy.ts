import { WharfingerError } from '../errors.ts';
import type { ObjectType } from '../engine/model.ts';

/** NOT_FOUND, where the copy has nothing that a reference means: the engine may have it already. */
export class NotInCopy extends WharfingerError {
  readonly type: ObjectType;
  /** As the client wrote it. */
  readonly ref: string;

  constructor(type: ObjectType, ref: string, message: string) {
    super('NOT_FOUND', message);
    this.type = type;
    this.ref = ref;
  }
}
