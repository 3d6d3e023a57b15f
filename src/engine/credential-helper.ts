import { execFile } from 'node:child_process';
import { Reading } from './decode.ts';
import { jsonOf } from './events.ts';
import type { RegistryAuth } from './registry.ts';

/** What the helper `docker-credential-<name>` says; rejects with what is wrong in words that repeat nothing of it. */
export interface CredentialHelper {
  /** Null where it has none for that server. */
  get(name: string, server: string): Promise<Pick<RegistryAuth, 'username' | 'password' | 'identityToken'> | null>;
  /** The servers that it has credentials for. */
  list(name: string): Promise<string[]>;
}

const deadlineMs = 10_000;
const longest = 64 * 1024;
/** In place of a user's name: the secret is a token. */
const tokenUser = '<token>';

/** Runs the program from the PATH, with its input and output bounded in size and time. */
export const credentialHelper: CredentialHelper = {
  get: async (name, server) => {
    const said = await run(name, 'get', server);
    if (said === null) return null;
    const answer = understood(name, said);
    const [username, secret] = [answer.at('Username').text(), answer.at('Secret').text()];
    if (username === '' || secret === '') return null;
    return username === tokenUser
      ? { username: '', password: '', identityToken: secret }
      : { username, password: secret, identityToken: '' };
  },
  list: async (name) => {
    const said = await run(name, 'list', '');
    return said === null ? [] : Object.keys(understood(name, said).labels());
  },
};

function understood(name: string, said: string): Reading {
  try {
    return new Reading(jsonOf(said), 'Credentials');
  } catch {
    throw new Error(`docker-credential-${name} answered with something else than credentials`);
  }
}

/** What it writes; null where it says that it has nothing. */
async function run(name: string, verb: 'get' | 'list', input: string): Promise<string | null> {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(name))
    throw new Error('the name of a credential helper has letters, digits, ".", "_" and "-"');
  const program = `docker-credential-${name}`;
  return new Promise((resolve, reject) => {
    const options = { timeout: deadlineMs, maxBuffer: longest, killSignal: 'SIGKILL' } as const;
    const child = execFile(program, [verb], options, (error, stdout) => {
      if (error === null) return resolve(stdout);
      // By this text the Docker command line knows it as well.
      if (stdout.includes('credentials not found in native keychain')) return resolve(null);
      reject(new Error(`${program} ${failure(error)}`));
    });
    // It may end without reading.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** Without its message, in which Node repeats what was written. */
function failure({ code, killed }: { code?: number | string | null | undefined; killed?: boolean | undefined }): string {
  if (code === 'ENOENT') return 'is not on the PATH';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `wrote more than ${longest} bytes`;
  if (killed === true) return `did not answer within ${deadlineMs / 1000} s`;
  return typeof code === 'number' ? `ended with exit code ${code}` : `could not be run (${code ?? 'a signal'})`;
}
