import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';

export interface Issuer {
  url: string;
  /** The paths that were asked for. */
  asked: string[];
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  jwk: JWK;
  /** A good token, but for what is changed; undefined leaves a claim out. */
  sign(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>, key?: CryptoKey | Uint8Array): Promise<string>;
}

/** An issuer of signed tokens on loopback, with one key of RS256. */
export async function startIssuer(t: TestContext, path = ''): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const asked: string[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '');
    const body =
      request.url === `${path}/.well-known/openid-configuration` ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [jwk] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${portOf(server.address())}${path}`;
  const sign: Issuer['sign'] = (claims = {}, header = {}, key = privateKey) => {
    const now = Math.floor(Date.now() / 1000);
    const whole = { iss: url, aud: 'wharfinger', sub: 'ann', iat: now, exp: now + 600, groups: ['ops'], ...claims };
    return new SignJWT(whole).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
  };
  return { url, asked, publicKey, privateKey, jwk, sign };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
