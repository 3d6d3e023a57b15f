import { once } from 'node:events';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { IncomingMessage, request } from 'node:http';
import { pipeline } from 'node:stream/promises';

interface Server {
  url: string;
  token: string;
}

/** Sends a file into a container over REST. */
export async function upload(server: Server, path: string, from: string): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': statSync(from).size };
  const sending = call(server, 'PUT', path, headers);
  const [answer] = await Promise.all([accepted(once(sending, 'response')), pipeline(createReadStream(from), sending)]);
  answer.resume();
  await once(answer, 'end');
}

/** Reads one out of it. */
export async function download(server: Server, path: string, to: string): Promise<void> {
  const asking = call(server, 'GET', `${path}&format=raw`);
  asking.end();
  await pipeline(await accepted(once(asking, 'response')), createWriteStream(to));
}

function call({ url, token }: Server, method: string, path: string, headers: Readonly<Record<string, string | number>> = {}) {
  return request(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...headers } });
}

async function accepted(response: Promise<unknown[]>): Promise<IncomingMessage> {
  const [answer] = await response;
  if (!(answer instanceof IncomingMessage) || answer.statusCode !== 200)
    throw new Error(`refused: ${answer instanceof IncomingMessage ? answer.statusCode : 'no answer'}`);
  return answer;
}
