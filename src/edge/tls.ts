import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

type TlsFiles = NonNullable<Config['tls']>;

const handshakeMs = 10_000;

/** What the listener speaks TLS with. Throws a plain Error that names the setting whose file cannot be used. */
export function tlsOptions(files: TlsFiles) {
  const { clientCa, clientRequired } = files;
  return {
    ...secrets(files),
    handshakeTimeout: handshakeMs,
    requestCert: clientCa !== null,
    // One that is not good is refused by the request it comes with: a reason can be told and put on record there.
    rejectUnauthorized: clientRequired,
  };
}

/** Takes the files as they are now for the connections to come. Throws where they cannot be used; those before stay in use. */
export function renewTls({ server }: FastifyInstance, files: TlsFiles): void {
  const listener: unknown = server;
  if (listener instanceof Server) listener.setSecureContext(secrets(files));
}

function secrets({ cert, key, clientCa }: TlsFiles): SecureContextOptions {
  const found: SecureContextOptions = {
    minVersion: 'TLSv1.2',
    cert: content('WHARFINGER_TLS_CERT', cert),
    key: content('WHARFINGER_TLS_KEY', key),
    ...(clientCa === null ? {} : { ca: content('WHARFINGER_TLS_CLIENT_CA', clientCa) }),
  };
  try {
    createSecureContext(found);
  } catch (error) {
    throw new Error(`WHARFINGER_TLS_CERT, WHARFINGER_TLS_KEY or WHARFINGER_TLS_CLIENT_CA: ${words(error)}.`, { cause: error });
  }
  return found;
}

function content(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${setting} cannot be read: ${words(error)}.`, { cause: error });
  }
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));
