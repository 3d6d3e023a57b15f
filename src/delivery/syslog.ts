import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { syslogMessage, type Speaker } from './syslog-message.ts';
import type { Sink } from './sink.ts';

export interface SyslogAddress {
  transport: 'udp' | 'tcp' | 'tls';
  host: string;
  port: number;
}

// What a datagram over IPv4 can hold.
const largestDatagram = 65_507;
const timeoutMs = 10_000;

/** Sends records as messages of RFC 5424. Syslog acknowledges nothing: a message has arrived as far as we know when the system has taken it. */
export function syslogSink(address: SyslogAddress, speaker: Speaker): Sink {
  return address.transport === 'udp' ? overUdp(address, speaker) : overStream(address, speaker);
}

function overUdp({ host, port }: SyslogAddress, speaker: Speaker): Sink {
  return {
    name: 'syslog',
    most: { records: 20, bytes: 256 * 1024 },
    reached: () => Promise.resolve(null),
    async send(records) {
      const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      // A port where nobody listens is told with the next datagram, and here.
      socket.on('error', reject);
      socket.connect(port, host, () => resolve());
      try {
        await promise;
        for (const record of records) await sent(socket, syslogMessage(record, speaker, largestDatagram));
      } finally {
        socket.close();
      }
    },
    close() {},
  };
}

function sent(socket: ReturnType<typeof createSocket>, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.send(message, (error) => {
      socket.off('error', reject);
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** Over TCP and TLS each message has its length before it (RFC 6587, RFC 5425). */
function overStream(address: SyslogAddress, speaker: Speaker): Sink {
  let open: Socket | null = null;
  // What the last connection was given last may have been lost with it: it is sent again over the next one.
  let unsure: Buffer | null = null;
  return {
    name: 'syslog',
    most: { records: 200, bytes: 1024 * 1024 },
    reached: () => Promise.resolve(null),
    async send(records, signal) {
      const bytes = Buffer.concat(
        records.flatMap((record) => {
          const message = syslogMessage(record, speaker);
          return [Buffer.from(`${message.length} `), message];
        }),
      );
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const again = open === null || open.destroyed || !open.writable ? unsure : null;
      if (open === null || open.destroyed || !open.writable) open = await connected(address, limit);
      try {
        await written(open, again === null ? bytes : Buffer.concat([again, bytes]), limit);
      } catch (error) {
        open.destroy();
        throw error;
      }
      unsure = bytes;
    },
    close() {
      open?.end();
      open?.unref();
    },
  };
}

function connected({ transport, host, port }: SyslogAddress, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket =
      transport === 'tls'
        ? connectTls({ host, port, ...(isIPv6(host) ? {} : { servername: host }) })
        : connectTcp({ host, port });
    const stop = () => socket.destroy(new Error('the receiver did not answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    // Whoever writes sees what breaks later.
    socket.on('error', () => undefined);
    socket.once(transport === 'tls' ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', stop);
      socket.setKeepAlive(true, 30_000);
      // Receivers say nothing; reading sees them close.
      socket.resume();
      resolve(socket);
    });
  });
}

function written(socket: Socket, bytes: Buffer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('the receiver took nothing in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.write(bytes, (error) => {
      signal.removeEventListener('abort', stop);
      if (error) reject(error);
      else resolve();
    });
  });
}
