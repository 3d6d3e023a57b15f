import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Source } from '../access/caller.ts';
import type { LogLine } from '../engine/model.ts';
import { badInput } from '../errors.ts';
import type { FollowOptions, LogBatch, View } from '../view/view.ts';
import type { Executor } from './executor.ts';
import { stream, watched, type Connections } from './follow.ts';
import { readParameters } from './input.ts';
import type { Parameter } from './parameters.ts';

export interface LogDeps {
  executor: Executor;
  connections: Connections;
  viewFor: (caller: Caller, source: Source) => View;
}

/** A container's log as text: `GET /api/v1/containers/{ref}/logs`. On record before the first byte; a client that reads slowly slows the engine. */
export function logsHandler({ executor, connections, viewFor }: LogDeps) {
  const parameters = logParameters(executor);
  return async (request: FastifyRequest<{ Params: { ref: string } }>, reply: FastifyReply): Promise<FastifyReply> => {
    const given = readParameters(parameters, {}, request.query, []);
    const text = (name: string) => (typeof given[name] === 'string' ? given[name] : null);
    const flag = (name: string, standard: boolean) => (typeof given[name] === 'boolean' ? given[name] : standard);
    const [stdout, stderr] = [flag('stdout', true), flag('stderr', true)];
    if (!stdout && !stderr) throw badInput('stdout, stderr: one of them at least.');
    const options: FollowOptions = {
      tail: typeof given['tail'] === 'number' ? given['tail'] : null,
      since: text('since'),
      until: text('until'),
      follow: flag('follow', false),
      stream: stdout && stderr ? null : stdout ? 'stdout' : 'stderr',
      details: flag('details', false),
    };
    const host = viewFor(request.caller, request.source).host(text('host'));
    const container = host.container(request.params.ref);
    const over = watched(connections, request, reply);
    const batches = await host.logs(container, options, over.signal);
    // A log that is silent for long has nothing to keep it open with.
    const lines = async function* (): AsyncGenerator<string> {
      request.raw.socket.setTimeout?.(0);
      reply.raw.flushHeaders();
      yield* textOf(batches, flag('timestamps', false));
    };
    return stream(reply, 'text/plain; charset=utf-8', lines());
  };
}

/** Lines as they were written; where some were missed because the client was too slow, one in brackets says how many. */
async function* textOf(batches: AsyncIterable<LogBatch>, timestamps: boolean): AsyncGenerator<string> {
  for await (const { lines, dropped } of batches) {
    const missed = dropped === 0 ? '' : `[${dropped} lines were missed here: they came faster than they were read]\n`;
    yield missed + lines.map((line) => written(line, timestamps)).join('');
  }
}

/** As `docker logs` writes it. */
function written({ at, text, partial, details }: LogLine, timestamps: boolean): string {
  return `${timestamps ? `${at} ` : ''}${details === undefined ? '' : `${details} `}${text}${partial ? '' : '\n'}`;
}

/** What the query of a log may say. */
export function logParameters({ schema }: Pick<Executor, 'schema'>): Parameter[] {
  const parameter = (name: string, typeName: string, description: string): Parameter[] => {
    const type = schema.getType(typeName);
    return type !== undefined && 'parseValue' in type
      ? [{ name, in: 'query', to: [name], type, list: false, required: false, description, defaultValue: undefined }]
      : [];
  };
  return [
    ...parameter('host', 'String', 'The host it is on. May be left out while there is one host.'),
    ...parameter('follow', 'Boolean', 'Go on with the lines to come, until the container ends; false when left out.'),
    ...parameter('tail', 'Int', 'How many lines from the end; all when left out.'),
    ...parameter('since', 'DateTime', 'Only lines from this time on.'),
    ...parameter('until', 'DateTime', 'Only lines up to this time.'),
    ...parameter('timestamps', 'Boolean', 'Begin each line with its time; false when left out.'),
    ...parameter(
      'details',
      'Boolean',
      'Put the attributes of each line in front of it, as `docker logs --details` does; false when left out.',
    ),
    ...parameter('stdout', 'Boolean', 'Standard output; true when left out.'),
    ...parameter('stderr', 'Boolean', 'Standard error; true when left out.'),
  ];
}
