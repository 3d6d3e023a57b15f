import { existsSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exportLog, formatNames, type Export } from '../audit/export/export.ts';
import { checkpointsPath } from '../audit/paths.ts';
import { databasePath } from '../store/location.ts';
import { openReadOnly } from '../store/open.ts';
import { noteRead } from './note-read.ts';
import { Misuse, type Command, type Given, type Surroundings } from './command.ts';

const text = { type: 'string' } as const;

export const exportCommand: Command = {
  usage: `[options]

  --format FORMAT  ${formatNames.join(', ')}; ndjson when left out
  --after SEQ      only what comes after this record: goes on where an export has ended
  --before SEQ     only what comes before this record
  --output FILE    a new file, there only once it is whole; standard output when left out
  --database FILE  a copy of the database; that of the state directory when left out

Reads the database itself, with a server or without one; a server that runs puts that on record. "audit verify --export FILE" checks an ndjson export by
itself; beside the other formats, FILE.manifest says what is in them.`,
  options: { format: text, after: text, before: text, output: text, database: text },
  positionals: 0,
  async run(given, around) {
    const request = { format: formatOf(given), after: numberOf(given, 'after'), before: numberOf(given, 'before') };
    const output = given.text('output');
    const path = output === null ? null : resolve(output);
    if (path !== null && existsSync(path)) throw new Misuse(`--output: ${path} is there already.`);
    const { database, checkpoints } = sourceOf(given, around);
    const store = await openReadOnly({ url: `file:${database}` });
    try {
      const made = await exportLog({ read: store.read, checkpoints }, request);
      if (given.text('database') === null) await noteRead(around, 'audit export', request);
      if (path === null) await toOutput(made, around);
      else await toFile(made, path, around);
      around.progress?.('');
      const { count, lastSeq } = made.manifest;
      around.err(`${count} lines${lastSeq === null ? '' : `, up to record ${lastSeq}`}; SHA-256 ${made.digest()}`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

function sourceOf(given: Given, around: Surroundings): { database: string; checkpoints: string } {
  const copy = given.text('database');
  const config = copy === null ? around.config() : null;
  const database = config === null ? resolve(copy ?? '') : databasePath(config.databaseUrl);
  if (!existsSync(database))
    throw new Error(
      `There is no database at ${database}${copy === null ? ': nothing was recorded yet, or WHARFINGER_STATE_DIR or DATABASE_URL names another place' : ''}.`,
    );
  return { database, checkpoints: config === null ? join(dirname(database), 'checkpoints') : checkpointsPath(config.stateDir) };
}

async function toOutput({ content, manifest }: Export, around: Surroundings): Promise<void> {
  for await (const bytes of content) {
    // `out` ends the line.
    around.out(bytes.toString('utf8', 0, bytes.length - 1));
    around.progress?.(`${manifest.count} lines, record ${manifest.lastSeq ?? 0}`);
  }
}

/** Under another name until it is whole and on disk. */
async function toFile({ content, manifest, digest }: Export, path: string, around: Surroundings): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'wx', 0o600);
  try {
    for await (const bytes of content) {
      await file.appendFile(bytes);
      around.progress?.(`${manifest.count} lines, record ${manifest.lastSeq ?? 0}`);
    }
    await file.sync();
    if (manifest.format !== 'ndjson') {
      const beside = { manifest: { ...manifest, sha256: digest() } };
      await writeFile(`${path}.manifest`, `${JSON.stringify(beside)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function formatOf(given: Given) {
  const name = given.text('format') ?? 'ndjson';
  const format = formatNames.find((one) => one === name);
  if (format === undefined) throw new Misuse(`--format: one of ${formatNames.join(', ')}; not "${name}".`);
  return format;
}

function numberOf(given: Given, name: string): number | null {
  const value = given.text(name);
  if (value !== null && !/^[0-9]{1,15}$/.test(value)) throw new Misuse(`--${name}: the number of a record; not "${value}".`);
  return value === null ? null : Number(value);
}
