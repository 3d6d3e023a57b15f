import { WharfingerError } from '../../errors.ts';

/** A text without these values. Those of one or two characters stay: they are in every text, and no secrets. */
export function hidden(text: string, secrets: readonly string[]): string {
  // The longest first: a value may be part of another.
  const long = secrets.filter(({ length }) => length > 2).sort((a, b) => b.length - a.length);
  return long.reduce((all, secret) => all.replaceAll(secret, '[hidden]'), text);
}

/** An error of the engine's without these values, and without its cause where it had any: what an engine says may repeat what it was given. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof WharfingerError)) return error;
  const { code, message, engineStatus, http } = error;
  if (engineStatus === undefined) return error;
  const shown = hidden(message, secrets);
  return shown === message ? error : new WharfingerError(code, shown, { engineStatus, http });
}
