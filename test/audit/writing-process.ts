import { argv, stdout } from 'node:process';
import { openAuditLog } from '../../src/audit/open.ts';
import { openStore } from '../../src/store/open.ts';
import { intentOf, outcomeOf } from './events.ts';
import { quiet } from './scratch-log.ts';

// The program that durability.test.ts kills: ten writers on the database of its first argument, each acting for ever. Prints the stage and the audit id
// of what was acknowledged.
const store = await openStore({ url: argv[2] ?? '' });
const audit = await openAuditLog({ store, now: Date.now, log: quiet });

async function act(): Promise<never> {
  for (;;) {
    const intent = intentOf();
    await audit.intent(intent);
    stdout.write(`intent ${intent.auditId}\n`);
    await audit.outcome(outcomeOf(intent.auditId));
    stdout.write(`outcome ${intent.auditId}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, act));
