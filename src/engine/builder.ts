import type { EngineConnection } from './connection.ts';
import { rawStream } from './exec.ts';
import { upgrade } from './hijack.ts';
import type { RawStream } from './ports.ts';
import type { BuilderSpec } from './ports-images.ts';

/** Opens a connection to BuildKit, on which nothing is framed. */
export async function openBuilder(
  connection: EngineConnection,
  { kind, headers }: BuilderSpec,
  deadlineMs: number,
): Promise<RawStream> {
  const path = `/${kind}`;
  const raw = await connection.apart({ method: 'POST', path, deadlineMs }, (found, signal) =>
    upgrade(found, path, headers, signal),
  );
  return rawStream(connection, raw, true);
}
