import type { StoredRecord } from '../audit/chain-check.ts';

/** A place in the log: a record's number and its hash. */
export interface Place {
  seq: number;
  hash: string;
}

/** Where records are delivered to. One call at a time. */
export interface Sink {
  name: 'file' | 'syslog' | 'webhook';
  /** How many records go at once, and how many bytes of bodies; one record always does. */
  most: { records: number; bytes: number };
  /** The last record that the receiver has, where it can tell; null where it cannot. Rejects when it cannot be asked. */
  reached(): Promise<Place | null>;
  /** Resolves when the receiver has them. Rejects when that is not known: the same records come again. */
  send(records: readonly StoredRecord[], signal: AbortSignal): Promise<void>;
  close(): void;
}
