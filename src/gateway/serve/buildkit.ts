import type { BuilderInput, Connected } from '../../actions/image-streams/session.ts';
import { badInput } from '../../errors.ts';
import type { Call } from '../call.ts';
import { overSocket } from '../over-socket.ts';

/** The session of a client, which BuildKit asks for files and credentials while it builds. */
export function session(call: Call): Promise<unknown> {
  const id = one(call, 'uuid', /^[\w-]{8,128}$/);
  const name = one(call, 'name', /^[\x20-\x7e]{1,255}$/);
  const sharedKey = one(call, 'sharedkey', /^[\x20-\x7e]{0,255}$/);
  const methods = given(call, 'grpc-method');
  if (methods.length > 100 || methods.some((method) => !/^\/[\w./-]{1,200}$/.test(method)))
    throw badInput(`${header('grpc-method')}: the names of at most 100 methods.`);
  const headers = {
    [header('uuid')]: [id],
    [header('name')]: [name],
    [header('sharedkey')]: [sharedKey],
    [header('grpc-method')]: methods,
  };
  return connected(call, { kind: 'session', host: call.host, headers, session: { id, name } });
}

/** BuildKit itself, for clients that bring a builder's client of their own. */
export function grpc(call: Call): Promise<unknown> {
  return connected(call, { kind: 'grpc', host: call.host, headers: {}, session: null });
}

function connected(call: Call, input: BuilderInput): Promise<unknown> {
  const { head, actions, caller, source } = call;
  if (head === null) throw badInput('Connections to BuildKit are upgraded to "h2c".');
  return overSocket<Connected>(
    call,
    head,
    (serve) => actions.verbatim.builder(caller, source, input, serve),
    () => ['HTTP/1.1 101 Switching Protocols', 'Upgrade: h2c'],
  );
}

const header = (name: string) => `x-docker-expose-session-${name}`;

function given({ request }: Call, name: string): readonly string[] {
  return request.raw.headersDistinct[header(name)] ?? [];
}

function one(call: Call, name: string, form: RegExp): string {
  const [value = '', ...more] = given(call, name);
  if (more.length > 0 || !form.test(value)) throw badInput(`${header(name)}: once, as clients of BuildKit send it.`);
  return value;
}
