import assert from 'node:assert/strict';
import type { TestApp } from '../../support/app.ts';

/** The first so many results of a subscription, by Server-Sent Events; fewer where it has ended before. */
export async function follow(on: { app: TestApp; url: string }, query: string, results: number): Promise<unknown[]> {
  const over = AbortSignal.timeout(10_000);
  const response = await fetch(`${on.url}/graphql/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${on.app.admin}`, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: over,
  });
  assert.equal(response.status, 200);
  const found: unknown[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const frame = text.slice(0, end);
      text = text.slice(end + 2);
      if (frame.startsWith('event: complete')) return found;
      const data = /^data: (.*)$/m.exec(frame)?.[1];
      if (frame.startsWith('event: next') && data !== undefined) found.push(JSON.parse(data));
      if (found.length >= results) return found;
    }
  }
  return found;
}
