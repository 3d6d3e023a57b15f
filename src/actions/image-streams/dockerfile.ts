import { badInput } from '../../errors.ts';

/** One instruction of a Dockerfile, on one line. */
export interface Instruction {
  /** Of the file, where it begins; from 1. */
  line: number;
  /** In capitals. */
  name: string;
  /** What follows the name. */
  rest: string;
}

export interface Dockerfile {
  /** What a line that goes on ends with. */
  escape: '\\' | '`';
  instructions: Instruction[];
}

const known = new Set(
  (
    'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME ' +
    'WORKDIR'
  ).split(' '),
);
/** Those that a newer engine reads on into the lines after them. */
const withDocuments = new Set(['ADD', 'COPY', 'RUN']);

/** "# escape=`", which only the first lines may be. */
const directive = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;

/**
 * The instructions of a Dockerfile, each put together from its lines. Throws BAD_INPUT for what one engine could read otherwise than another: what is
 * written anew of these instructions, one a line, has one meaning alone.
 */
export function readDockerfile(bytes: Uint8Array): Dockerfile {
  const lines = textOf(bytes)
    .split('\n')
    .map((line) => line.replace(/\r+$/, ''));
  let escape: Dockerfile['escape'] = '\\';
  let at = 0;
  for (let found = directive.exec(lines[0] ?? ''); found !== null; found = directive.exec(lines[++at] ?? '')) {
    const [, name = '', value = ''] = found;
    if (name.toLowerCase() !== 'escape') continue;
    if (value !== '\\' && value !== '`') throw wrong(at + 1, 'has an escape that is neither \\ nor `');
    escape = value;
  }
  const goesOn = escape === '\\' ? /\\[ \t]*$/ : /`[ \t]*$/;
  const instructions: Instruction[] = [];
  let begun: { line: number; text: string } | null = null;
  for (; at < lines.length; at++) {
    const line: string = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    const open = goesOn.test(line);
    const text: string = (begun?.text ?? '') + (open ? line.replace(goesOn, '') : line);
    const start: number = begun?.line ?? at + 1;
    begun = open ? { line: start, text } : null;
    if (!open) instructions.push(instructionOf(text, start, escape));
  }
  if (begun !== null) instructions.push(instructionOf(begun.text, begun.line, escape));
  return { escape, instructions };
}

/** An instruction, also one that stands behind ONBUILD. */
export function instructionOf(text: string, line: number, escape: Dockerfile['escape']): Instruction {
  const whole = text.trim();
  const [, word = '', rest = ''] = /^([a-zA-Z]+)(?:[ \t]+([^]*))?$/.exec(whole) ?? [];
  const name = word.toUpperCase();
  if (!known.has(name)) throw wrong(line, 'begins with no known instruction');
  if (whole.endsWith(escape)) throw wrong(line, `ends with ${escape}, which some engines take to go on`);
  if (withDocuments.has(name) && /(?:^|[\s\u0085])\d*<<-?[^<\s]/.test(whole))
    throw wrong(line, 'has a here-document, which the classic builder does not read');
  return { line, name, rest };
}

export function wrong(line: number, why: string): Error {
  return badInput(`Line ${line} of the Dockerfile cannot be held against the registries of the policy: it ${why}.`);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badInput('The Dockerfile cannot be held against the registries of the policy: it is not UTF-8.', { cause });
  }
}
