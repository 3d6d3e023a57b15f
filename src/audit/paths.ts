import { join } from 'node:path';

/** The checkpoints, one a line. Outside the database. */
export const checkpointsPath = (stateDir: string) => join(stateDir, 'checkpoints');

/** The private key that signs them: 32 random bytes. */
export const keyPath = (keyDir: string) => join(keyDir, 'audit-key');

/** While a rotation is under way: the key that comes next. */
export const nextKeyPath = (keyDir: string) => join(keyDir, 'audit-key.next');

/** All public keys that have signed, one a line, oldest first. No secret: to be kept elsewhere. */
export const publicKeysPath = (keyDir: string) => join(keyDir, 'audit-public-keys');
