import { isImageRef } from '../../engine/ids.ts';
import { instructionOf, readDockerfile, wrong, type Dockerfile, type Instruction } from './dockerfile.ts';
import { declare, resolved, type Variables } from './variables.ts';

/** Throws where an image that is not one of the build's own stages may not be had. */
export type MayHave = (reference: string, line: number) => void;

/**
 * A Dockerfile whose images have all been judged, written anew of what was judged: an instruction a line, the names of base images in full. So the engine
 * reads nothing in it that was not read here. Throws what `may` throws, and BAD_INPUT where it cannot be said which images those are.
 */
export function boundDockerfile(bytes: Uint8Array, buildArgs: ReadonlyMap<string, string>, may: MayHave): Buffer {
  const file = readDockerfile(bytes);
  const stages: string[] = [];
  const variables: Variables = new Map();
  const lines = file.instructions.map((instruction) => {
    const { name, rest } = instruction;
    if (['FROM', 'ARG', 'COPY', 'ONBUILD'].includes(name)) checkBlanks(instruction);
    if (name === 'FROM') return from(instruction, stages, variables, may);
    if (name === 'ARG' && stages.length === 0) declare(rest, buildArgs, variables);
    if (name === 'COPY') judgeCopy(instruction, stages.slice(0, -1), may);
    if (name === 'ONBUILD') judgeTrigger(instruction, file.escape, may);
    return `${name} ${rest}`;
  });
  return Buffer.from([...(file.escape === '`' ? ['# escape=`'] : []), ...lines, ''].join('\n'));
}

/** What some would take for the end of a word and others not. */
function checkBlanks({ line, rest }: Instruction): void {
  if (/[^\S \t]|[\0\u0085]/.test(rest)) throw wrong(line, 'has blanks other than spaces and tabs');
}

const fromForm = /^((?:--platform=[\w./:${}-]+[ \t]+)?)(\S+)(?:[ \t]+as[ \t]+([a-z][\w.-]*))?$/i;

function from({ line, rest }: Instruction, stages: string[], variables: Variables, may: MayHave): string {
  const [, platform = '', word = '', stage = ''] = fromForm.exec(rest) ?? [];
  if (word === '') throw wrong(line, 'is no FROM with a name, and AS with another perhaps');
  const image = resolved(word, variables);
  if (image === null)
    throw wrong(line, 'names its image by what is more than $NAME, ${NAME}, ${NAME:-...} or ${NAME:+...} of a plain ARG');
  if (image !== 'scratch' && !stages.includes(image.toLowerCase())) judge(image, line, may);
  stages.push(stage.toLowerCase());
  return `FROM ${platform}${image}${stage === '' ? '' : ` AS ${stage}`}`;
}

function judge(image: string, line: number, may: MayHave): void {
  if (!isImageRef(image)) throw wrong(line, `names what is no image: ${JSON.stringify(image.slice(0, 80))}`);
  may(image, line);
}

/** `COPY --from=`: a stage before this one, by its name or number, or an image. */
function judgeCopy({ line, rest }: Instruction, stages: readonly string[], may: MayHave): void {
  for (const word of rest.split(/[ \t]+/)) {
    if (!word.startsWith('--')) return;
    const [, flag = '', value = ''] = /^--([a-z-]+)(?:=([\w./:,@+*${}-]*))?$/.exec(word) ?? [];
    if (flag === '') throw wrong(line, `has an option that is not understood: ${JSON.stringify(word.slice(0, 80))}`);
    if (flag !== 'from') continue;
    const isStage =
      value !== '' && (stages.includes(value.toLowerCase()) || (/^\d{1,4}$/.test(value) && Number(value) < stages.length));
    if (!isStage) judge(value, line, may);
  }
}

/** What an image has others do when they build on it: there it has no stages of its own. `rest`: what stands behind ONBUILD. */
export function judgeTrigger(
  { line, rest }: Pick<Instruction, 'line' | 'rest'>,
  escape: Dockerfile['escape'],
  may: MayHave,
): void {
  const trigger = instructionOf(rest, line, escape);
  if (trigger.name !== 'COPY') return;
  checkBlanks(trigger);
  judgeCopy(trigger, [], may);
}
