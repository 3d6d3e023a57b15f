import { badInput } from '../errors.ts';

const longest = 200;

/** The usual ways to ask `ps`, none of which shows environments. */
const harmless = /^(?:aux|auxww?|axu|ax|ux|-aux|-[Ae]|-e?[fFl]|-ef[lL]|-ely|(?:-e -|-A -|-e?|ax)o [a-z_%]+(?:,[a-z_%]+)*)$/;

/**
 * Whether these options may make `ps` show the environment of processes, as `ps axe` does. An `e` behind a dash means something else, but `ps` reads options
 * that it does not understand a second time as if there were no dash: so only the usual options are trusted. BAD_INPUT for what is too long or holds control characters.
 */
export function mayShowEnvironment(psArgs: string): boolean {
  if (psArgs.length > longest || /\p{Cc}/u.test(psArgs)) {
    throw badInput(`psArgs: at most ${longest} characters, none of them a control character.`);
  }
  return psArgs.includes('env') || (psArgs.includes('e') && !harmless.test(psArgs.trim()));
}
