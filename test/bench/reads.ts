import type { NetConnectOpts } from 'node:net';
import { callEngine } from '../../src/demo/engine-http.ts';
import { addressOf, image, startEngine } from '../support/real-engine.ts';
import { httpRequest, load, type Load } from './load.ts';
import { spawnServer } from './server.ts';

// Reads from 50 connections, against the engine's own list, inspect and info in the same run. Arguments: how many containers the engine holds, in turn
// (100 and 300), and seconds for each figure.
const [sizes, seconds] = [(process.argv[2] ?? '100,300').split(',').map(Number), Number(process.argv[3] ?? 5)];
const connections = 50;

const tenFields = 'name dockerId state status createdAt imageRef exitCode restartCount platform user';
const pool =
  'name dockerId shortId state status createdAt startedAt imageRef command exitCode restartCount pid tty user hostname'.split(
    ' ',
  );

const engine = await startEngine();
const server = await spawnServer(engine.socketPath).catch(async (error: unknown) => {
  await engine.stop();
  throw error;
});
let held = 0;
const rows: Record<string, string | number>[] = [];
try {
  for (const size of sizes) {
    for (; held < size; held += 1) await create(`bench-${held}`);
    await seen(size);
    await measure(size);
  }
} finally {
  await server.stop();
  await engine.stop();
}
console.table(rows);
console.log(JSON.stringify(rows));

async function create(name: string): Promise<void> {
  const body = { Image: image, Cmd: ['sleep', '1000'], Labels: { app: 'bench', tier: 'web' } };
  await callEngine(addressOf(engine), 'POST', '/containers/create', { query: { name }, body });
  if (held < 10) await callEngine(addressOf(engine), 'POST', `/containers/${name}/start`);
}

/** Resolves once the copy has them all. */
async function seen(count: number): Promise<void> {
  for (;;) {
    const answer = await server.gql('{ containers(first: 1) { totalCount } }');
    if (JSON.stringify(answer).includes(`"totalCount":${count}`)) return;
  }
}

async function measure(size: number): Promise<void> {
  const raw = (path: string) => run({ path: engine.socketPath }, () => httpRequest('GET', path, {}));
  const gql = (next: () => { query: string; variables?: object }) => run({ port: server.port }, () => post(next()));
  const list = await raw('/containers/json?all=1');
  const against = (base: Load, what: string, got: Load, bar: number | null) =>
    rows.push({
      what: `${what}, ${size} containers`,
      'raw/s': round(base.perSecond),
      'here/s': round(got.perSecond),
      times: round(got.perSecond / base.perSecond),
      bar: bar ?? '',
      'p50 ms': got.p50,
      'p99 ms': got.p99,
      'raw p50 ms': base.p50,
    });

  const one = `{ containers(first: 1000) { nodes { ${tenFields} } } }`;
  against(list, 'the same list', await gql(() => ({ query: one })), size >= 300 ? 250 : 100);
  against(list, 'ten containers', await gql(() => ({ query: `{ containers(first: 10) { nodes { ${tenFields} } } }` })), 10);

  let count = 0;
  const fifty = Array.from(
    { length: 50 },
    (_, nth) => `query Nth${nth}($key: String!) { containers(first: 1000) { nodes { ${tenFields} extra: label(key: $key) } } }`,
  );
  const turn = () => ({ query: fifty[count++ % 50] ?? '', variables: { key: `k${count}` } });
  against(list, 'fifty documents, new variables', await gql(turn), size >= 300 ? 20 : 12);
  const fresh = () => {
    const aliases = Array.from(
      { length: 10 },
      (_, nth) => `a${count}_${nth}: ${pool[(count * 7 + nth * 3) % pool.length] ?? 'name'}`,
    );
    count += 1;
    return { query: `{ containers(first: 1000) { nodes { ${aliases.join(' ')} } } }` };
  };
  against(list, 'every document new', await gql(fresh), 4);

  const info = await raw('/info');
  against(
    info,
    'host { version info }',
    await gql(() => ({ query: '{ host { version { version } info { memory cpus containers } } }' })),
    200,
  );
  const inspect = await raw('/containers/bench-7/json');
  const byName = 'query ($ref: String!) { container(ref: $ref) { name dockerId state status imageRef labels { key value } } }';
  const names = () => ({ query: byName, variables: { ref: `bench-${count++ % size}` } });
  against(inspect, 'one container by name', await gql(names), 3);
}

function run(to: NetConnectOpts, next: () => string): Promise<Load> {
  return load(to, { connections, seconds, next });
}

function post(body: object): string {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  return httpRequest('POST', '/graphql', headers, JSON.stringify(body));
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
