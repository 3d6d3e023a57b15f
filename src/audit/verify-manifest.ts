import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Point } from './chain-check.ts';
import { isSignedBy, readCheckpoint } from './checkpoint.ts';
import { readLastLine } from './checkpoint-file.ts';
import type { Problems } from './problem.ts';
import { readKeys } from './verify-trust.ts';

const lastLine = Compile(Type.Object({ manifest: Type.Object({ checkpoint: Type.String() }) }));

/**
 * What the checkpoint in an export's manifest vouches for; null where there is none, or nothing yet. Its signature is looked at where the public keys are
 * given. Throws when a file cannot be read.
 */
export function manifestPoint(
  path: string,
  publicKeys: string | null,
  problems: Problems,
): { size: number; point: Point } | null {
  const value = parsed(readLastLine(path));
  if (!lastLine.Check(value)) return null;
  const read = readCheckpoint(value.manifest.checkpoint);
  if (read === null) {
    problems.record(0, 'manifest', 'has in the manifest of the export a checkpoint that is none');
    return null;
  }
  const { checkpoint, signature } = read;
  const { size, headHash, keyId } = checkpoint;
  if (publicKeys !== null) {
    const key = readKeys(publicKeys).get(keyId);
    if (key === undefined || !isSignedBy(checkpoint, signature, key))
      problems.record(size, 'signature', `has a checkpoint in the manifest that no key in ${publicKeys} has signed`);
  }
  return size === 0 ? null : { size, point: { headHash, name: 'the checkpoint in the manifest', trusted: false } };
}

function parsed(line: string | null): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}
