import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { openDatabase } from '../../store/connection.ts';
import { failureOf } from '../../store/failure.ts';
import { Finder } from './finder.ts';
import type { Reply, Request } from './question.ts';

/** The path of the database. */
export type ThreadData = string;

function serve(port: MessagePort, path: ThreadData): void {
  let open: { database: DatabaseSync; finder: Finder } | null = null;
  const finder = (): Finder => {
    if (open !== null) return open.finder;
    const database = openDatabase(path, 'read');
    open = { database, finder: new Finder(database) };
    return open.finder;
  };
  const replyTo = ({ id, question }: Exclude<Request, 'close'>): Reply => {
    try {
      return { id, answer: finder().answer(question) };
    } catch (error) {
      return { id, failure: failureOf(error) };
    }
  };
  port.on('message', (request: Request) => {
    if (request !== 'close') {
      port.postMessage(replyTo(request));
      return;
    }
    open?.database.close();
    port.close();
  });
}

if (parentPort !== null) serve(parentPort, workerData);
