import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { isWithin } from '../access/addresses.ts';
import { alternativeNamesIn, type ClientCertificate } from '../access/certificates/certificate.ts';
import type { Config } from '../config.ts';

/**
 * The client certificate that speaks for a request. None does where it is a proxy's own, who sends the requests of others; nor for a page of a foreign
 * origin, since browsers show a certificate without having been asked by whoever made the page.
 */
export function certificateReader({ trustedProxies, corsOrigins }: Pick<Config, 'trustedProxies' | 'corsOrigins'>) {
  const read = new WeakMap<TLSSocket, ClientCertificate | null>();
  return ({ raw, headers }: FastifyRequest): ClientCertificate | null => {
    const { socket } = raw;
    if (!(socket instanceof TLSSocket) || isForeign(headers, corsOrigins)) return null;
    if (trustedProxies.length > 0 && isWithin(socket.remoteAddress ?? null, trustedProxies)) return null;
    const known = read.get(socket);
    if (known !== undefined) return known;
    const certificate = certificateOf(socket);
    read.set(socket, certificate);
    return certificate;
  };
}

/** A resumed session counts as authorized also without a certificate: having one is asked first. */
function certificateOf(socket: TLSSocket): ClientCertificate | null {
  const x509 = socket.getPeerX509Certificate();
  if (x509 === undefined) return null;
  const { CN: names } = x509.toLegacyObject().subject;
  return {
    trusted: socket.authorized,
    commonNames: names === undefined ? [] : [names].flat(),
    alternativeNames: alternativeNamesIn(x509.subjectAltName ?? ''),
    expires: x509.validToDate.getTime(),
  };
}

function isForeign({ origin, host }: FastifyRequest['headers'], listed: readonly string[]): boolean {
  if (origin === undefined || listed.includes(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
