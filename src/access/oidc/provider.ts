import type { ClaimRule } from '../rules/rule.ts';

/** The algorithms that can be allowed: asymmetric ones only, so that no key that is public can be taken for a secret one. */
export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

export const usualAlgorithms: readonly string[] = ['RS256', 'ES256', 'EdDSA'];

/** An issuer of signed tokens that is believed, and what its claims mean here. */
export interface OidcProvider {
  /** Names it in identities and in the audit log. */
  name: string;
  issuer: string;
  audience: readonly string[];
  algorithms: readonly string[];
  /** The `typ` that a token must have; null: `JWT`, `at+jwt` or none. */
  type: string | null;
  kind: 'person' | 'pipeline';
  nameClaim: string | null;
  /** The first that holds decides. */
  rules: readonly ClaimRule[];
}

/** Whether a URL may be fetched from: https, or http on this very machine; no credentials, no fragment. */
export function isFetchable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

const isLoopback = (name: string) => name === 'localhost' || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name);

/** Beyond https, what a provider's own document may lead to: never from https to http. */
export function mayLeadTo(issuer: string, url: string): boolean {
  return isFetchable(url) && (new URL(url).protocol === 'https:' || new URL(issuer).protocol === 'http:');
}
