import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditServer } from 'graphql-http';
import { asAlice, startEndpoint } from './endpoint.ts';

test('the audits of GraphQL over HTTP find no error and no warning', async (t) => {
  const { url } = await startEndpoint(t);
  const results = await auditServer({
    url,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), ...asAlice } }),
  });
  const wrong = results
    .filter(({ status }) => status === 'error' || status === 'warn')
    .map((one) => `${one.id} ${one.name}: ${one.status === 'ok' ? '' : one.reason}`);
  assert.deepEqual(wrong, []);
  assert.ok(results.length > 50);
});
