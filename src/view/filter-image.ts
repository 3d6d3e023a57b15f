import type { Image } from '../engine/model.ts';
import { notFound } from '../errors.ts';
import { hasLabels, type LabelSelector } from './labels.ts';
import { referenceMatcher } from './reference.ts';
import { timeKey } from './time.ts';
import type { HostView, OnHost } from './view.ts';

/** Which images: all that is given must hold. */
export interface ImageFilter {
  idPrefix?: string | null;
  dangling?: boolean | null;
  labels?: readonly LabelSelector[] | null;
  reference?: readonly string[] | null;
  nameContains?: string | null;
  before?: string | null;
  since?: string | null;
  until?: string | null;
  createdAfter?: string | null;
  inUse?: boolean | null;
}

/** Turns a filter into a check. `before` and `since` are NOT_FOUND when no host has such an image; BAD_INPUT for a malformed pattern. */
export function imageCheck(filter: ImageFilter | null | undefined, hosts: readonly HostView[]): (one: OnHost<Image>) => boolean {
  const { idPrefix, dangling, labels, reference, nameContains, before, since, until, createdAfter, inUse } = filter ?? {};
  const prefix = idPrefix?.replace(/^sha256:/, '');
  const matches = reference == null ? null : referenceMatcher(reference);
  // Strictly between these two; '' and "~" are before and after all times.
  const earliest =
    [createdAfter == null ? '' : timeKey(createdAfter), since == null ? '' : creationOf(since, hosts)].sort().at(-1) ?? '';
  const latest = [until == null ? '~' : timeKey(until), before == null ? '~' : creationOf(before, hosts)].sort()[0] ?? '~';

  return ({ host, it }) => {
    if (prefix != null && !it.id.replace(/^sha256:/, '').startsWith(prefix)) return false;
    if (dangling != null && (it.tags.length === 0) !== dangling) return false;
    if (labels != null && !hasLabels(it.labels, labels)) return false;
    if (matches !== null && ![...it.tags, ...it.digests].some(matches)) return false;
    if (nameContains != null && !it.tags.some((tag) => tag.includes(nameContains))) return false;
    if (!within(timeKey(it.createdAt), earliest, latest)) return false;
    return inUse == null || host.containersOfImage(it).length > 0 === inUse;
  };
}

function within(time: string, earliest: string, latest: string): boolean {
  return (earliest === '' || time > earliest) && time < latest;
}

function creationOf(ref: string, hosts: readonly HostView[]): string {
  let failure: unknown = notFound(`There is no image "${ref.slice(0, 64)}".`);
  for (const host of hosts) {
    try {
      return timeKey(host.image(ref).createdAt);
    } catch (error) {
      // On the next host there may be one of that name.
      failure = error;
    }
  }
  throw failure;
}
