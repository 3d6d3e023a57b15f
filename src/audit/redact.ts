import { createHmac } from 'node:crypto';
import { join } from 'node:path';

/**
 * What stands in the log in place of a secret: `hmac-sha256:` and 64 hexadecimal digits, under the redaction key of this installation. The same secret
 * gives the same text, so whoever holds the key and the secret can look for it; nobody can get from the text to the secret.
 */
export type Redact = (secret: string) => string;

/** The key that secrets are hashed with: 32 random bytes. Under another one nothing recorded before can be asked for any more. */
export const redactionKeyPath = (keyDir: string) => join(keyDir, 'redaction-key');

// Apart from whatever else may be hashed under this key one day.
const domain = 'wharfinger-redaction-v1\0';

export function redactor(key: Uint8Array): Redact {
  return (secret) => `hmac-sha256:${createHmac('sha256', key).update(domain).update(secret).digest('hex')}`;
}
