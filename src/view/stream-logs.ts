import type { Container, LogLine } from '../engine/model.ts';
import { followMembers, type Members } from './stream-members.ts';
import { Merge } from './stream-merge.ts';
import { timeKey } from './time.ts';
import type { FollowOptions, HostView } from './view.ts';

/** Lines of one container that arrived together. `dropped`: lines of it that this listener was too slow for, just before. */
export interface MemberLines {
  host: HostView;
  it: Container;
  lines: readonly LogLine[];
  dropped: number;
}

/** Whether a line is wanted. */
export type LineFilter = (text: string) => boolean;

/** The logs of several containers, as they come. When following, those of a container that starts again go on where they ended. */
export function followLogs(
  members: Members,
  options: FollowOptions,
  wanted: LineFilter,
  signal: AbortSignal,
): AsyncIterable<MemberLines> {
  if (!options.follow) return readLogs(members, options, wanted, signal);
  const last = new Map<string, string>();

  const open = (host: HostView, it: Container, until: AbortSignal) => {
    const key = `${host.name}/${it.id}`;
    const since = last.get(key);
    const from = since === undefined ? options : { ...options, since, tail: null };
    const seen = (lines: readonly LogLine[]) => {
      const fresh = since === undefined ? lines : lines.filter(({ at }) => timeKey(at) > timeKey(since));
      const newest = lines.at(-1)?.at;
      if (newest !== undefined) last.set(key, newest);
      return fresh;
    };
    return linesOf(host, it, from, (lines) => seen(lines).filter(({ text }) => wanted(text)), until);
  };
  return followMembers(members, { open, whileStopped: true }, signal);
}

/** What is there now, and then the end. */
function readLogs(members: Members, options: FollowOptions, wanted: LineFilter, signal: AbortSignal): AsyncIterable<MemberLines> {
  const merge = new Merge<MemberLines>();
  signal.addEventListener('abort', () => void merge.return(), { once: true });
  const sources = chosen(members).map(({ host, it }) =>
    merge.add(linesOf(host, it, options, (lines) => lines.filter(({ text }) => wanted(text)), signal)),
  );
  void Promise.all(sources).then(() => merge.end());
  return merge;
}

function chosen(members: Members): { host: HostView; it: Container }[] {
  if (members.kind === 'named') {
    const unique = new Map(members.refs.map((ref) => members.host.container(ref)).map((it) => [it.id, it]));
    return [...unique.values()].map((it) => ({ host: members.host, it }));
  }
  return members.hosts.flatMap((host) =>
    host
      .containers()
      .filter((it) => members.matches(host, it))
      .map((it) => ({ host, it })),
  );
}

async function* linesOf(
  host: HostView,
  it: Container,
  options: FollowOptions,
  select: (lines: readonly LogLine[]) => readonly LogLine[],
  signal: AbortSignal,
): AsyncGenerator<MemberLines> {
  for await (const { lines, dropped } of await host.logs(it, options, signal)) {
    const kept = select(lines);
    if (kept.length > 0 || dropped > 0) yield { host, it, lines: kept, dropped };
  }
}
