import type { FileReader } from '../engine/ports-files.ts';
import type { ImageProgress, ImageStreamReader } from '../engine/ports-images.ts';
import type { EngineWriter } from '../engine/ports.ts';
import { engineError, engineUnavailable } from '../errors.ts';

/** A call that leaves an event, before it is sent: all that changes an engine, and the reads of files and images. */
export interface EngineCall {
  auditId: string;
  host: string;
  method: keyof EngineWriter | Exclude<keyof FileReader, 'statPath'> | keyof ImageStreamReader;
  args: readonly unknown[];
}

/** What is told of a call. */
export interface CallWatcher {
  /** A line of its output; null: more is asked for. */
  told: (line: ImageProgress | null) => void;
  /** It is over, its output too: with the engine's answer or the error. */
  ended: (end: { ok: true; answer: unknown } | { ok: false; error: unknown }) => void;
}

/** Is told of every call, so that the events it brings about are not taken for somebody else's doing. Must not throw. */
export type CallWatch = (call: EngineCall) => CallWatcher;

/** A port of the engine, with each call of it told to `watch`. `settled`: aborted when no output is read any more. */
export function watched<P extends EngineWriter | FileReader | ImageStreamReader>(
  port: P,
  watch: CallWatch | undefined,
  { settled, ...of }: { auditId: string; host: string; settled?: AbortSignal },
): P {
  if (watch === undefined) return port;
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function' || !isTold(target, name)) return method;
      return async (...args: readonly unknown[]) => {
        const watcher = once(watch({ ...of, method: name, args }));
        try {
          const answer: unknown = await Reflect.apply(method, target, args);
          if (tells(name, answer)) {
            settled?.addEventListener('abort', () => watcher.ended({ ok: false, error: unread() }), { once: true });
            return { ...answer, output: followed(answer.output, watcher) };
          }
          watcher.ended({ ok: true, answer });
          return answer;
        } catch (error) {
          watcher.ended({ ok: false, error });
          throw error;
        }
      };
    },
  });
}

/** Of a port for reading only what leaves an event. */
function isTold(port: object, name: string | symbol): name is EngineCall['method'] {
  return 'readArchive' in port
    ? name === 'readArchive' || name === 'exportContainer' || name === 'saveImages'
    : 'startContainer' in port || name === 'saveImages';
}

function once({ told, ended }: CallWatcher): CallWatcher {
  let over = false;
  return {
    told,
    ended: (end) => {
      if (!over) ended(end);
      over = true;
    },
  };
}

const unread = () => engineUnavailable('the output was not read to its end');

/** Whether the engine has only accepted, and does it while its output is read. */
function tells(name: string, answer: unknown): answer is { output: AsyncIterable<ImageProgress> } {
  return (
    ['loadImages', 'importImage', 'buildImage', 'buildInSession'].includes(name) && typeof answer === 'object' && answer !== null
  );
}

/** Passes the lines on. Whoever leaves before the end, or before the beginning, does not know what becomes of the call. */
async function* followed(output: AsyncIterable<ImageProgress>, { told, ended }: CallWatcher): AsyncGenerator<ImageProgress> {
  let end: Parameters<typeof ended>[0] = { ok: false, error: unread() };
  try {
    let failed = false;
    for await (const line of output) {
      told(line);
      if (line.error !== null) {
        failed = true;
        end = { ok: false, error: engineError(line.error) };
      }
      yield line;
      told(null);
    }
    if (!failed) end = { ok: true, answer: {} };
  } finally {
    ended(end);
  }
}
