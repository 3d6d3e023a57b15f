import { engineError } from '../errors.ts';
import { callEngine, type EngineAddress } from './engine-http.ts';

/** As much of a container, image, network or volume as the demo needs to tell its own from others. */
export interface Named {
  /** What the engine's paths take; a volume has only its name. */
  id: string;
  name: string;
  /** Of a container: what it was made of. */
  image: string | undefined;
  /** The compose project it belongs to. */
  project: string | undefined;
}

/** A list of the engine's API. Throws ENGINE_ERROR for an answer of another shape. */
export async function askList(engine: EngineAddress, path: string, query: Record<string, string>): Promise<Named[]> {
  const answer: unknown = JSON.parse((await callEngine(engine, 'GET', path, { query })).text);
  // Volumes come inside an object, and no volumes as null.
  const list = isObject(answer) ? (answer['Volumes'] ?? []) : answer;
  if (!Array.isArray(list)) throw engineError(`GET ${path} did not answer with a list`);
  return list.filter(isObject).map(decode);
}

function decode(object: Record<string, unknown>): Named {
  const names = object['Names'] ?? object['RepoTags'];
  const name = textIn(object, 'Name') ?? (Array.isArray(names) ? String(names[0] ?? '').replace(/^\//, '') : '');
  const labels = isObject(object['Labels']) ? object['Labels'] : {};
  return {
    id: textIn(object, 'Id') ?? name,
    name,
    image: textIn(object, 'Image'),
    project: textIn(labels, 'com.docker.compose.project'),
  };
}

function textIn(object: Record<string, unknown>, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
