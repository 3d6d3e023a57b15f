import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChainCheck } from './chain-check.ts';
import type { Problems } from './problem.ts';
import type { Progress } from './verify-database.ts';

/** A line of an export: a record as it is in the database. */
const recordLine = Compile(
  Type.Object({
    seq: Type.Integer(),
    auditId: Type.String(),
    stage: Type.String(),
    time: Type.String(),
    body: Type.String(),
    prevHash: Type.String(),
    hash: Type.String(),
  }),
);

/** The last line: what the export holds. */
const manifestLine = Compile(
  Type.Object({
    manifest: Type.Object({
      count: Type.Integer(),
      firstSeq: Type.Union([Type.Integer(), Type.Null()]),
      lastSeq: Type.Union([Type.Integer(), Type.Null()]),
      headHash: Type.Union([Type.String(), Type.Null()]),
    }),
  }),
);

type Manifest = { count: number; firstSeq: number | null; lastSeq: number | null; headHash: string | null };

const progressEvery = 1000;

/** Takes every record of an export (NDJSON, perhaps gzipped) through the checks, line by line. Rejects when the file cannot be read. */
export async function checkExport(path: string, check: ChainCheck, problems: Problems, onProgress: Progress): Promise<void> {
  let number = 0;
  let manifest: Manifest | null = null;
  let first: number | null = null;
  const before = check.records;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line === '') continue;
    const value = parsed(line);
    if (manifest !== null) {
      problems.record(check.head.seq + 1, 'manifest', `is in line ${number}, after the manifest that ends the export`);
      break;
    }
    if (manifestLine.Check(value)) manifest = value.manifest;
    else if (recordLine.Check(value)) {
      first ??= value.seq;
      check.take({ ...value, time: Date.parse(value.time) });
    } else problems.record(check.head.seq + 1, 'form', `is no record of an export: line ${number} of the file`);
    if (number % progressEvery === 0) onProgress(check.records, null);
  }
  if (manifest === null)
    problems.record(check.head.seq + 1, 'truncated', 'is where the export ends without the manifest that belongs at its end');
  else compare(manifest, { count: check.records - before, firstSeq: first }, check, problems);
}

function compare(
  manifest: Manifest,
  { count, firstSeq }: Pick<Manifest, 'count' | 'firstSeq'>,
  check: ChainCheck,
  problems: Problems,
): void {
  const { seq, hash } = check.head;
  const found: Manifest =
    count === 0
      ? { count: 0, firstSeq: manifest.firstSeq, lastSeq: manifest.lastSeq, headHash: manifest.headHash }
      : { count, firstSeq, lastSeq: seq, headHash: hash };
  for (const name of ['count', 'firstSeq', 'lastSeq', 'headHash'] as const) {
    if (manifest[name] !== found[name])
      problems.record(seq, 'manifest', `ends an export whose manifest says ${name} ${manifest[name]}, but it is ${found[name]}`);
  }
}

/** The lines of a file, without their ends. A gzipped one begins with two bytes that no text begins with. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const gzipped = await isGzipped(path);
  const plain = createReadStream(path);
  const content = gzipped ? pipeline(plain, createGunzip(), () => undefined) : plain;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of content) {
    if (!(chunk instanceof Uint8Array)) continue;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function isGzipped(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 }))
    return chunk instanceof Uint8Array && chunk[0] === 0x1f && chunk[1] === 0x8b;
  return false;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
