const mask = '***';

/** What is looked at of a command, in characters: more than the record of an event has room for is not worth the time. */
const longest = 32 * 1024;

/** Names whose values are secrets, wherever they stand: options, variables of the environment, keys of JSON. Bounded, so that no text takes long to search. */
const secretName =
  '[\\w.-]{0,40}(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key|auth(?!or))[\\w.-]{0,40}';
/** One word, or what is in quotes. */
const value = `(?:"[^"]*"|'[^']*'|[^\\s"',;}]+)`;

/** What is masked inside of any argument, scripts included. What is taken for a secret and is none costs the log a word; the other way round is worse. */
const inText: readonly (readonly [what: string, pattern: RegExp, becomes: string])[] = [
  ['https://user:word@host', /([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]+@/gi, `$1${mask}@`],
  [
    'Authorization: Bearer ...',
    /((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token)\s+)?[^\s"']+/gi,
    `$1${mask}`,
  ],
  ['Bearer ...', /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`],
  ['--password=..., PGPASSWORD=..., "token": ...', new RegExp(`(${secretName}["']?\\s*[=:]\\s*)${value}`, 'gi'), `$1${mask}`],
  ['--password ...', new RegExp(`(--?${secretName}\\s+)${value}`, 'gi'), `$1${mask}`],
  ['mysql -p...', /(^|\s)-p(?!(?:rint0?|rintf|erm|ath|rune|id)?(?:\s|$))\S+/g, `$1-p${mask}`],
  ['curl -u user:word', /((?:^|\s)(?:-u|--user)[=\s]*[^\s:=]+:)\S+/g, `$1${mask}`],
  ['tokens known by their form', /\b(?:whf_|gh[pousr]_|github_pat_|glpat-|xox[abpr]-|AKIA|eyJ)[\w.-]{10,}/g, mask],
];

/** Options whose value is the next argument. */
const takesSecret = new RegExp(`^--?${secretName}$`, 'i');
/** Options whose value is a user, a colon and a secret. */
const takesUser = /^(?:-u|--user)$/;
/** Options whose value is a header or a variable, which may hold blanks. */
const wholeValue = new RegExp(`^((?:--?)?${secretName}=|(?:proxy-)?authorization:\\s*|${secretName}:\\s+)[^]+$`, 'i');
/** `sh -c`: what follows is a script, of which only words are masked: else a script could hide itself behind one of them. */
const takesScript = /^-[a-z]*c$/i;

/**
 * A command as one line for the log, arguments quoted as a shell would need them, without what looks like a secret. It goes by the look of things:
 * a secret that looks like an ordinary word stays.
 */
export function shownCommand(command: readonly string[]): string {
  let room = longest;
  const words: string[] = [];
  for (const [index, argument] of command.entries()) {
    const part = argument.slice(0, room);
    words.push(quoted(shown(part, command[index - 1] ?? '')));
    room -= part.length + 1;
    if (part.length === argument.length && room > 0) continue;
    const bytes = command.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    return index === command.length - 1 && part.length === argument.length
      ? words.join(' ')
      : `${words.join(' ')}… (${bytes} bytes in all)`;
  }
  return words.join(' ');
}

function shown(argument: string, before: string): string {
  if (takesSecret.test(before) && !before.includes('=')) return mask;
  if (takesUser.test(before) && argument.includes(':')) return `${argument.slice(0, argument.indexOf(':'))}:${mask}`;
  if (!takesScript.test(before) && wholeValue.test(argument)) return argument.replace(wholeValue, `$1${mask}`);
  return inText.reduce((text, [, pattern, becomes]) => text.replace(pattern, becomes), argument);
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./*-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
