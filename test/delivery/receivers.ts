import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer as createTls } from 'node:tls';
import { pick } from '../support/app.ts';

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A receiver of webhooks that checks signatures. `answer` gives the status of the next answer; null: it never answers. */
export async function webhookReceiver(t: TestContext, secret: string) {
  const taken: number[] = [];
  const state = { answer: (): number | null => 200, asked: 0, forged: 0 };
  const server = createHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      state.asked += 1;
      const body = Buffer.concat(chunks).toString('utf8');
      const { 'x-wharfinger-timestamp': timestamp, 'x-wharfinger-signature': signature } = request.headers;
      const right = createHmac('sha256', secret)
        .update(`${String(timestamp)}.${body}`)
        .digest('hex');
      if (signature !== `v1=${right}`) state.forged += 1;
      const status = state.answer();
      if (status === null) return;
      const events: unknown = JSON.parse(body);
      if (status === 200 && Array.isArray(events)) taken.push(...events.map((event) => Number(pick(event, 'sequence'))));
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server)}/hook`, taken, state };
}

/** A receiver of syslog over TCP or TLS; `messages` are those whose length has come before them. */
export async function syslogReceiver(t: TestContext, tls: { key: string; cert: string } | null = null, port = 0) {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const take = (socket: Socket) => {
    sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const [, digits] = /^(\d+) /.exec(rest.toString('latin1', 0, 10)) ?? [];
        const begin = (digits?.length ?? 0) + 1;
        if (digits === undefined || rest.length < begin + Number(digits)) return;
        messages.push(rest.toString('utf8', begin, begin + Number(digits)));
        rest = rest.subarray(begin + Number(digits));
      }
    });
  };
  const server: Server = tls === null ? createTcp(take) : createTls(tls, take);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  t.after(() => void stop());
  return { port: portOf(server), messages, stop };
}

/** A receiver of syslog over UDP. */
export async function datagramReceiver(t: TestContext) {
  const messages: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message) => messages.push(message.toString('utf8')));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  t.after(() => void socket.close());
  return { port: socket.address().port, messages };
}
