import { test } from 'node:test';
import { compare } from '../real/cli/compare.ts';
import { ofObjects } from '../real/cli/objects.ts';

test('commands of the Docker CLI about all but containers say and do the same through the gateway as straight', async (t) => {
  await compare(t, ofObjects);
});
