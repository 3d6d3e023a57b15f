import type { FileReader } from '../engine/ports-files.ts';
import type { EngineWriter } from '../engine/ports.ts';

/** A call that leaves an event, before it is sent: all that changes an engine, and the reads of files. */
export interface EngineCall {
  auditId: string;
  host: string;
  method: keyof EngineWriter | Exclude<keyof FileReader, 'statPath'>;
  args: readonly unknown[];
}

/** To be called when the call is over, with the engine's answer or the error. */
export type CallEnded = (end: { ok: true; answer: unknown } | { ok: false; error: unknown }) => void;

/** Is told of every call, so that the events it brings about are not taken for somebody else's doing. Must not throw. */
export type CallWatch = (call: EngineCall) => CallEnded;

/** A port of the engine, with each call of it told to `watch`. */
export function watched<P extends EngineWriter | FileReader>(
  port: P,
  watch: CallWatch | undefined,
  of: { auditId: string; host: string },
): P {
  if (watch === undefined) return port;
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function' || !isTold(target, name)) return method;
      return async (...args: readonly unknown[]) => {
        const ended = watch({ ...of, method: name, args });
        try {
          const answer: unknown = await Reflect.apply(method, target, args);
          ended({ ok: true, answer });
          return answer;
        } catch (error) {
          ended({ ok: false, error });
          throw error;
        }
      };
    },
  });
}

/** Of a port for reading only what leaves an event. */
function isTold(port: object, name: string | symbol): name is EngineCall['method'] {
  return 'readArchive' in port ? name === 'readArchive' || name === 'exportContainer' : name in port;
}
