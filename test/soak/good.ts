import { on, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What a client of the soak speaks to, and what the right answers are. */
export interface Place {
  url: string;
  token: string;
  /** Names of containers that nobody changes, in order, and their ids. */
  fixed: readonly { id: string; name: string }[];
  /** The one whose log is always being written. */
  talker: string;
}

/** One round of a client that behaves: rejects with what was wrong about an answer. `nth` is the number of the client, whose container it may change. */
type Round = (place: Place, nth: number) => Promise<void>;

const json = 'application/json';

/** How often somebody was asked to come again, and did. */
export const again = { count: 0 };

/** What is answered, asked again for as long as the server says to. */
async function ask(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  for (;;) {
    const answer = await fetch(url, request);
    const text = await answer.text();
    if (answer.status !== 503 || !answer.headers.has('retry-after')) return { status: answer.status, text };
    again.count += 1;
    await delay(2_000);
  }
}

async function post(place: Place, path: string, query: string, accept = json): Promise<string> {
  const headers = { authorization: `Bearer ${place.token}`, 'content-type': json, accept };
  const { status, text } = await ask(place.url + path, { method: 'POST', headers, body: JSON.stringify({ query }) });
  if (status !== 200 || text.includes('"errors"')) throw new Error(`${status} to ${query}: ${text.slice(0, 300)}`);
  return text;
}

function same(what: string, got: string, expected: string): void {
  if (got !== expected) throw new Error(`${what}: ${got.slice(0, 300)} in place of ${expected.slice(0, 300)}`);
}

const list =
  '{ containers(filter: { labels: [{ key: "fixed" }] }, orderBy: { field: NAME, direction: ASC }) { nodes { name } } }';
const listed = ({ fixed }: Place) => JSON.stringify({ data: { containers: { nodes: fixed.map(({ name }) => ({ name })) } } });

/** The container that a client may change. */
export const actorOf = (nth: number) => `actor-${nth}`;

/** Each kind of good client. */
export const good: Readonly<Record<string, Round>> = {
  async query(place) {
    same('the list', await post(place, '/graphql', list), listed(place));
  },
  async events(place) {
    const text = await post(place, '/graphql/stream', list, 'text/event-stream');
    same('the list as an event', /data: (\{.*\})/.exec(text)?.[1] ?? text, listed(place));
  },
  async gateway({ url, token, fixed }) {
    const headers = { authorization: `Bearer ${token}` };
    const filters = encodeURIComponent('{"label":["fixed"]}');
    const { text } = await ask(`${url}/engine/local/v1.41/containers/json?all=1&filters=${filters}`, { headers });
    const ids = [...text.matchAll(/"Id":"([0-9a-f]{64})"/g)].map(([, id]) => id);
    same('the list of the gateway', new Set(ids).symmetricDifference(new Set(fixed.map(({ id }) => id))).size.toString(), '0');
  },
  async act(place, nth) {
    const names = [actorOf(nth), `${actorOf(nth)}-renamed`] as const;
    for (const [from, to] of [names, names.toReversed()]) {
      const done = await post(
        place,
        '/graphql',
        `mutation { renameContainer(input: { ref: "${from}", name: "${to}" }) { changed } }`,
      );
      same('rename', done.replace(/,"extensions".*/, '}'), '{"data":{"renameContainer":{"changed":true}}}');
      const read = await post(place, '/graphql', `{ container(ref: "${to}") { name state } }`);
      same('what is read after it', read, `{"data":{"container":{"name":"${to}","state":"RUNNING"}}}`);
    }
  },
  async log({ url, token, talker }) {
    const { text } = await ask(`${url}/api/v1/containers/${talker}/logs?tail=50`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const lines = text.trim().split('\n').map(Number);
    const gap = lines.findIndex((line, at) => at > 0 && line !== (lines[at - 1] ?? 0) + 1);
    if (lines.length !== 50 || gap >= 0) throw new Error(`a log with a gap: ${lines.join(' ').slice(0, 300)}`);
  },
  async follow({ url, token, talker }) {
    const socket = await greeted(url, token);
    try {
      const query = `subscription { containerLogs(refs: ["${talker}"], tail: 5) { lines { text } } }`;
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      const lines: number[] = [];
      for await (const [bytes] of on(socket, 'message', { close: ['close'] })) {
        const text = String(bytes);
        if (text.includes('"errors"') || text.includes('"type":"error"')) throw new Error(text.slice(0, 300));
        lines.push(...[...text.matchAll(/"text":"(\d+)"/g)].map(([, line]) => Number(line)));
        if (lines.length >= 40) break;
      }
      if (lines.length < 40) throw new Error('the log ended');
      if (lines.some((line, at) => at > 0 && line !== (lines[at - 1] ?? 0) + 1)) throw new Error(`a gap: ${lines.join(' ')}`);
      socket.send('{"id":"1","type":"complete"}');
    } finally {
      socket.terminate();
    }
  },
  async terminal({ url, token, talker }, nth) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/hosts/local/containers/${talker}/exec/ws`);
    try {
      await once(socket, 'open');
      const first = { authorization: `Bearer ${token}`, command: ['sh', '-c', `echo "<${nth}>"`], stdin: false };
      const closed = once(socket, 'close');
      let text = '';
      socket.on('message', (bytes: Buffer) => (text += bytes.toString()));
      socket.send(JSON.stringify(first));
      await closed;
      if (!text.includes(`<${nth}>`) || !text.includes('"exitCode":0'))
        throw new Error(`the terminal said: ${text.slice(0, 300)}`);
    } finally {
      socket.terminate();
    }
  },
};

/** A GraphQL socket that has been let in. */
export async function greeted(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => {});
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  const refused = once(socket, 'close').then(([code]) => Promise.reject(new Error(`closed with ${String(code)}`)));
  refused.catch(() => {});
  await Promise.race([once(socket, 'message'), refused]);
  return socket;
}
