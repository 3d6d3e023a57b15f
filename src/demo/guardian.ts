import { argv, stdin } from 'node:process';
import { tearDown } from './tear-down.ts';

// Runs beside a private engine, in a session of its own. Its standard input is a pipe that the engine's owner holds and never writes to: when the
// owner is gone, by whatever death, the pipe ends, and what the owner would have torn down is torn down here.
const [, , dir = ''] = argv;
stdin.resume().on('close', () => void tearDown(dir));
