import type { TestContext } from 'node:test';
import { parse, subscribe, type ExecutionResult } from 'graphql';
import { authorize } from '../../src/access/authorize.ts';
import { isAction, type Role } from '../../src/catalogue.ts';
import { shareStreams } from '../../src/engine/shared.ts';
import { forbidden, internal } from '../../src/errors.ts';
import { innerValues } from '../../src/graphql/enums.ts';
import { resolvers } from '../../src/graphql/resolvers.ts';
import { scalars } from '../../src/graphql/scalars.ts';
import { executableSchema } from '../../src/graphql/schema.ts';
import { readSdl } from '../../src/graphql/sdl.ts';
import { endable } from '../../src/graphql/transports/endable.ts';
import { createViews } from '../../src/view/views.ts';
import { connectedRig } from '../mirror/rig.ts';
import type { FakeOptions } from '../support/fake-engine.ts';
import { callerOf, here } from '../view/rig.ts';

const schema = executableSchema(readSdl(), resolvers, scalars, innerValues);
const nothing = () => {
  throw internal('not in this test');
};

/** Subscriptions of the real schema on a fake engine. */
export async function streaming(t: TestContext, options: FakeOptions = {}) {
  const { engine, mirror } = await connectedRig(t, options);
  const recorded: string[] = [];
  const viewFor = createViews({
    hosts: new Map([[engine.host, { mirror, reader: engine.reader, streams: shareStreams(engine.streams) }]]),
    audit: {
      search: nothing,
      count: nothing,
      summarize: nothing,
      get: nothing,
      lastFor: nothing,
      follow: nothing,
      open: nothing,
    },
    authorize,
    recordRead: async (caller, _source, action, _host, object) => {
      if (!isAction(action) || !authorize(caller, action, null).allow) throw forbidden('not allowed');
      recorded.push(`${action} ${'name' in object ? object.name : object.id}`);
    },
    recordAuditRead: () => Promise.resolve(null),
    recordStream: (caller, _source, action, _host, object, { open }) => {
      if (!isAction(action) || !authorize(caller, action, null).allow) throw forbidden('not allowed');
      recorded.push(`${action} ${object.name}`);
      return open();
    },
    recordFollowing: (_caller, _source, _action, _host, pieces) => pieces,
    denied: () => {},
    now: Date.now,
  });

  /** The results of a subscription; `end` leaves it, as does the end of the test. */
  const follow = async (query: string, role: Role = 'admin') => {
    const over = new AbortController();
    const contextValue = { view: viewFor(callerOf(role), here), signal: over.signal };
    const results = await subscribe({ schema, document: parse(`subscription { ${query} }`), contextValue });
    if (!(Symbol.asyncIterator in results)) throw results.errors?.[0]?.originalError ?? new Error('no stream');
    const iterator = endable<ExecutionResult>(results, over);
    t.after(() => void iterator.return());
    return {
      /** The next result's only field. */
      async next(): Promise<unknown> {
        const step = await iterator.next();
        if (step.done === true) return 'ended';
        if (step.value.errors !== undefined) throw step.value.errors[0] ?? new Error('an error that is none');
        return Object.values(step.value.data ?? {})[0];
      },
      end: () => iterator.return(),
    };
  };
  return { engine, mirror, recorded, follow };
}
