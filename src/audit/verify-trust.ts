import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Point } from './chain-check.ts';
import { isSignedBy, lineHash, readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { keyIdOf, publicKeyOf } from './signing-key.ts';
import type { Problems } from './problem.ts';
import type { CheckpointCheck } from './verify-checkpoints.ts';

/** A checkpoint that was kept elsewhere. */
export interface Trusted extends Checkpoint {
  line: string;
  /** How to call it in a sentence. */
  name: string;
}

const logLine = Compile(Type.Object({ checkpoint: Type.String() }));
const keyLine = Compile(Type.Object({ publicKey: Type.String() }));

/**
 * Reads checkpoints kept elsewhere: lines as `wharfinger audit checkpoint` prints them, or whole lines of the program's log, which have them in the field
 * "checkpoint". Lines of the log about other things are passed over. Throws when the file cannot be read or holds none.
 */
export function readTrusted(path: string): Trusted[] {
  const trusted = linesOf(path).flatMap((text, index) => {
    const value = parsed(text);
    const line = logLine.Check(value) ? value.checkpoint : text;
    const read = readCheckpoint(line);
    return read === null ? [] : [{ ...read, line, name: `the checkpoint in line ${index + 1} of ${path}` }];
  });
  if (trusted.length === 0) throw new Error(`${path} holds no checkpoint.`);
  return trusted;
}

/** Reads public keys, one a line, as they are in `audit-public-keys`; by their ids. Throws when the file cannot be read or holds none. */
export function readKeys(path: string): Map<string, string> {
  const keys = linesOf(path).flatMap((text): [string, string][] => {
    const value = parsed(text);
    if (!keyLine.Check(value)) return [];
    publicKeyOf(value.publicKey);
    return [[keyIdOf(value.publicKey), value.publicKey]];
  });
  if (keys.length === 0) throw new Error(`${path} holds no public key.`);
  return new Map(keys);
}

/** What the checkpoints kept elsewhere vouch for, added to `points`; and what they show about the file of checkpoints itself. */
export function checkTrusted(
  trusted: readonly Trusted[],
  file: CheckpointCheck | null,
  problems: Problems,
): Map<number, Point[]> {
  const points = new Map(file?.points);
  for (const { checkpoint, signature, line, name } of trusted) {
    const { size, headHash, keyId, logId } = checkpoint;
    points.set(size, [...(points.get(size) ?? []), { headHash, name, trusted: true }]);
    if (file === null) continue;
    const key = file.publicKey(keyId);
    const wrong = (problem: string) => problems.record(size, 'trust', problem);
    if (file.found.logId !== logId) wrong(`was that of another log: ${name} is not of the log that these checkpoints are of`);
    else if (key === undefined)
      wrong(`has ${name}, signed with the key ${keyId}, which these checkpoints do not know: they were made anew`);
    else if (!isSignedBy(checkpoint, signature, key)) wrong(`has ${name}, whose signature is not that of its key`);
    else if (file.unseen.has(lineHash(line))) wrong(`has ${name}, which is missing among the checkpoints`);
  }
  return points;
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split(/\r?\n/);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
