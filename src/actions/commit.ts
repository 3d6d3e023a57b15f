import type { Caller, Source } from '../access/caller.ts';
import type { Redact } from '../audit/redact.ts';
import type { CommitOptions } from '../engine/commit.ts';
import type { Container, Image } from '../engine/model.ts';
import { imageRepository, imageTag } from '../engine/ids.ts';
import { badInput, internal, WharfingerError } from '../errors.ts';
import { familiarReference } from '../mirror/image-reference.ts';
import { aimAt, present, type ContainerInput } from './containers.ts';
import type { IdempotencyKeys } from './idempotency.ts';
import { refusedImages } from './image-streams/bound-build.ts';
import { hashedPairs, type Pair } from './pairs.ts';
import { checkNameIsFree } from './images.ts';
import { perform, type ActionHost, type PerformDeps, type Performed } from './perform.ts';
import type { Aim } from './recorded.ts';

export interface CommitInput extends ContainerInput {
  repository?: string | null;
  tag?: string | null;
  author?: string | null;
  message?: string | null;
  changes?: readonly string[] | null;
  /** Absent: true. */
  pause?: boolean | null;
}

export type CommitResult = Performed<{ container: Container; image: Image }>;

export type CommitContainer = (caller: Caller, source: Source, input: CommitInput) => Promise<CommitResult>;

/** Makes an image of what a container has become. */
export function commitAction(deps: PerformDeps & { keys: IdempotencyKeys }): CommitContainer {
  const once = deps.keys.memory<CommitResult>();
  return (caller, source, input) => {
    const key = input.idempotencyKey ?? null;
    if (key === null) return commit(deps, caller, source, input);
    return once({ caller, source, action: 'container.commit', key, input }, (usedUp) =>
      commit(deps, caller, source, input, usedUp),
    );
  };
}

async function commit(deps: PerformDeps, caller: Caller, source: Source, input: CommitInput, usedUp?: () => void) {
  let seen: Container;
  let wanted: CommitOptions;
  let on: ActionHost | undefined;
  let imageId = '';
  const done = await perform<{ container: Container; image: Image }>(deps, caller, source, {
    action: 'container.commit',
    host: input.host ?? null,
    params: (redact) => params(input, redact),
    input: { ...input, env: variablesIn(input.changes ?? []) },
    reason: input.reason ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    usedUp,
    type: 'container',
    aim: (host) => {
      on = host;
      seen = host.mirror.resolveContainer(input.ref);
      wanted = checked(input);
      return { ...aimAt(seen), ...reachOf(host, seen, wanted), ...refusedImages(caller, wanted), key: seen.id };
    },
    call: async (writer, id) => {
      if (on === undefined) throw internal('an action ran without a host');
      const { mirror } = on;
      const before = holder(on, wanted);
      const answer = await writer.commitContainer(id, wanted);
      imageId = answer.imageId;
      // The image that had the name until now has lost it.
      const changed = before === undefined || before === imageId ? [imageId] : [imageId, before];
      await Promise.all(changed.map((image) => mirror.refresh('image', image)));
      // An engine that is slow to show what it has made gets a second chance: the answer is that image.
      if (mirror.images.get(imageId) === undefined) await mirror.refresh('image', imageId);
      return answer;
    },
    result: (host, id) => {
      const image = host.mirror.images.get(imageId);
      if (image === undefined) throw internal(`the image ${imageId} was made and cannot be read`);
      const container = host.mirror.containers.get(id) ?? seen;
      const name = image.tags[0];
      const details = { image: imageId, ...(name === undefined ? {} : { name }) };
      return { value: { container, image }, after: { state: container.state, exitCode: container.exitCode, details } };
    },
  });
  return done;
}

