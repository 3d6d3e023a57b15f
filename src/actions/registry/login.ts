import type { WriteResult } from '../../engine/ports.ts';
import { dockerHub, type RegistryAuth } from '../../engine/registry.ts';
import { internal } from '../../errors.ts';
import type { ActionInput, Definition } from '../once.ts';
import { given } from '../pairs.ts';
import { authOf, registryNamed } from './auth-input.ts';

export interface CheckLoginInput extends ActionInput {
  /** Absent: Docker Hub. */
  registry?: string | null;
  username?: string | null;
  password?: string | null;
  identityToken?: string | null;
}

/** What the registry has said to it. */
export interface CheckedLogin {
  registry: string;
  message: string;
}

export function checkLogin(input: CheckLoginInput): Definition<CheckedLogin, WriteResult & { message: string }> {
  let auth: RegistryAuth | null = null;
  const asked = input.registry ?? dockerHub;
  return {
    action: 'registry.login',
    params: given({ registry: asked.slice(0, 300) }),
    type: 'image',
    aim: ({ name }) => {
      const { username, password, identityToken } = input;
      auth = authOf({ username, password, identityToken }, registryNamed(asked, 'registry'), '');
      return { target: { type: 'host', id: null, name, image: null, labels: {} }, before: null, key: '' };
    },
    call: async (writer) => {
      if (auth === null) throw internal('credentials were to be checked and there are none');
      return writer.checkLogin(auth);
    },
    result: (_host, _key, { message }) => ({
      value: { registry: auth?.registry ?? asked, message },
      after: null,
      result: 'success',
    }),
  };
}
