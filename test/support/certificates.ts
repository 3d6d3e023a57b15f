import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { scratch } from './scratch.ts';

/** A certificate and its key, as files and as what is in them. */
export interface Issued {
  certPath: string;
  keyPath: string;
  cert: string;
  key: string;
}

export interface Authority {
  folder: string;
  caPath: string;
  ca: string;
  /** Signs a certificate with a fresh key; `extensions` as openssl writes them. */
  issue(file: string, subject: string, ...extensions: string[]): Issued;
}

const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];

/** An authority of its own, in a folder that is gone when the test ends. */
export function authority(t: TestContext): Authority {
  const folder = scratch(t);
  const at = (name: string) => join(folder, name);
  const make = (file: string, subject: string, ...rest: string[]): Issued => {
    const [certPath, keyPath] = [at(`${file}.pem`), at(`${file}.key`)];
    execFileSync('openssl', ['req', '-x509', ...fresh, '-subj', subject, '-keyout', keyPath, '-out', certPath, ...rest], {
      stdio: 'pipe',
    });
    return { certPath, keyPath, cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  };
  const own = make('ca', '/CN=an authority');
  return {
    folder,
    caPath: own.certPath,
    ca: own.cert,
    issue: (file, subject, ...extensions) =>
      make(
        file,
        subject,
        '-CA',
        own.certPath,
        '-CAkey',
        own.keyPath,
        ...['basicConstraints=critical,CA:FALSE', ...extensions].flatMap((extension) => ['-addext', extension]),
      ),
  };
}
