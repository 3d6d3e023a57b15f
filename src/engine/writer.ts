import { badInput } from '../errors.ts';
import { commitQuery, committedId } from './commit.ts';
import type { EngineConnection } from './connection.ts';
import { copyContainer } from './copy-container.ts';
import type { EngineRequest } from './exchange.ts';
import { attach } from './attach.ts';
import { openBuilder } from './builder.ts';
import { createContainer } from './create.ts';
import { imageStreamWriter } from './image-streams.ts';
import { startAndWait } from './start-and-wait.ts';
import { openExec, prepareExec, releasePrepared, startExec, startPrepared } from './exec.ts';
import { fileWriter } from './files.ts';
import { containerName, pathSegment, signalName } from './ids.ts';
import type { EngineWriter, StopOptions, WriteResult } from './ports.ts';
import { updateBody, warnings } from './update.ts';
import { objectWriter } from './writer-objects.ts';
import { registryWriter } from './writer-registry.ts';

/** Milliseconds. `act` is added to the time a container is given to stop. */
export interface WriteDeadlines {
  act: number;
  /** Removing deletes files, which takes as long as there are many. */
  remove: number;
  /** An image is made of all that the container has written. */
  commit: number;
}

/** What the engine waits before it kills, where neither the request nor the container says. */
const engineStopSeconds = 10;

/** The writing port over one connection. Nothing is ever sent twice. */
export function engineWriter(connection: EngineConnection, deadlines: WriteDeadlines): EngineWriter {
  const send = async (
    method: 'POST' | 'DELETE',
    path: string,
    query: EngineRequest['query'],
    deadlineMs: number,
  ): Promise<WriteResult> => {
    const { status } = await connection.call({ method, path, query, deadlineMs });
    return { changed: status !== 304, status };
  };
  const act = async (id: string, verb: string, query: EngineRequest['query'] = {}, deadlineMs = deadlines.act) =>
    send('POST', `/containers/${pathSegment('container', id)}/${verb}`, query, deadlineMs);

  /** The engine answers when the container has stopped, so the deadline has to lie beyond the time it is given. */
  const stopping = async (id: string, verb: 'stop' | 'restart', options: StopOptions) => {
    const signal = options.signal === null ? null : signalName(options.signal);
    const given = options.timeoutSeconds;
    if (given !== null && (!Number.isInteger(given) || given < -1))
      throw badInput('the time to stop is a whole number of seconds, or -1 for no limit');
    // Before 1.42 the engine silently ignores the signal and sends the container's own.
    if (signal !== null && !(await connection.speaks('1.42'))) {
      throw badInput(
        `this engine cannot ${verb} with another signal (that needs API 1.42, Docker 23); kill with that signal instead`,
      );
    }
    const seconds = given ?? options.ownSeconds ?? engineStopSeconds;
    return act(id, verb, { t: given, signal }, seconds < 0 ? Number.POSITIVE_INFINITY : seconds * 1000 + deadlines.act);
  };

  return {
    ...objectWriter(connection, deadlines),
    ...fileWriter(connection, deadlines.remove),
    ...registryWriter(connection, deadlines.remove),
    ...imageStreamWriter(connection),
    startContainer: (id) => act(id, 'start'),
    stopContainer: (id, options) => stopping(id, 'stop', options),
    restartContainer: (id, options) => stopping(id, 'restart', options),
    killContainer: async (id, { signal }) => act(id, 'kill', { signal: signal === null ? null : signalName(signal) }),
    pauseContainer: (id) => act(id, 'pause'),
    unpauseContainer: (id) => act(id, 'unpause'),
    renameContainer: async (id, { name }) => act(id, 'rename', { name: containerName(name) }),
    removeContainer: async (id, { force, volumes }) =>
      send('DELETE', `/containers/${pathSegment('container', id)}`, { force, v: volumes }, deadlines.remove),
    // The engine finds a link by names only.
    removeLink: async (name, alias) => {
      const path = `/containers/${pathSegment('container', name)}/${pathSegment('container', alias)}`;
      return send('DELETE', path, { link: true }, deadlines.act);
    },
    updateContainer: async (id, update) => {
      const path = `/containers/${pathSegment('container', id)}/update`;
      const answer = await connection.call({ method: 'POST', path, body: updateBody(update), deadlineMs: deadlines.act });
      return { changed: true, status: answer.status, warnings: warnings(answer.body) };
    },
    copyContainer: (id, options) => copyContainer(connection, id, options, deadlines),
    commitContainer: async (id, options) => {
      const query = commitQuery(decodeURIComponent(pathSegment('container', id)), options);
      const answer = await connection.call({ method: 'POST', path: '/commit', query, deadlineMs: deadlines.commit });
      return { changed: true, status: answer.status, imageId: committedId(answer.body) };
    },
    createContainer: (options) => createContainer(connection, deadlines, options),
    startAndWait: (id, options, signal) => startAndWait(connection, deadlines.act, id, options, signal),
    attachContainer: (id, spec) => attach(connection, id, spec, deadlines.act),
    openBuilder: (spec) => openBuilder(connection, spec, deadlines.act),
    openExec: (id, spec) => openExec(connection, id, spec, deadlines.act),
    startExec: (id, spec) => startExec(connection, id, spec, deadlines.act),
    prepareExec: (id, spec) => prepareExec(connection, id, spec, deadlines.act),
    startPrepared: (_id, spec, execId) => startPrepared(connection, spec, execId, deadlines.act),
    releasePrepared: (_id, spec, execId) => releasePrepared(connection, spec, execId, deadlines.act),
  };
}
