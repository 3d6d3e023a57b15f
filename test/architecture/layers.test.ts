import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

// The table of ARCHITECTURE.md: which room may import which. Type-only imports count. "*" is the composition root's privilege.
const mayImport: Record<string, readonly string[] | '*'> = {
  main: ['app', 'config', 'edge', 'engine', 'errors'],
  observe: ['audit', 'edge', 'mirror'],
  'observe-delivery': ['delivery', 'edge'],
  app: '*',
  config: ['errors'],
  errors: [],
  catalogue: [],
  pieces: [],
  edge: ['access', 'audit', 'catalogue', 'errors', 'config'],
  access: ['catalogue', 'errors', 'store', 'audit'],
  view: ['access', 'mirror', 'engine', 'audit', 'catalogue', 'errors'],
  graphql: ['view', 'actions', 'access', 'audit', 'engine', 'mirror', 'catalogue', 'errors', 'generated', 'config'],
  rest: ['view', 'actions', 'access', 'audit', 'engine', 'errors', 'catalogue', 'pieces'],
  gateway: ['view', 'actions', 'access', 'engine', 'errors', 'catalogue', 'rest'],
  actions: ['catalogue', 'access', 'audit', 'engine', 'mirror', 'store', 'errors'],
  audit: ['store', 'errors', 'catalogue'],
  delivery: ['audit', 'store', 'errors'],
  reconcile: ['audit', 'mirror', 'engine', 'store', 'errors'],
  mirror: ['engine', 'errors'],
  engine: ['errors', 'pieces'],
  store: ['generated', 'errors'],
  cli: '*',
  demo: ['engine', 'errors', 'config'],
};

// Rooms whose shape (types) the GraphQL room may name while their functions stay out of its reach.
const typesOnly: Record<string, readonly string[]> = {
  graphql: ['access', 'audit', 'engine', 'mirror', 'config'],
  access: ['audit'],
  rest: ['access', 'audit', 'engine'],
  gateway: ['access', 'engine', 'catalogue'],
};

interface Import {
  /** As it is written. */
  path: string;
  from: string;
  file: string;
  to: string;
  typeOnly: boolean;
}

const source = join(import.meta.dirname, '../../src');

function roomOf(file: string): string {
  const [first = ''] = relative(source, file).split('/');
  return first.replace(/\.ts$/, '');
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found: Import[] = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^;'"]*?\s+from\s+)?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g,
  )) {
    const path = match[3] ?? match[4];
    if (path === undefined) continue;
    found.push({
      path,
      from: roomOf(file),
      file: relative(source, file),
      to: roomOf(join(dirname(file), path)),
      typeOnly: match[1] !== undefined,
    });
  }
  return found;
}

const files = globSync('**/*.ts', { cwd: source })
  .map((name) => join(source, name))
  .filter((name) => roomOf(name) !== 'generated');
const imports = files.flatMap(importsOf).filter((one) => one.from !== one.to);

test('every room is in the table', () => {
  const unknown = [...new Set(files.map(roomOf))].filter((room) => !(room in mayImport));
  assert.deepEqual(unknown, []);
});

test('no room imports what the table does not allow it', () => {
  const wrong = imports.filter((one) => {
    const allowed = mayImport[one.from];
    return allowed !== '*' && !allowed?.includes(one.to);
  });
  assert.deepEqual(wrong, []);
});

test('where only the types of a room may be named, nothing else is imported from it', () => {
  const wrong = imports.filter((one) => typesOnly[one.from]?.includes(one.to) && !one.typeOnly);
  assert.deepEqual(wrong, []);
});

test('an engine writer is named nowhere but in the engine, the one door and the composition root', () => {
  const naming = files.filter((file) => /\bEngineWriter\b/.test(readFileSync(file, 'utf8'))).map(roomOf);
  assert.deepEqual(
    [...new Set(naming)].filter((room) => !['engine', 'actions', 'app'].includes(room)),
    [],
  );
});

test('nothing that answers a client can name the live copy: all reads go through the view, which narrows them to the caller', () => {
  const naming = files
    .filter((file) => ['graphql', 'rest', 'gateway', 'edge'].includes(roomOf(file)))
    .filter((file) => /\b(?:MirrorReader|KeptMirror|Mirror|Collection|createMirror)\b/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(source, file));
  assert.deepEqual(naming, []);
});

test('an action gets its host as its caller reaches it, and what is out of reach is looked at in few places, each for a reason', () => {
  const using = (word: RegExp) =>
    files
      .filter((file) => word.test(readFileSync(file, 'utf8')))
      .map((file) => relative(source, file))
      .sort();
  assert.deepEqual(using(/\ballHosts\b/), ['actions/hosts.ts', 'actions/perform.ts', 'actions/repairs.ts']);
  assert.deepEqual(using(/\bunnarrowed\b/), [
    'actions/commit.ts',
    'actions/create/aim.ts',
    'actions/create/reach.ts',
    'actions/hosts.ts',
    'actions/images.ts',
    'actions/perform.ts',
    'actions/recreate.ts',
    'actions/volumes.ts',
  ]);
  assert.deepEqual(using(/mirror\/narrowed\.ts'/), ['actions/hosts.ts', 'view/views.ts']);
});

test('of REST the gateway takes only what streams are sent and counted with', () => {
  const taken = imports.filter(({ from, to }) => from === 'gateway' && to === 'rest').map(({ path }) => path);
  assert.deepEqual([...new Set(taken)].sort(), ['../rest/incoming.ts', '../rest/transfers.ts']);
});

test('the environment is read in one file', () => {
  const reading = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8'))).map((file) => relative(source, file));
  assert.deepEqual(
    reading.filter((file) => file !== 'config.ts'),
    [],
  );
});
