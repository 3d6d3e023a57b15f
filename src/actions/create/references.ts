import type { Container } from '../../engine/model.ts';
import { WharfingerError } from '../../errors.ts';
import { refuse } from './check.ts';
import type { CreateInput } from './input.ts';

/** The other containers that a new one leans on, each found once: what was judged is what is sent, whoever takes the name meanwhile. */
export interface References {
  volumesFrom: readonly { container: Container; readOnly: boolean }[];
  network: Container | null;
  pid: Container | null;
  ipc: Container | null;
}

export function referencesOf(input: CreateInput, resolve: (ref: string) => Container): References {
  const found = (path: string, ref: string): Container => {
    try {
      return resolve(ref);
    } catch (error) {
      if (error instanceof WharfingerError)
        throw new WharfingerError(error.code, `input.${path}: ${error.message}`, { cause: error });
      throw error;
    }
  };
  const shared = (path: 'networkMode' | 'pidMode' | 'ipcMode', others: readonly string[]): Container | null => {
    const mode = input[path] ?? '';
    if (mode.startsWith('container:')) return found(path, mode.slice('container:'.length));
    if (mode !== '' && !others.includes(mode))
      refuse(path, `${others.map((other) => `"${other}"`).join(', ')} or "container:" with the name of one.`);
    return null;
  };
  return {
    volumesFrom: (input.volumesFrom ?? []).map(({ container, readOnly }, index) => ({
      container: found(`volumesFrom[${index}].container`, container),
      readOnly: readOnly ?? false,
    })),
    network: shared('networkMode', ['bridge', 'host', 'none']),
    pid: shared('pidMode', ['host']),
    ipc: shared('ipcMode', ['none', 'private', 'shareable', 'host']),
  };
}
