import { Agent } from 'node:http';
import { Agent as TlsAgent, type AgentOptions } from 'node:https';
import { inspect } from 'node:util';
import Dockerode, { type DockerOptions } from 'dockerode';
import type { EngineAddress } from './address.ts';

/** The part of docker-modem that is used. With `isStream` the answer is handed over as soon as its headers are there. */
export interface Modem {
  dial(
    options: {
      path: string;
      method: string;
      isStream: true;
      statusCodes: Record<number, true>;
      abortSignal: AbortSignal;
      headers: Record<string, string> | undefined;
      options: { _query: Record<string, string>; _body: object };
    },
    callback: (error: unknown, answer: unknown) => void,
  ): void;
}

/** Two ways to one engine. */
export interface Modems {
  /** What keeps them, for what does not go by dockerode. */
  agent: Agent;
  /** Keeps connections for the next request, which halves the CPU of a read. One that the engine has closed meanwhile fails: for what may be sent twice. */
  keeping: Modem;
  /** A connection for each request, fresh, so that an action never fails for one that an engine, restarted meanwhile, has closed. */
  single: Modem;
}

/** Dockerode towards an address. */
export function modemsFor(found: EngineAddress): Modems {
  const agent = agentFor(found, true);
  return { agent, keeping: modem(found, agent), single: modem(found, agentFor(found, false)) };
}

/** Idle connections are closed after 5 s; those in use are not affected. */
function agentFor(found: EngineAddress, keepAlive: boolean): Agent {
  const tls = found.kind === 'tcp' ? found.tls : null;
  const options: AgentOptions = { keepAlive, scheduling: 'lifo', timeout: 5_000, rejectUnauthorized: tls?.verify ?? true };
  return opaque(tls === null ? new Agent(options) : new TlsAgent(options));
}

/** Every option is given, undefined ones too: those left out docker-modem would fill from DOCKER_HOST and its companions. */
function modem(found: EngineAddress, agent: Agent): Modem {
  const tls = found.kind === 'tcp' ? found.tls : null;
  const options: DockerOptions & { agent: Agent } = {
    socketPath: found.kind === 'unix' ? found.path : undefined,
    host: found.kind === 'tcp' ? found.host : undefined,
    port: found.kind === 'tcp' ? found.port : undefined,
    protocol: tls === null ? 'http' : 'https',
    ca: tls?.ca ?? undefined,
    cert: tls?.cert ?? undefined,
    key: tls?.key ?? undefined,
    timeout: undefined,
    agent,
  };
  return new Dockerode(options).modem;
}

/** docker-modem writes out its options with `inspect` on every request, to any depth; an agent among them, with all its sockets, costs 13 ms of CPU. */
function opaque(agent: Agent): Agent {
  return Object.defineProperty(agent, inspect.custom, { value: () => 'Agent' });
}
