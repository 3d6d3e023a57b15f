import { each, given, matching, noNul, pairs, plain, refuse, whole } from './check.ts';
import type { CreateInput, Pair } from './input.ts';

/** Linux takes host names of at most 64 characters, and a container that has a longer one does not start. */
const hostname = /^(?=.{1,63}$)[a-zA-Z0-9](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9])?$/;
const account = /^[a-zA-Z0-9_.][a-zA-Z0-9_.-]*\$?$/;
const user = /^[a-zA-Z0-9_.][a-zA-Z0-9_.-]*\$?(?::[a-zA-Z0-9_.][a-zA-Z0-9_.-]*)?$/;
/** As the engine takes them: with or without "SIG", real-time ones by offset, or a number. */
const signal = /^(?:(?:SIG)?[A-Z][A-Z0-9]{1,9}(?:[+-][0-9]{1,2})?|[1-9]|[1-5][0-9]|6[0-4])$/;

/** What runs, as whom, where and with what around it: fields of the engine's Config. */
export function processOf(input: CreateInput): Record<string, unknown> {
  const { stopSignal, stopTimeoutSeconds } = input;
  if (input.user) matching('user', input.user, user, 'a user name or id, with ":" and a group if need be.');
  if (input.hostname) matching('hostname', input.hostname, hostname, 'letters, digits, ".", "_" and "-", at most 63 characters.');
  if (input.workingDir && !input.workingDir.startsWith('/')) refuse('workingDir', 'an absolute path, beginning with "/".');
  if (stopSignal) matching('stopSignal', stopSignal, signal, 'a name such as SIGTERM or HUP, or a number from 1 to 64.');
  if (typeof stopTimeoutSeconds === 'number') whole('stopTimeoutSeconds', stopTimeoutSeconds, -1, 86_400);
  return given({
    Cmd: each('command', input.command, noNul),
    Entrypoint: entrypoint(input.entrypoint),
    Env: environment(input.env ?? []),
    Labels: labels(input.labels ?? []),
    User: input.user,
    WorkingDir: noNul('workingDir', input.workingDir ?? '') || null,
    Hostname: input.hostname,
    Tty: input.tty,
    OpenStdin: input.openStdin,
    StopSignal: stopSignal,
    StopTimeout: stopTimeoutSeconds,
  });
}

export function groupsOf(input: CreateInput): string[] {
  return each('groupAdd', input.groupAdd, (path, group) => matching(path, group, account, 'the name or id of a group.'));
}

/** The engine takes a list with one empty text for "none, whatever the image says". */
function entrypoint(words: readonly string[] | null | undefined): string[] | null {
  if (words === null || words === undefined) return null;
  return words.length === 0 ? [''] : each('entrypoint', words, noNul);
}

function environment(env: readonly Pair[]): string[] {
  for (const [index, { key }] of env.entries())
    if (plain(`env[${index}].key`, key).includes('=')) refuse(`env[${index}].key`, 'must not contain "=".');
  return Object.entries(pairs('env', env)).map(([key, value]) => `${key}=${value}`);
}

function labels(given: readonly Pair[]): Record<string, string> | null {
  return given.length === 0 ? null : pairs('labels', given);
}
