import type { Ending, Serve, Terminal } from '../actions/terminals.ts';
import type { Call } from './call.ts';
import { contentType, framed } from './framing.ts';
import { overSocket } from './over-socket.ts';

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
  if (head !== null)
    return overSocket<Terminal>(
      call,
      head,
      (serve) => run(kept(serve)),
      (terminal) => ['HTTP/1.1 101 UPGRADED', `Content-Type: ${contentType(call, terminal)}`, 'Upgrade: tcp'],
    );
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
