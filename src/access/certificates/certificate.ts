import type { Who } from '../rules/rule.ts';

/** What a client showed at the TLS handshake, and has the key of. */
export interface ClientCertificate {
  /** Whether an authority that is trusted has signed it, and it was good at the handshake. */
  trusted: boolean;
  /** Common names of the subject: more than one is unusual, and names nobody. */
  commonNames: readonly string[];
  /** Alternative names with their kinds, for example `URI:spiffe://example.com/ann`. */
  alternativeNames: readonly string[];
  /** Its notAfter, in milliseconds. */
  expires: number;
}

/** Says what is in a field of a certificate that is for people to read, without what would change how it is read. */
const readable = /^[^\p{C}\p{Z}](?:[^\p{C}]{0,253}[^\p{C}\p{Z}])?$/u;

/** Who a certificate is of: its common name, or else its first URI; null where it has neither. */
export function holderOf({ commonNames, alternativeNames }: ClientCertificate): Who | null {
  const [common, ...others] = commonNames;
  const uri = alternativeNames.find((name) => name.startsWith('URI:'))?.slice('URI:'.length);
  const name = others.length === 0 ? (common ?? uri) : undefined;
  return name === undefined || !readable.test(name)
    ? null
    : { type: 'person', id: `cert:${name}`, name: name.slice(0, 100), authMethod: 'mtls' };
}

const kinds = ['URI', 'DNS', 'email', 'IP Address'];

/**
 * The alternative names in Node's words: `DNS:one, URI:"two, three"`. What has a comma or a quote is a JSON text there, so that no name can pass for two.
 * Empty where it cannot be read to its end.
 */
export function alternativeNamesIn(words: string): string[] {
  const found: string[] = [];
  let rest = words;
  while (rest !== '') {
    const [whole = '', kind = '', plain, quoted] = /^([A-Za-z ]+):(?:([^",]*)|("(?:[^"\\]|\\.)*"))(?:, |$)/.exec(rest) ?? [];
    if (whole === '') return [];
    const value: unknown = quoted === undefined ? plain : JSON.parse(quoted);
    if (kinds.includes(kind) && typeof value === 'string') found.push(`${kind}:${value}`);
    rest = rest.slice(whole.length);
  }
  return found;
}
