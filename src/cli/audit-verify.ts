import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Problem } from '../audit/problem.ts';
import { verifyLog, type Verification, type VerifyOptions } from '../audit/verify.ts';
import { checkpointsPath, publicKeysPath } from '../audit/paths.ts';
import { archivesIn } from '../audit/retention/archive.ts';
import type { Config } from '../config.ts';
import { sqliteCode } from '../store/failure.ts';
import { databasePath } from '../store/location.ts';
import { Misuse, type Command, type Given, type Surroundings } from './command.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const verify: Command = {
  usage: `[options]

  --database FILE     a copy of the database; that of the state directory when left out
  --export FILE       an export as NDJSON in place of a database
  --archive FOLDER    what retention has archived: the whole log is verified, from its first record on
  --checkpoints FILE  the checkpoints to hold it against; for a copy, the file "checkpoints" beside it when left out
  --public-key FILE   public keys, one of which must have signed the checkpoints
  --trust FILE        checkpoints that were kept elsewhere, as "wharfinger audit checkpoint" or the program's log has them
  --json              the findings as one JSON object

Exit code 0: all is well. 1: something is wrong, and it says what and where. 2: could not run. Works while a server writes, and offline.
docs/audit.md says what is provable with which of these.`,
  options: { database: text, export: text, checkpoints: text, 'public-key': text, trust: text, archive: text, json: flag },
  positionals: 0,
  async run(given, around) {
    const options = optionsOf(given, around);
    const found = await verifyLog({ ...options, ...progress(around) }).catch(explainDatabase);
    around.progress?.('');
    if (given.flag('json')) around.out(JSON.stringify(found));
    else for (const line of shown(found)) around.out(line);
    return found.problems.length === 0 ? 0 : 1;
  },
};

function optionsOf(given: Given, around: Surroundings): VerifyOptions {
  const path = (name: string) => {
    const value = given.text(name);
    return value === null ? null : existing(resolve(value));
  };
  const [database, exported] = [path('database'), path('export')];
  const folder = path('archive');
  const archives = folder === null ? [] : archivesIn(folder);
  const explicit = { checkpoints: path('checkpoints'), publicKeys: path('public-key'), trust: path('trust'), archives };
  if (exported !== null) {
    if (database !== null) throw new Misuse('--database and --export: one of them.');
    if (folder !== null) throw new Misuse('--archive goes with a database; a file of an archive is an --export.');
    return { ...explicit, log: { export: exported } };
  }
  if (database !== null) return { ...explicit, log: { database }, checkpoints: explicit.checkpoints ?? beside(database) };
  return ofState(around.config(), explicit);
}

function ofState(
  config: Config,
  explicit: Pick<VerifyOptions, 'checkpoints' | 'publicKeys' | 'trust' | 'archives'>,
): VerifyOptions {
  const path = databasePath(config.databaseUrl);
  if (!existsSync(path))
    throw new Error(
      `There is no database at ${path}: nothing was recorded yet, or WHARFINGER_STATE_DIR or DATABASE_URL names another place.`,
    );
  const keys = publicKeysPath(config.keyDir);
  return {
    ...explicit,
    log: { database: path },
    checkpoints: explicit.checkpoints ?? checkpointsPath(config.stateDir),
    publicKeys: explicit.publicKeys ?? (existsSync(keys) ? keys : null),
  };
}

function beside(database: string): string | null {
  const path = join(dirname(database), 'checkpoints');
  return existsSync(path) ? path : null;
}

function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  return path;
}

function explainDatabase(error: unknown): never {
  if (sqliteCode(error) === null) throw error;
  const message = error instanceof Error ? error.message : '';
  throw new Error(`The database cannot be read as one of this version of Wharfinger: ${message}.`, { cause: error });
}

function progress({ progress: show }: Surroundings): Pick<VerifyOptions, 'onProgress'> {
  if (show === undefined) return {};
  return { onProgress: (records, of) => show(`${records}${of === null ? '' : ` of ${of}`} records`) };
}

function shown({ records, open, headSeq, headHash, checkpoints, notes, problems }: Verification): string[] {
  return [
    ...problems.map((problem) => `${placeOf(problem)} ${problem.problem}`),
    ...notes.map((note) => `note: ${note}`),
    `${problems.length === 0 ? 'good' : 'WRONG'}: ${records} records, ${open} actions without an outcome`,
    ...(checkpoints === null
      ? []
      : [
          `${checkpoints.lines} checkpoints, the last at ${checkpoints.lastTime ?? '-'} for ${checkpoints.lastSize} records; log ${checkpoints.logId ?? '-'}`,
        ]),
    `the chain ends with record ${headSeq}, ${headHash}`,
  ];
}

function placeOf({ seq, checkpoint }: Problem): string {
  return checkpoint === null ? `record ${seq}` : `checkpoint ${checkpoint}`;
}