/** For whoever does not reach everything: what the image is called is to be within reach, and its labels are those of the container. */
function reachOf(host: ActionHost, { labels }: Container, { repository, tag, changes }: CommitOptions): Pick<Aim, 'becomes'> {
  if (!host.scoped) return {};
  const labelled = changes.findIndex((change) => instructionOf(change) === 'LABEL');
  if (labelled >= 0 && host.ruledKeys.size > 0)
    throw badInput(`input.changes[${labelled}]: your scope has labels, so LABEL is not for you.`);
  if (repository === null) return {};
  const name = familiarReference(`${repository}:${tag ?? 'latest'}`);
  const held = host.unnarrowed.images.list().find(({ tags }) => tags.includes(name));
  checkNameIsFree(name, held, host.mirror);
  return { becomes: { type: 'image', id: null, name, image: name, labels } };
}

function holder(host: ActionHost, { repository, tag }: CommitOptions): string | undefined {
  if (repository === null) return undefined;
  try {
    return host.mirror.resolveImage(`${repository}:${tag ?? 'latest'}`).id;
  } catch (error) {
    if (error instanceof WharfingerError) return undefined;
    throw error;
  }
}

/** What the engine lets a commit change (builder/dockerfile, validCommitCommands). */
const instructions = new Set('CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL ONBUILD USER VOLUME WORKDIR'.split(' '));

export const instructionOf = (change: string) => (/^\s*([a-zA-Z]+)\s+\S/.exec(change)?.[1] ?? '').toUpperCase();

function checked(input: CommitInput): CommitOptions {
  const { repository = null, tag = null, author = null, message = null } = input;
  if (tag !== null && repository === null) throw badInput('input.tag: needs input.repository as well.');
  if (repository !== null) within('repository', () => imageRepository(repository));
  if (tag !== null) within('tag', () => imageTag(tag));
  for (const [field, text] of [
    ['author', author],
    ['message', message],
  ] as const) {
    if (text !== null && text.length > 2_000) throw badInput(`input.${field}: at most 2000 characters, this has ${text.length}.`);
  }
  const changes = input.changes ?? [];
  checkChanges(changes);
  return { repository, tag, author, message, changes, pause: input.pause ?? true };
}

/** BAD_INPUT for what is no line of a Dockerfile that an image can be given. */
export function checkChanges(changes: readonly string[]): void {
  if (changes.length > 100) throw badInput(`input.changes: at most 100, these are ${changes.length}.`);
  changes.forEach((change, index) => {
    if (change.length > 4_000 || /[\r\n\0]/.test(change))
      throw badInput(`input.changes[${index}]: one line of at most 4000 characters.`);
    if (!instructions.has(instructionOf(change)))
      throw badInput(`input.changes[${index}]: an instruction with its value, one of ${[...instructions].join(', ')}.`);
  });
}

function within(field: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw error instanceof WharfingerError ? badInput(`input.${field}: ${error.message}.`) : error;
  }
}

/** Of the changes which instructions they are, and of ENV the names with the keyed hashes of the values: command lines may hold secrets. */
function params(input: CommitInput, redact: Redact): Record<string, string> {
  const changes = (input.changes ?? []).slice(0, 100).map((change) => instructionOf(change) || '?');
  return present({
    ref: input.ref,
    repository: input.repository ?? null,
    tag: input.tag ?? null,
    author: input.author ?? null,
    message: input.message ?? null,
    changes: changes.length === 0 ? null : changes.join(' '),
    env: hashedPairs(variablesIn(input.changes ?? []), redact),
    pause: String(input.pause ?? true),
  });
}

/** The variables that ENV instructions set: `ENV NAME=value ...`, values in quotes or not, or `ENV NAME value` to the end of the line. */
export function variablesIn(changes: readonly string[]): Pair[] {
  return changes.slice(0, 100).flatMap((change) => {
    const [, rest] = /^\s*env\s+(.*)$/is.exec(change.slice(0, 4_000)) ?? [];
    if (rest === undefined) return [];
    const [, name, value] = /^([^\s=]+)\s+([^]*)$/.exec(rest) ?? [];
    if (name !== undefined && value !== undefined) return [{ key: name, value }];
    return [...rest.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)].map(([, key = '', given = '']) => ({
      key,
      value: given.replace(/^(["'])([^]*)\1$/, '$2'),
    }));
  });
}
