import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryLog } from './rig.ts';

const secret = 'whf_token_000000000000000000000000000_11Pr0a';

for (const format of ['json', 'pretty'] as const) {
  test(`${format}: a token is blotted out wherever it comes from`, () => {
    const { log, lines } = memoryLog(format);
    log.info(`seen ${secret} in a message`);
    log.info({ deep: { er: [secret] } }, 'in a value');
    log.error({ err: new Error(`in an error: ${secret}`, { cause: new Error(`and its cause: ${secret}`) }) });
    log.child({ header: `Bearer ${secret}` }).warn('in a binding');
    const all = lines.join('');
    assert.equal(all.match(/whf_token_\[secret\]/g)?.length !== undefined, true);
    assert.ok(!all.includes('0000000000'));
    assert.ok(all.includes('and its cause'));
  });
}

test('auto is JSON where nobody reads it on a terminal', () => {
  const { log, lines } = memoryLog();
  log.info({ a: 1 }, 'hello');
  const { level, msg, a }: Record<string, unknown> = JSON.parse(lines[0] ?? '');
  assert.deepEqual([level, msg, a], ['info', 'hello', 1]);
});
