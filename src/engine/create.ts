import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { containerName, pathSegment } from './ids.ts';
import { joinNetworks } from './join.ts';
import type { CreateBody, Created } from './ports.ts';

/**
 * Makes a container. Engines before API 1.44 take one network when they create and want the others connected afterwards: that is done here, and
 * where one of them fails the container, which has never run, is taken away again.
 */
export async function createContainer(
  connection: EngineConnection,
  deadlines: { act: number; remove: number },
  { name, platform, body }: { name: string | null; platform: string | null; body: CreateBody },
): Promise<Created> {
  const [first, ...others] = Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {});
  // The engine takes a network that does not exist, and complains when the container is started.
  for (const [network] of first === undefined ? [] : [first, ...others])
    await connection.call({ method: 'GET', path: `/networks/${pathSegment('network', network)}`, deadlineMs: deadlines.act });
  const later = others.length > 0 && !(await connection.speaks('1.44')) ? others : [];
  const sent =
    later.length === 0 || first === undefined
      ? body
      : { ...body, NetworkingConfig: { EndpointsConfig: Object.fromEntries([first]) } };

  const query = { name: name === null ? null : containerName(name), platform };
  const answer = await connection.call({
    method: 'POST',
    path: '/containers/create',
    query,
    body: sent,
    // It may have to wait for the storage driver, as removing does.
    deadlineMs: deadlines.remove,
  });
  const root = new Reading(answer.body, 'Created');
  const id = root.at('Id').required();
  await joinNetworks(connection, id, later, deadlines);
  return { changed: true, status: answer.status, id, warnings: root.at('Warnings').texts() };
}
