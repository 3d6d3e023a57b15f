import { applied, forms, fresh, longest, unquoted, type Conceal, type Rule } from '../audit/known-forms.ts';

const telling =
  'pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|(?:api|access|private|secret|signing|encryption|master|ssh|account|license)[_-]?key|connection[_-]?string|auth(?!or)';
/** Names whose values are secrets, wherever they stand: options, variables of the environment, keys of JSON. Bounded, so that no text takes long to search. */
const secretName = `[\\w.-]{0,40}(?:${telling})[\\w.-]{0,40}`;
/** One word, or what is in quotes. */
const value = `(${fresh}(?:"[^"]*"|'[^']*'|[^\\s"',;}]+))`;

/** What is concealed inside of any argument, scripts included. What is taken for a secret and is none costs the log a word; the other way round is worse. */
const inText: readonly Rule[] = [
  ...forms,
  ['--password=..., PGPASSWORD=..., "token": ...', new RegExp(`(${secretName}["']?\\s*[=:]\\s*)${value}`, 'gi')],
  ['--password ...', new RegExp(`(--?${secretName}\\s+)${value}`, 'gi')],
  ['mysql -p...', new RegExp(`((?:^|\\s)-p)(?!(?:rint0?|rintf|erm|ath|rune|id)?(?:\\s|$))(${fresh}\\S+)`, 'g')],
  ['curl -u user:word', new RegExp(`((?:^|\\s)(?:-u|--user)[=\\s]*[^\\s:=]+:)(${fresh}\\S+)`, 'g')],
  ['sshpass -p word', new RegExp(`(\\bsshpass\\s+-p\\s+)${value}`, 'g')],
];

/** Options whose value is the next argument. */
const takesSecret = new RegExp(`^--?${secretName}$`, 'i');
/** Options whose value is a user, a colon and a secret. */
const takesUser = /^(?:-u|--user)$/;
/** Options whose value is a header or a variable, which may hold blanks. */
const wholeValue = new RegExp(
  `^((?:--?)?${secretName}=|(?:proxy-)?authorization:\\s*(?:(?:bearer|basic|token)\\s+)?|${secretName}:\\s+)([^]+)$`,
  'i',
);
/** `sh -c`: what follows is a script, of which only words are concealed: else a script could hide itself behind one of them. */
const takesScript = /^-[a-z]*c$/i;
/** Programs whose first option, when it is this one, takes a secret. */
const firstOption: Readonly<Record<string, string>> = { sshpass: '-p', 'redis-cli': '-a' };

const tellingName = new RegExp(telling, 'i');

/** Whether what has this name is a secret by the look of the name. */
export function isTelling(name: string): boolean {
  return tellingName.test(name.slice(0, longest));
}

/** A text with what looks like a secret in it concealed. It goes by the look of things: a secret that looks like an ordinary word stays. */
export function concealed(text: string, conceal: Conceal): string {
  return applied(inText, text, conceal);
}

/** A command as one line for the log, arguments quoted as a shell would need them, with what looks like a secret concealed. */
export function shownCommand(command: readonly string[], conceal: Conceal): string {
  let room = longest;
  const words: string[] = [];
  for (const [index, argument] of command.entries()) {
    const part = argument.slice(0, room);
    words.push(quoted(shown(part, command[index - 1] ?? '', index === 2 ? (command[0] ?? '') : '', conceal)));
    room -= part.length + 1;
    if (part.length === argument.length && room > 0) continue;
    const bytes = command.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    return index === command.length - 1 && part.length === argument.length
      ? words.join(' ')
      : `${words.join(' ')}… (${bytes} bytes in all)`;
  }
  return words.join(' ');
}

function shown(argument: string, before: string, program: string, conceal: Conceal): string {
  if (argument !== '' && takesSecret.test(before) && !before.includes('=')) return conceal(argument);
  if (argument !== '' && before !== '' && before === firstOption[program.slice(program.lastIndexOf('/') + 1)])
    return conceal(argument);
  if (takesUser.test(before) && argument.includes(':')) {
    const colon = argument.indexOf(':') + 1;
    return argument.slice(0, colon) + conceal(argument.slice(colon));
  }
  const whole = takesScript.test(before) ? null : wholeValue.exec(argument);
  if (whole !== null) return `${whole[1] ?? ''}${conceal(unquoted(whole[2] ?? ''))}`;
  return concealed(argument, conceal);
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./*-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
