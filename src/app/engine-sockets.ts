import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Policy, SocketRule } from '../access/policy.ts';
import { socketCaller } from '../access/sockets.ts';
import type { Config } from '../config.ts';
import type { Gate } from '../edge/gate.ts';
import { measureAnswers } from '../edge/metrics.ts';
import type { OpenSocket } from '../edge/policy-sockets.ts';
import type { Pressure } from '../edge/pressure.ts';
import { buildListener } from '../edge/server.ts';
import { socketGate } from '../edge/socket-gate.ts';
import { listenOn } from '../edge/unix-listen.ts';
import { websockets } from '../edge/websockets.ts';
import { gateway, type GatewayDeps } from '../gateway/plugin.ts';
import { mount } from '../gateway/target.ts';

interface EngineSocketDeps {
  config: Config;
  log: FastifyBaseLogger;
  gate: Gate;
  pressure: Pressure;
  rules: { readonly current: Policy };
  hosts: readonly string[];
  engineApi: GatewayDeps;
  /** As the listener has it. */
  durationOf: FastifyInstance['durationOf'];
}

/** Serves the Engine API on a socket of the policy: the same operations as below /engine/{host}/, at the root. Rejects with the fix in a sentence. */
export async function openEngineSocket(
  { config, log, gate, pressure, rules, hosts, engineApi, durationOf }: EngineSocketDeps,
  place: Pick<SocketRule, 'name' | 'path' | 'mode' | 'owner' | 'group' | 'host'>,
): Promise<OpenSocket> {
  const [only = ''] = hosts;
  const host = place.host ?? only;
  if (place.host === null && hosts.length !== 1)
    throw new Error(`sockets.${place.name}.host: there are several hosts; name one of: ${hosts.join(', ')}.`);
  if (!hosts.includes(host))
    throw new Error(`sockets.${place.name}.host: there is no host "${host}"; there are: ${hosts.join(', ')}.`);
  const server = await buildListener({
    // Nobody is in between who could say where a request came from, no browser, and no network to hide from.
    config: { ...config, trustedProxies: [], corsOrigins: [], tls: null },
    log,
    gate: socketGate(gate, () => socketCaller(place.name, rules.current)),
    pressure,
    // Whatever is no path stays what it is, and is refused.
    rewriteUrl: ({ url = '' }) => (url.startsWith('/') ? `${mount}${host}${url}` : url),
  });
  measureAnswers(server, durationOf);
  await server.register(gateway, engineApi);
  await server.register(websockets, { maxPayloadBytes: config.http.bodyLimit });
  await server.ready();
  try {
    await listenOn(server.server, place);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    async close() {
      // Removes the file at once: later it could be the one of the next.
      server.server.close();
      await server.close();
    },
  };
}
