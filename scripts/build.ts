import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type OutputFile, type Plugin } from 'esbuild';

// Writes dist/: a file for the program and for each of its threads, with nearly all that it needs, so that a start reads few files and keeps no types,
// comments and unused modules in memory. `--if-stale`: only where dist/ was not made of these very sources.
const root = join(import.meta.dirname, '..');
const sources = join(root, 'src');
const dist = join(root, 'dist');
const stamp = join(dist, 'made-of');

/** Each is written to the same place below dist/. */
const programs = ['cli/main', 'store/thread', 'audit/finder/thread'];
/** Served as they are. */
const pages = ['graphql/ide', 'rest/docs'];
/** They find files beside themselves: Prisma its query compiler, the log its threads. */
const packages = ['@prisma/client/runtime/*', 'pino', 'pino-pretty'];

/** A module finds its neighbours by its own path. In the build it is the one it would have if every module were a file below dist/. */
const places: Plugin = {
  name: 'places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      const place = relative(sources, path).replace(/ts$/, 'js');
      const contents = readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', `(${distSeen} + ${JSON.stringify(`/${dirname(place)}`)})`)
        .replaceAll('import.meta.filename', `(${distSeen} + ${JSON.stringify(`/${place}`)})`);
      return { contents, loader: 'ts' };
    }),
};
const distSeen = '__dist';

/** Of dockerode what the engine room has no use for: engines behind ssh, and BuildKit's sessions, which bring gRPC. */
const unused: Plugin = {
  name: 'unused',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(docker-modem\/lib\/ssh|dockerode\/lib\/(session|buildkit))\.js$/ }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error(${JSON.stringify(`${relative(root, path)} is not in the build`)}); };`,
    })),
};

/** One letter of another alphabet, and Node keeps all of the text in two bytes a letter. What is left of them is in regular expressions. */
function plain(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const made = createHash('sha256');
for (const name of ['package.json', 'package-lock.json', 'scripts/build.ts', ...globSync('src/**/*.*', { cwd: root }).sort()])
  made.update(`${name}\0`).update(readFileSync(join(root, name)));
const digest = made.digest('hex');

if (!process.argv.includes('--if-stale') || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  // What cannot be built leaves the last build as it is.
  const files = (await Promise.all(programs.map(bundle))).flat();
  rmSync(dist, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, plain(text));
  }
  for (const folder of pages) cpSync(join(sources, folder), join(dist, folder), { recursive: true });
  writeFileSync(stamp, digest);
}

async function bundle(program: string): Promise<OutputFile[]> {
  const up = '/..'.repeat(program.split('/').length - 1);
  const { outputFiles } = await build({
    entryPoints: [join(sources, `${program}.ts`)],
    outfile: join(dist, `${program}.js`),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: packages,
    plugins: [places, unused],
    // Packages in the older form ask for Node's own modules by a function that the newer one does not have.
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url), ${distSeen} = import.meta.dirname + '${up}';`,
    },
    logLevel: 'warning',
    write: false,
  });
  return outputFiles;
}
