import { WharfingerError } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { copyOf, type CopyOptions } from './copy.ts';
import { Reading } from './decode.ts';
import { containerName, pathSegment } from './ids.ts';
import { joinNetworks } from './join.ts';
import type { WriteResult } from './ports.ts';
import { warnings } from './update.ts';

/** The new one's id, and what the engine remarked. */
export type Copied = WriteResult & { id: string; warnings: readonly string[] };

/** Makes a container with the settings of another, not started. Where it cannot be made whole, what was made of it is removed again. */
export async function copyContainer(
  connection: EngineConnection,
  original: string,
  options: CopyOptions & { name: string },
  deadlines: { act: number; remove: number },
): Promise<Copied> {
  const read = async (path: string) => (await connection.call({ method: 'GET', path, deadlineMs: deadlines.act })).body;
  const found = await read(`/containers/${pathSegment('container', original)}/json`);
  const imageId = new Reading(found, 'Container').at('Image').required();
  const from = await read(`/images/${pathSegment('image', imageId)}/json`).catch(absent);
  const { body, networks } = copyOf(found, from, options);
  const query = { name: containerName(options.name) };
  const made = await connection.call({ method: 'POST', path: '/containers/create', query, body, deadlineMs: deadlines.remove });
  const id = new Reading(made.body, 'Answer').at('Id').required();
  await joinNetworks(connection, id, networks, deadlines);
  return { changed: true, status: made.status, id, warnings: warnings(made.body) };
}

function absent(error: unknown): null {
  if (error instanceof WharfingerError && error.code === 'NOT_FOUND') return null;
  throw error;
}
