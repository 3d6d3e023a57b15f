/** Gives the JSON at a URL, or rejects: within a time, a size, and without following anywhere else. */
export type FetchJson = (url: string) => Promise<unknown>;

const deadlineMs = 5_000;
const largest = 262_144;

export const fetchJson: FetchJson = async (url) => {
  const answer = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(deadlineMs),
    headers: { accept: 'application/json' },
  });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`${url} answered ${answer.status}.`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.byteLength;
    if (size > largest) throw new Error(`${url} answered with more than ${largest} bytes.`);
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
};
