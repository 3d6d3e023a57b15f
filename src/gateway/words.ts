import type { WharfingerError } from '../errors.ts';

/** An error as a client of the engine reads it: in the engine's words where there are such, and with the id under which it is on record. */
export function words(error: WharfingerError): string {
  const said = missing(error) ?? error.message;
  return error.auditId === undefined ? said : `${said} (audit ${error.auditId})`;
}

/** What is not there: some clients read these words. */
function missing(error: WharfingerError): string | null {
  if (error.code !== 'NOT_FOUND' || !('type' in error) || !('ref' in error)) return null;
  const ref = String(error.ref).slice(0, 255);
  if (error.type === 'container') return `No such container: ${ref}`;
  if (error.type === 'image') return `No such image: ${tagged(ref)}`;
  if (error.type === 'network') return `network ${ref} not found`;
  return error.type === 'volume' ? `get ${ref}: no such volume` : null;
}

function tagged(ref: string): string {
  return /[:@]/.test(ref.slice(ref.lastIndexOf('/') + 1)) || /^[a-f0-9]{12,64}$/.test(ref) ? ref : `${ref}:latest`;
}
