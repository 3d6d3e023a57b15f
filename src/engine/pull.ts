import { engineError, notFound, timedOut } from '../errors.ts';
import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import { JsonLines, jsonOf } from './events.ts';
import type { WriteResult } from './ports.ts';

/** Longer than any pull that gets on; leaving the stream ends it in the engine too. */
const longestMs = 30 * 60_000;

/**
 * Pulls an image and follows the progress to its end: the engine says 200 before it has begun, so what goes wrong later is told in the stream.
 * `changed`: whether the engine has got anything newer. NOT_FOUND where the registry does not have it, or not for us.
 */
export async function pullImage(
  connection: EngineConnection,
  openMs: number,
  { image, platform }: { image: string; platform: string | null },
): Promise<WriteResult> {
  const { name, tag } = splitReference(image);
  const limit = AbortSignal.timeout(longestMs);
  const query = { fromImage: name, tag, platform };
  const answer = await connection.stream({ method: 'POST', path: '/images/create', query, deadlineMs: openMs }, limit);
  const lines = new JsonLines();
  let changed = true;
  try {
    for await (const chunk of answer) {
      if (!Buffer.isBuffer(chunk)) continue;
      for (const line of lines.push(chunk)) {
        const progress = new Reading(jsonOf(line), 'Progress');
        const failure = progress.at('error').text();
        if (failure !== '') throw pullFailure(failure);
        if (progress.at('status').text().startsWith('Status: Image is up to date')) changed = false;
      }
    }
  } catch (error) {
    if (limit.aborted) throw timedOut(`the engine did not finish pulling ${image} within ${longestMs / 60_000} minutes`);
    throw connection.broken(error);
  }
  return { changed, status: answer.statusCode ?? 200 };
}

function pullFailure(message: string) {
  const text = message.trim().slice(0, 2_000);
  const missing = /not found|manifest unknown|does not exist|pull access denied|no matching manifest/i.test(text);
  return (missing ? notFound : engineError)(text, { engineStatus: 200 });
}

/** The repository and what is wanted of it. Without a tag it is `latest`: the engine would take all there are. */
export function splitReference(image: string): { name: string; tag: string } {
  const at = image.indexOf('@');
  if (at >= 0) return { name: withoutTag(image.slice(0, at)), tag: image.slice(at + 1) };
  const name = withoutTag(image);
  return { name, tag: image === name ? 'latest' : image.slice(name.length + 1) };
}

/** A colon behind the last slash begins a tag; one before it is that of a port. */
function withoutTag(image: string): string {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? image : image.slice(0, colon);
}
