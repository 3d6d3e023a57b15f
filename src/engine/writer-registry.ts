import type { EngineConnection } from './connection.ts';
import { Reading } from './decode.ts';
import type { RegistryWriter } from './ports-registry.ts';
import { pullImage } from './pull.ts';
import { pushImage } from './push.ts';
import { authBody, loginFailure } from './registry.ts';

/** The part of the writing port that has to do with registries. `loginMs`: how long a registry may take to answer. */
export function registryWriter(connection: EngineConnection, loginMs: number): RegistryWriter {
  return {
    pullImage: (options, follower) => pullImage(connection, options, follower),
    pushImage: (options, follower) => pushImage(connection, options, follower),
    checkLogin: async (auth) => {
      try {
        const request = { method: 'POST', path: '/auth', body: authBody(auth), deadlineMs: loginMs } as const;
        const { status, body } = await connection.call(request);
        return { changed: false, status, message: new Reading(body, 'Auth').at('Status').text('Login Succeeded') };
      } catch (error) {
        throw loginFailure(error, auth);
      }
    },
  };
}
