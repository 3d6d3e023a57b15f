import type { TestContext } from 'node:test';
import { tarOf } from '../../actions/files/tar.ts';
import { openSocket } from '../../graphql/socket.ts';
import { pick, type TestApp } from '../../support/app.ts';
import { terminal } from '../../support/terminal.ts';
import { routeOf, type Way } from './expected.ts';
import type { Request } from './requests.ts';

/** What came of a request: the code of its error, empty where it was allowed; NOT_FOUND also where the answer is that there is nothing. */
export interface Came {
  code: string;
  message: string;
  auditId: string | null;
}

export interface Client {
  /** `poke`: makes something come out of a stream; until then it is called again and again. */
  ask(way: Way, request: Request, object: string, poke: () => unknown): Promise<Came>;
}

/** The words of the engine for "I was asked". */
export const asked = 'the engine was asked';

/** Somebody who asks in every way there is. */
export async function client(t: TestContext, { app }: TestApp, url: string, token: string): Promise<Client> {
  const authorization = `Bearer ${token}`;
  const socket = openSocket(t, `${url.replace('http', 'ws')}/graphql`);
  await socket.init({ authorization });
  let sent = 0;
  const archive = await tarOf([{ name: 'Dockerfile' }]);

  const inject = async (method: Method, path: string, body?: object) => {
    const answer = await app.server.inject({ method, url: path, headers: { authorization }, payload: body });
    return { status: answer.statusCode, text: answer.body };
  };

  /** Reads until something is in what comes, or it ends. */
  const follow = async ({ method, path, body, type }: Sent, poke: () => unknown, enough: RegExp | null) => {
    const left = new AbortController();
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization, accept: '*/*', ...(type === null ? {} : { 'content-type': type }) },
      signal: left.signal,
      ...(body === undefined ? {} : { body: type === json ? JSON.stringify(body) : new Uint8Array(archive) }),
    });
    let text = '';
    const timer = setInterval(poke, pokeEveryMs);
    try {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        if (enough?.test(text) === true) break;
      }
    } finally {
      clearInterval(timer);
      left.abort();
    }
    return { status: response.status, text };
  };

  const overSocket = async (payload: object, poke: () => unknown): Promise<Came> => {
    sent += 1;
    const id = String(sent);
    socket.send({ id, type: 'subscribe', payload });
    const timer = setInterval(poke, pokeEveryMs);
    const message = await socket.next((one) => one.id === id && one.type !== 'complete').finally(() => clearInterval(timer));
    if (message.type === 'next') socket.send({ id, type: 'complete' });
    socket.received.splice(0, socket.received.length, ...socket.received.filter((one) => one.id !== id));
    return cameOf(message.type === 'error' ? { errors: message.payload } : message.payload);
  };

  const overRest = async (request: Request, object: string, poke: () => unknown): Promise<Came> => {
    const sent = restOf(request, object);
    const { status, text } =
      request.kind === 'http' || request.kind === 'subscription'
        ? await follow(sent, poke, request.kind === 'http' ? null : /\{/)
        : await inject(sent.method, sent.path, sent.body);
    const last = text.trim().split('\n').at(-1) ?? '';
    const error = last.startsWith('{"error":{"code"') ? pick(JSON.parse(last), 'error') : undefined;
    if (error === undefined && status >= 400) return { code: String(status), message: text, auditId: null };
    return error === undefined ? allowed : cameOfError({ ...Object(error), extensions: error });
  };

  return {
    ask(way, request, object, poke) {
      if (way === 'terminal') return overTerminal(t, url, authorization, request, object);
      if (way === 'rest') return overRest(request, object, poke);
      const document = documentOf(request, object);
      if (way === 'websocket') return overSocket(document, poke);
      if (way === 'graphql') return inject('POST', '/graphql', document).then(({ text }) => cameOf(JSON.parse(text)));
      return follow({ method: 'POST', path: '/graphql/stream', body: document, type: json }, poke, /data: \{.*\n/).then(
        ({ text }) => cameOf(JSON.parse(/data: (\{.*)\n/.exec(text)?.[1] ?? text)),
      );
    },
  };
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Sent {
  method: Method;
  path: string;
  body: object | undefined;
  /** Null where there is no body. Anything but JSON: any bytes. */
  type: string | null;
}

const pokeEveryMs = 20;
const json = 'application/json';

const allowed: Came = { code: '', message: '', auditId: null };

/** Of a result of GraphQL. */
function cameOf(result: unknown): Came {
  const error = pick(result, 'errors', 0);
  if (error !== undefined) return cameOfError(error);
  const fields = Object.values<unknown>(Object(pick(result, 'data')));
  return fields.every((one) => one === null) ? { ...allowed, code: 'NOT_FOUND' } : allowed;
}

function cameOfError(error: unknown): Came {
  const [code, message, auditId] = [
    pick(error, 'extensions', 'code'),
    pick(error, 'message'),
    pick(error, 'extensions', 'auditId'),
  ];
  return {
    code: String(message).includes(asked) ? '' : String(code),
    message: String(message),
    auditId: typeof auditId === 'string' ? auditId : null,
  };
}

function documentOf(request: Request, object: string): { query: string; variables?: object } {
  if (request.kind === 'mutation') {
    const type = `${request.field.replace(/^./, (first) => first.toUpperCase())}Input`;
    const query = `mutation ($input: ${type}!) { ${request.field}(input: $input) { __typename } }`;
    return { query, variables: { input: fill(request.input, object) } };
  }
  if (request.kind === 'query' || request.kind === 'subscription')
    return { query: `${request.kind} { ${request.field}${request.args.replaceAll('$', object)} ${request.selection} }` };
  throw new Error(`${request.kind} is not of GraphQL`);
}

function restOf(request: Request, object: string): Sent {
  if (request.kind === 'http') {
    const path = `/api/v1${request.path.replace('$', encodeURIComponent(object))}`;
    return { method: request.method, path, body: request.method === 'GET' ? undefined : {}, type: request.type ?? null };
  }
  const route = routeOf(request);
  if (route === undefined || request.kind === 'terminal') throw new Error(`${request.action} is not of REST`);
  const given: Record<string, unknown> =
    request.kind === 'mutation'
      ? { ...Object(fill(request.input, object)) }
      : Object.fromEntries(
          [...request.args.matchAll(/(\w+): \[?"?([^"\]),]+)/g)].map(([, key = '', value = '']) => [
            key,
            value.replace('$', object),
          ]),
        );
  const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = String(given[key]);
    delete given[key];
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(Object.entries(given).map(([key, value]): [string, string] => [key, String(value)]));
  const inQuery = route.method !== 'POST' && query.size > 0;
  return {
    method: route.method,
    path: `/api/v1${path}${inQuery ? `?${query.toString()}` : ''}`,
    body: route.method === 'POST' ? given : undefined,
    type: null,
  };
}

/** The object in each place that is meant for it. */
function fill(value: unknown, object: string): unknown {
  if (typeof value === 'string') return value.replace('$', object);
  if (Array.isArray(value)) return value.map((one) => fill(one, object));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, object)]));
}

/** Opens a terminal: nobody gets one, since the engine refuses it to whoever may have one. */
async function overTerminal(t: TestContext, url: string, authorization: string, request: Request, object: string): Promise<Came> {
  const way = request.kind === 'terminal' ? request.way : 'exec';
  const opening = { authorization, ...(way === 'exec' ? { command: ['sh'] } : {}) };
  const { told, socket } = await terminal(t, `${url}/api/v1/hosts/local/containers/${object}/${way}/ws`, opening);
  const error = pick(await told('error'), 'error');
  socket.terminate();
  return cameOfError({ ...Object(error), extensions: error });
}
