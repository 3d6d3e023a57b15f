import { WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { container } from './container.ts';
import { rawStream, resize } from './exec.ts';
import { hijack } from './hijack.ts';
import { pathSegment } from './ids.ts';
import type { AttachSpec, TerminalRun } from './ports.ts';

/** Opens both ends of a container's own process, from now on: what it wrote before is in its log. */
export async function attach(
  connection: EngineConnection,
  id: string,
  { tty, stdin, detachKeys, outputs, logs, follow }: AttachSpec,
  deadlineMs: number,
): Promise<TerminalRun> {
  const path = `/containers/${pathSegment('container', id)}`;
  const query = new URLSearchParams({
    stream: String(follow ?? true),
    stdout: String(outputs?.stdout ?? true),
    stderr: String(outputs?.stderr ?? true),
    stdin: String(stdin),
    logs: String(logs ?? false),
  });
  if (detachKeys !== null) query.set('detachKeys', detachKeys);
  const raw = await connection.apart({ method: 'POST', path: `${path}/attach`, deadlineMs }, (found, signal) =>
    hijack(found, `${path}/attach?${query.toString()}`, {}, signal),
  );
  return {
    ...rawStream(connection, raw, tty),
    resize: (size) => resize(connection, path, size, deadlineMs),
    async result() {
      try {
        const { body } = await connection.call({ method: 'GET', path: `${path}/json`, deadlineMs });
        const { state, exitCode } = container(body);
        const running = state !== 'exited' && state !== 'dead';
        return { running, exitCode: running ? null : exitCode };
      } catch (error) {
        // One that is removed as soon as it has ended.
        if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return { running: false, exitCode: null };
        throw error;
      }
    },
  };
}
