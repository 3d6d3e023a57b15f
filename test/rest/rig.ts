import type { TestContext } from 'node:test';
import supertest from 'supertest';
import { startApp, type TestAppOptions } from '../support/app.ts';
import { fakeEngine, type FakeOptions } from '../support/fake-engine.ts';

/** The program on a fake engine, asked over REST as the admin unless another token is given. */
export async function startRest(t: TestContext, engineOptions: FakeOptions = {}, options: TestAppOptions = {}) {
  const engine = fakeEngine(engineOptions);
  const app = await startApp(t, engine, options);
  const ask = (method: 'get' | 'post' | 'delete', path: string, token = app.admin) =>
    supertest(app.app.server.server)[method](path).set('authorization', `Bearer ${token}`);
  return {
    engine,
    app,
    get: (path: string, token?: string) => ask('get', `/api/v1${path}`, token),
    post: (path: string, body?: object, token?: string) => {
      const request = ask('post', `/api/v1${path}`, token);
      return body === undefined ? request : request.send(body);
    },
    del: (path: string, token?: string) => ask('delete', `/api/v1${path}`, token),
    openapi: () => ask('get', '/openapi.json'),
  };
}
