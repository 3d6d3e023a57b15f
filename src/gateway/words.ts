import type { WharfingerError } from '../errors.ts';
import { isBefore, newest } from './versions.ts';

/** What was asked for: the operation, and the object as the client named it. */
export interface Wanted {
  operation: string;
  ref: string;
  /** The newest version that the engine speaks, once that is known. */
  engineApi?: string;
}

/** An error as a client of the engine reads it: in the engine's words where there are such, and with the id under which it is on record. */
export function words(error: WharfingerError, wanted: Wanted | null = null): string {
  const said = missing(error, wanted) ?? asNamed(error.message, wanted);
  return error.auditId === undefined ? said : `${said} (audit ${error.auditId})`;
}

/** What is not there: some clients read these words. */
function missing(error: WharfingerError, wanted: Wanted | null): string | null {
  if (error.code !== 'NOT_FOUND' || !('type' in error) || !('ref' in error)) return null;
  const ref = String(error.ref).slice(0, 255);
  if (error.type === 'container')
    return `${wanted?.operation === 'ContainerKill' ? `Cannot kill container: ${ref}: ` : ''}No such container: ${ref}`;
  if (error.type === 'image') return missingImage(ref, wanted);
  if (error.type === 'network') return `network ${ref} not found`;
  return error.type === 'volume' ? `get ${ref}: no such volume` : null;
}

function missingImage(ref: string, wanted: Wanted | null): string {
  const { operation = '', engineApi = newest }: Partial<Wanted> = wanted ?? {};
  const missing = `No such image: ${asWritten.has(operation) ? ref : tagged(ref)}`;
  // Engines before 23 say it twice.
  return operation === 'ImageInspect' && isBefore(engineApi, '1.42') ? `no such image: ${ref}: ${missing}` : missing;
}

/** Operations for which a missing image is called what the client calls it. */
const asWritten: ReadonlySet<string> = new Set(['ImageGet', 'ImageGetAll']);

function tagged(ref: string): string {
  return /[:@]/.test(ref.slice(ref.lastIndexOf('/') + 1)) || /^[a-f0-9]{12,64}$/.test(ref) ? ref : `${ref}:latest`;
}

/** Where the engine repeats what it was asked for, which was an id: the name that the client gave. */
const repeated = /^(cannot (?:kill|stop) container: |cannot restart container |container )[0-9a-f]{64}(?=:| is paused, unpause)/i;

function asNamed(message: string, wanted: Wanted | null): string {
  return wanted === null ? message : message.replace(repeated, (_all, before: string) => before + wanted.ref);
}
