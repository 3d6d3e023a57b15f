import { shownCommand } from '../actions/command-line.ts';
import { createLookout } from '../actions/lookout.ts';
import { shownLabels } from '../actions/pairs.ts';
import { withoutForms } from '../audit/known-forms.ts';
import { shareStreams } from '../engine/shared.ts';
import { createMirror } from '../mirror/create.ts';
import { ExternalChanges } from '../reconcile/external.ts';
import { recoverHost } from '../reconcile/recover-host.ts';
import { tellUnknown, type AppDeps, type OpenRecord } from './record.ts';

export type Hosts = ReturnType<typeof openHosts>;

/** Each engine with its live copy, its streams shared among all listeners, and the watch for what happens to it behind Wharfinger's back. */
export function openHosts(
  { engines, log, clock }: AppDeps,
  { audit, store, redact, left }: OpenRecord,
  opening: AsyncDisposableStack,
) {
  const hosts = new Map(
    engines.map((engine) => {
      const { host, reader, writer, streams } = engine;
      const mirror = createMirror({ engine, clock, log });
      const external = new ExternalChanges({
        host,
        streams,
        mirror,
        store,
        audit,
        clock,
        log,
        shown: (command) => shownCommand(command, redact),
        labels: (labels) => shownLabels(labels, redact),
        names: (name) => withoutForms(name, redact),
        recover: async (signal) => {
          const ofHost = left.filter(({ intent }) => intent.host === host);
          tellUnknown(log, await recoverHost({ audit, now: () => clock.now(), mirror, store, clock, signal }, ofHost));
        },
      });
      const lookout = createLookout({ mirror, reader, now: () => performance.now() });
      const shared = shareStreams(streams);
      return [host, { name: host, mirror, reader, writer, streams: shared, lookout, external, load: () => engine.load }];
    }),
  );
  opening.defer(async () => void (await Promise.all([...hosts.values()].map(({ mirror }) => mirror.close()))));
  opening.defer(async () => void (await Promise.all([...hosts.values()].map(({ external }) => external.close()))));
  return hosts;
}
