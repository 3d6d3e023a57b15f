import type { Caller } from '../access/caller.ts';
import type { Ending, Serve, Terminal } from '../actions/terminals.ts';
import type { OutputPiece } from '../engine/frames.ts';
import { conflict } from '../errors.ts';
import type { Call } from './call.ts';
import { overSocket } from './over-socket.ts';

interface Size {
  rows: number;
  cols: number;
}

/** Terminals that are attached to containers, so that a second request can resize them. */
export class Attached {
  readonly #open = new Set<{ actorId: string; terminal: Terminal }>();

  add(caller: Caller, terminal: Terminal): () => void {
    const one = { actorId: caller.id, terminal };
    this.#open.add(one);
    return () => void this.#open.delete(one);
  }

  /** CONFLICT where the caller is attached to no such container. */
  async resize(caller: Caller, containerId: string, size: Size): Promise<void> {
    const mine = [...this.#open].filter(({ actorId, terminal }) => actorId === caller.id && terminal.containerId === containerId);
    if (mine.length === 0) throw conflict('Only who is attached to a container can resize its terminal.');
    await Promise.all(mine.map(({ terminal }) => terminal.resize(size)));
  }
}

/** Passes bytes to and fro: both ways over the connection where the client asks for that, else its output alone as an ordinary answer. */
export function attended(call: Call, run: (serve: Serve) => Promise<unknown>): Promise<unknown> {
  const { request, reply, streams, caller, attached, head } = call;
  const kept = (serve: Serve): Serve => {
    return async (terminal) => {
      const gone = attached.add(caller, terminal);
      try {
        return await serve(terminal);
      } finally {
        gone();
      }
    };
  };
  if (head !== null) return overSocket(call, head, (serve) => run(kept(serve)));
  return streams.answer(request, reply, (outgoing, signal) =>
    run(
      kept(async (terminal): Promise<Ending> => {
        outgoing.begin({ 'content-type': contentType(call, terminal), 'x-audit-id': terminal.auditId });
        const leave = Promise.withResolvers<Ending>();
        signal.addEventListener('abort', () => leave.resolve('left'), { once: true });
        const sent = (async (): Promise<Ending> => {
          for await (const piece of terminal.output) await outgoing.write(framed(piece, terminal.tty));
          outgoing.end();
          return 'ended';
        })();
        return Promise.race([sent, leave.promise]);
      }),
    ),
  );
}

/** Older clients know one name for both. */
export function contentType({ speaks }: Call, { tty }: Terminal): string {
  return `application/vnd.docker.${tty || !speaks('1.42') ? 'raw' : 'multiplexed'}-stream`;
}

/** Without a terminal each piece has its stream and its length in front. */
export function framed({ stream, bytes }: OutputPiece, tty: boolean): Buffer {
  if (tty) return bytes;
  const header = Buffer.alloc(8);
  header[0] = stream === 'stderr' ? 2 : 1;
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}
