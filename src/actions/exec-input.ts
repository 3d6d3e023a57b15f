import { badInput } from '../errors.ts';

/** What is run, and as whom: the same for a command that is waited for and for a terminal. */
export interface CommandInput {
  command: readonly string[];
  env?: readonly { key: string; value: string }[] | null;
  user?: string | null;
  workingDir?: string | null;
}

/** What the kernel takes for one argument, and what is sensible for all of them. */
const maxBytes = 128 * 1024;
const maxArguments = 1024;
const maxVariables = 256;

/** A name or a number, and the same for a group. */
const userPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\$?(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})?$/;
const variablePattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/;

/** BAD_INPUT, with the path of the field, for what the engine or the kernel would not take. */
export function checkCommand({ command, env, user, workingDir }: CommandInput): void {
  if (command.length === 0 || command[0] === '') throw badInput('input.command: the program and its arguments; it is empty.');
  if (command.length > maxArguments)
    throw badInput(`input.command: at most ${maxArguments} arguments, this has ${command.length}.`);
  command.forEach((argument, index) => checkText(`input.command[${index}]`, argument));
  const bytes = command.reduce((sum, argument) => sum + Buffer.byteLength(argument) + 1, 0);
  if (bytes > maxBytes) throw badInput(`input.command: at most ${maxBytes} bytes in all, this has ${bytes}.`);

  const variables = env ?? [];
  if (variables.length > maxVariables)
    throw badInput(`input.env: at most ${maxVariables} variables, this has ${variables.length}.`);
  variables.forEach(({ key, value }, index) => {
    if (!variablePattern.test(key)) {
      throw badInput(
        `input.env[${index}].key: letters, digits, "_", "." and "-", not beginning with a digit, at most 255 characters.`,
      );
    }
    checkText(`input.env[${index}].value`, value);
  });
  const size = variables.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value) + 2, 0);
  if (size > maxBytes) throw badInput(`input.env: at most ${maxBytes} bytes in all, this has ${size}.`);

  if (user !== null && user !== undefined && !userPattern.test(user)) {
    throw badInput('input.user: a name or a number, and a group behind a colon where one is wanted, as in "app" or "1000:1000".');
  }
  if (workingDir !== null && workingDir !== undefined) {
    checkText('input.workingDir', workingDir);
    if (!workingDir.startsWith('/') || workingDir.length > 4096)
      throw badInput('input.workingDir: an absolute path, at most 4096 characters.');
  }
}

function checkText(path: string, text: string): void {
  if (text.includes('\0')) throw badInput(`${path}: a zero byte cannot be in it.`);
}

/** A whole number within bounds, or what holds when none was given. */
export function wholeNumber(path: string, given: number | null | undefined, otherwise: number, from: number, to: number): number {
  const number = given ?? otherwise;
  if (!Number.isInteger(number) || number < from || number > to)
    throw badInput(`${path}: from ${from} to ${to}; this is ${number}.`);
  return number;
}
