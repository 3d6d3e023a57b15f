import { Socket } from 'node:net';
import { Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { plainAddress } from '../access/addresses.ts';
import type { Source } from '../access/caller.ts';
import { notTrusted } from '../access/certificates/holders.ts';
import type { Refusal } from '../access/identify.ts';

/**
 * Tells of each connection that ended at its handshake because the client certificate that is required was missing or not good. Handshakes that fail
 * otherwise are told to nobody: those of scanners, and of clients who do not trust the listener.
 */
export function followHandshakes({ server }: FastifyInstance, refused: (refusal: Refusal, source: Source) => void): void {
  const listener: unknown = server;
  if (!(listener instanceof Server)) return;
  const peers = new WeakMap<object, Peer>();
  // A socket that is closed knows its address no more.
  listener.on('connection', (plain: Socket) => peers.set(plain, { address: plain.remoteAddress, port: plain.remotePort }));
  listener.on('tlsClientError', (error: Error & { code?: string }, socket) => {
    const refusal = refusalOf(error.code, socket);
    if (refusal === null) return;
    const under: unknown = Reflect.get(socket, '_parent');
    refused({ ...refusal, token: null }, sourceOf(under instanceof Socket ? peers.get(under) : undefined));
  });
}

interface Peer {
  address: string | undefined;
  port: number | undefined;
}

function refusalOf(code: string | undefined, socket: TLSSocket): Pick<Refusal, 'reason' | 'message'> | null {
  if (code === 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE') return { reason: 'missing', message: missing };
  // Set once the handshake was over and the certificate looked at.
  const wrong: unknown = socket.authorizationError;
  if (!wrong) return null;
  return { reason: wrong === 'CERT_HAS_EXPIRED' ? 'expired' : 'untrusted', message: notTrusted };
}

const missing =
  'No client certificate was shown, and the listener takes no connection without one (WHARFINGER_TLS_CLIENT_REQUIRED).';

function sourceOf({ address, port }: Peer = { address: undefined, port: undefined }): Source {
  return {
    transport: 'rest',
    address: address === undefined ? null : plainAddress(address),
    port: port ?? null,
    userAgent: null,
    requestId: null,
    claimed: {},
  };
}
