import type { FastifyInstance } from 'fastify';
import type { FirstToken } from './access/tokens.ts';
import { openActions } from './app/actions.ts';
import { openCallers } from './app/callers.ts';
import { openHosts } from './app/hosts.ts';
import { openRecord, type AppDeps } from './app/record.ts';
import { openWaysIn } from './app/ways-in.ts';
import { systemClock, type Clock } from './mirror/clock.ts';
import { takeOwnership } from './store/owner.ts';

export interface App {
  /** Ready to listen. */
  server: FastifyInstance;
  firstToken: FirstToken;
  /** From now on `/readyz` says no, so that whoever balances load sends nothing more. */
  retire(): void;
  /** Reads the policy file again. */
  reloadPolicy(): void;
  /** Takes the listener's certificate, key and client authorities anew from their files, where it has some. Those that cannot be used change nothing. */
  reloadTls(): void;
  /** Takes no more requests, lets running actions come to their outcomes, and gives up the state. */
  close(): Promise<void>;
}

/**
 * The whole system, part by part; what is opened later is closed earlier. Rejects, with everything closed again, when the state is in use by another
 * process, cannot be opened, or belongs to a newer version.
 */
export async function buildApp(given: Omit<AppDeps, 'clock'> & { clock?: Clock }): Promise<App> {
  await using opening = new AsyncDisposableStack();
  const deps = { clock: systemClock, ...given };
  const owner = takeOwnership(deps.config.stateDir);
  opening.defer(() => owner.release());
  const record = await openRecord(deps, opening);
  const callers = await openCallers(deps, record, opening);
  const hosts = openHosts(deps, record, opening);
  const acting = openActions(deps, record, callers, hosts, opening);
  const { server, retire, reloadTls } = await openWaysIn(deps, record, callers, hosts, acting, opening);
  for (const { mirror, external } of hosts.values()) {
    mirror.start();
    external.start();
  }
  opening.defer(() => acting.stop());
  const opened = opening.move();
  return {
    server,
    firstToken: callers.firstToken,
    retire,
    reloadPolicy: () => callers.policy.reload(),
    reloadTls,
    close: () => opened.disposeAsync(),
  };
}
