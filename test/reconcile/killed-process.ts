import { argv, kill, pid } from 'node:process';
import { pino } from 'pino';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { connectEngine } from '../../src/engine/connect.ts';
import { pick } from '../support/app.ts';
import { until } from '../support/until.ts';

// The program that a test kills with -9 between the engine's answer and the outcome, or before the engine is called. Arguments: the engine's socket, the
// state directory, the mutation, "before" or "after" (the first call, or that of a method: "after startContainer"), and the secret of the admin token.
const [, , socketPath = '', stateDir = '', mutation = '', moment = '', secret = ''] = argv;
const [when = '', deadly = ''] = moment.split(' ');
const die = () => kill(pid, 'SIGKILL');

const found = connectEngine({ host: 'local', locate: async () => ({ kind: 'unix', path: socketPath, address: socketPath }) });
const writer = new Proxy(found.writer, {
  get(target, name) {
    const method: unknown = Reflect.get(target, name, target);
    if (typeof method !== 'function') return method;
    return async (...args: readonly unknown[]) => {
      const last = deadly === '' || deadly === name;
      if (last && when === 'before') die();
      const answer: unknown = await Reflect.apply(method, target, args);
      if (last) die();
      return answer;
    };
  },
});
const config = loadConfig({ WHARFINGER_STATE_DIR: stateDir, WHARFINGER_ADMIN_TOKEN: secret });
const app = await buildApp({ config, log: pino({ level: 'silent' }), engines: [{ ...found, writer }] });
const gql = async (query: string) =>
  (
    await app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${secret}` },
      payload: { query },
    })
  ).json<unknown>();
await until(async () => pick(await gql('{ host { status } }'), 'data', 'host', 'status') === 'CONNECTED', 'connected');
await gql(`mutation { ${mutation} }`);
