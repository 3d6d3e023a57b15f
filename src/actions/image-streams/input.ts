import { isImageRef, imageRepository, imageTag } from '../../engine/ids.ts';
import type { BuildOptions, ImportOptions } from '../../engine/ports-images.ts';
import { badInput, WharfingerError } from '../../errors.ts';
import { checkChanges } from '../commit.ts';
import type { ActionInput } from '../once.ts';
import { pairsOf, type Pair } from '../pairs.ts';

export interface LoadInput extends ActionInput {
  platform: string | null;
}

export interface ImportInput extends ActionInput {
  repository: string | null;
  tag: string | null;
  message: string | null;
  changes: readonly string[];
  platform: string | null;
}

export interface BuildInput extends ActionInput, Omit<BuildOptions, 'labels' | 'buildArgs'> {
  labels: readonly Pair[];
  /** Their values never leave for a log or a record. */
  buildArgs: readonly Pair[];
}

export function importOptions({ repository, tag, message, changes, platform }: ImportInput): ImportOptions {
  if (tag !== null && repository === null) throw badInput('tag: needs repo as well.');
  if (repository !== null) at('repo', () => imageRepository(repository));
  if (tag !== null) at('tag', () => imageTag(tag));
  if (message !== null && message.length > 2_000) throw badInput('message: at most 2000 characters.');
  checkChanges(changes);
  checkPlatform(platform);
  return { repository, tag: repository === null ? null : (tag ?? 'latest'), message, changes, platform };
}

export function buildOptions(input: BuildInput): BuildOptions {
  const { tags, dockerfile, target, noCache, pull, rm, forceRm, platform, network, cacheFrom } = input;
  if (tags.length > 50) throw badInput('tag: at most 50.');
  for (const tag of tags) checkName(tag);
  if (dockerfile !== null && !isInside(dockerfile)) throw badInput('dockerfile: a path within the context.');
  if (target !== null && !/^[\w.-]{1,128}$/.test(target)) throw badInput('target: the name or number of a stage.');
  checkPlatform(platform);
  if (network !== null && !/^[a-zA-Z0-9][\w.:-]{0,254}$/.test(network)) throw badInput('network: the name of a network.');
  if (cacheFrom.length > 50 || !cacheFrom.every(isImageRef)) throw badInput('cacheFrom: at most 50 names of images.');
  const labels = pairsOf(input.labels, 'label');
  const buildArgs = pairsOf(input.buildArgs, 'X-Wharfinger-Build-Args');
  return { tags, dockerfile, target, noCache, pull, rm, forceRm, platform, network, cacheFrom, labels, buildArgs };
}

function checkPlatform(platform: string | null): void {
  if (platform !== null && !/^[a-zA-Z0-9_-]{1,32}(?:\/[a-zA-Z0-9_.-]{1,32}){0,2}$/.test(platform))
    throw badInput('platform: such as linux/arm64.');
}

/** "team/app:1.2", "registry:5000/team/app". A colon before the last slash belongs to a registry's port. */
function checkName(name: string): void {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  at('tag', () => imageRepository(colon < 0 ? name : name.slice(0, colon)));
  if (colon >= 0) at('tag', () => imageTag(name.slice(colon + 1)));
}

function isInside(path: string): boolean {
  const odd = path === '' || path.length > 1_024 || path.startsWith('/') || /[\0\r\n]/.test(path);
  return !odd && !path.split('/').includes('..');
}

function at(field: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw error instanceof WharfingerError ? badInput(`${field}: ${error.message}.`) : error;
  }
}
