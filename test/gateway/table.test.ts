import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '../../src/catalogue.ts';
import { find, table } from '../../src/gateway/table.ts';
import { operations } from './operations.ts';

const plain = (path: string) => path.replaceAll(/\{\w+\}/g, '{}');

test('every operation of the Engine API has one row, and there is no other row', () => {
  // No description has it, and every engine.
  const grpc = ['Grpc', 'POST', '/grpc'] as const;
  const wanted = [...operations, grpc].map(([name, method, path]) => `${name} ${method} ${plain(path)}`).sort();
  assert.deepEqual(table.map(({ operation, method, path }) => `${operation} ${method} ${plain(path)}`).sort(), wanted);
});

test('each row is found by a path of its own, whatever comes before it', () => {
  for (const { method, path, operation } of table) {
    const segments = path
      .replaceAll(/\{(?:image|plugin)\}/g, 'host:5000/team/app')
      .replaceAll(/\{\w+\}/g, 'x1')
      .slice(1)
      .split('/');
    assert.equal(find(method, segments)?.row.operation, operation);
  }
  assert.equal(find('POST', ['nothing']), null);
});

test('a row is served, or says why not; what changes something is on record under a writing action', () => {
  for (const { operation, serve, refused, method, action } of table) {
    assert.equal(serve === null, refused !== null, operation);
    const asks = ['ContainerWait', 'SystemAuth'].includes(operation);
    if (serve !== null && !['GET', 'HEAD'].includes(method) && !asks && action !== null)
      assert.equal(actions[action].class, 'write', operation);
  }
});
