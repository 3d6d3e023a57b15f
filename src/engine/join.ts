import { engineError, engineUnavailable, WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { wasSent } from './failure.ts';
import { pathSegment } from './ids.ts';

/** Attaches a container that was just made, and has never run, to further networks. Where one of them fails the container is taken away again. */
export async function joinNetworks(
  connection: EngineConnection,
  id: string,
  networks: readonly (readonly [network: string, endpoint: object])[],
  deadlines: { act: number; remove: number },
): Promise<void> {
  try {
    for (const [network, endpoint] of networks) {
      await connection.call({
        method: 'POST',
        path: `/networks/${pathSegment('network', network)}/connect`,
        body: { Container: id, EndpointConfig: endpoint },
        deadlineMs: deadlines.act,
      });
    }
  } catch (error) {
    await remove(connection, id, deadlines.remove, error);
    // The container was made, so that of the whole it would not be true.
    throw wasSent(error)
      ? error
      : engineError(`what was made was removed again: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
  }
}

async function remove(connection: EngineConnection, id: string, deadlineMs: number, why: unknown): Promise<void> {
  const path = `/containers/${pathSegment('container', id)}`;
  try {
    await connection.call({ method: 'DELETE', path, query: { force: true, v: true }, deadlineMs });
  } catch (error) {
    const silent = error instanceof WharfingerError && (error.code === 'ENGINE_UNAVAILABLE' || error.code === 'TIMEOUT');
    const left = `the container ${id} was made, could not be attached to all its networks, and could not be removed again`;
    throw (silent ? engineUnavailable : engineError)(left, { cause: new AggregateError([why, error]) });
  }
}
