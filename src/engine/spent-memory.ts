import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Node reads each piece of a stream into memory of its own, outside of the heap. What holds it takes so little of the heap that nothing is collected until the
 * pieces come to 64 MiB, and then V8 marks the whole heap: measured, that was three quarters of the processor time of a transfer, and 80 MiB of memory. Looking
 * only at what is young, after so many bytes, takes a millisecond and frees them all.
 */
const everyBytes = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
setFlagsFromString('--no-expose-gc');

let spent = 0;

/** To be told of the bytes that have passed and are held no more. */
export function spentMemory(bytes: number): void {
  spent += bytes;
  if (spent < everyBytes) return;
  spent = 0;
  if (typeof collect === 'function') collect({ type: 'minor' });
}
