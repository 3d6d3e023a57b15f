import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventCheck, type EventFilter } from '../../src/view/filter-event.ts';

const event = (type: string, action: string, actorId: string, attributes: Record<string, string> = {}, scope = 'local') => ({
  type,
  action,
  actorId,
  attributes,
  scope,
  timeNano: '1',
});

const events = [
  event('container', 'start', 'aa11', { name: 'web-1', image: 'shop/web:2', team: 'a' }),
  event('container', 'exec_start: sh', 'bb22', { name: 'db', image: 'postgres' }),
  event('image', 'pull', 'shop/web:2', { name: 'shop/web:2' }),
  event('network', 'connect', 'cc33', { name: 'lan', container: 'aa11' }),
  event('volume', 'create', 'data'),
  event('daemon', 'reload', 'dd44', { name: 'host' }, 'swarm'),
];

const cases: readonly (readonly [EventFilter, readonly number[]])[] = [
  [{}, [0, 1, 2, 3, 4, 5]],
  [{ types: ['daemon', 'image'] }, [2, 5]],
  [{ actions: ['exec_start', 'reload'] }, [1, 5]],
  [{ containers: ['web'] }, [0]],
  [{ containers: ['bb', ''] }, [1]],
  [{ images: ['shop/web'] }, [0, 2]],
  [{ images: ['shop/web:2'], networks: ['la'] }, [0, 2, 3]],
  [{ volumes: ['data'] }, [4]],
  [{ labels: [{ key: 'team', value: 'a' }, { key: 'name' }] }, [0]],
  [{ labels: [{ key: 'constructor' }] }, []],
  [{ scopes: ['swarm'] }, [5]],
  [{ containers: [] }, []],
];

test('events are chosen by type, action, object, label and scope, as docker events chooses them', () => {
  for (const [filter, expected] of cases) {
    const wanted = eventCheck(filter);
    const found = events.flatMap((one, index) => (wanted(one) ? [index] : []));
    assert.deepEqual(found, expected, JSON.stringify(filter));
  }
  assert.throws(() => eventCheck({ containers: Array<string>(1_001).fill('x') }), { code: 'BAD_INPUT' });
});
