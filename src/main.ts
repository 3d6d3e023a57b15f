import closeWithGrace from 'close-with-grace';
import { setTimeout as delay } from 'node:timers/promises';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { createLog } from './edge/log.ts';
import { connectEngine } from './engine/connect.ts';
import { locator } from './engine/discover.ts';

/** How long running actions get to come to an end, beyond the delay that was asked for. */
const graceMs = 30_000;

/** Serves until the process is told to stop. Resolves once it listens. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.log, { stream: process.stdout, terminal: process.stdout.isTTY });
  for (const name of config.unknownSettings) log.warn({ name }, 'this setting is not known and has no effect');

  const locate = locator({ ...config.docker, uid: process.getuid?.() ?? null });
  const app = await buildApp({ config, log, engines: [connectEngine({ host: 'local', locate })] });
  // Without a file to read again it means what it always has: the terminal is gone.
  const skip: 'SIGHUP'[] = config.policy.path === null && config.tls === null ? [] : ['SIGHUP'];
  const reload = () => {
    app.reloadPolicy();
    app.reloadTls();
  };
  for (const signal of skip) process.on(signal, reload);
  closeWithGrace({ delay: graceMs + config.http.shutdownDelayMs, logger: false, skip }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'something went wrong that nobody had foreseen; stopping');
    else log.info({ signal }, 'stopping');
    app.retire();
    if (!err) await delay(config.http.shutdownDelayMs);
    await app.close();
    log.info('stopped');
  });

  const { host, port } = config.listen;
  const url = await app.server.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` });
  log.info(`GraphQL: ${url}/graphql, in the browser: ${url}/graphiql`);
  announce(app.firstToken);
}

/** Once, on standard error and never in the log: whoever collects the log must not collect the key to everything. */
function announce(first: Awaited<ReturnType<typeof buildApp>>['firstToken']): void {
  if (first.kind === 'made') {
    process.stderr.write(
      `\nThe admin token, shown this once (give it as "Authorization: Bearer ..."):\n\n    ${first.secret}\n\n`,
    );
  } else if (first.kind === 'ignored') {
    process.stderr.write('WHARFINGER_ADMIN_TOKEN has no effect: there are tokens already, and it is none of those in force.\n');
  }
}
