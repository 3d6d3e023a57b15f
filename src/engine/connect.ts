import type { EngineAddress } from './address.ts';
import { EngineConnection } from './connection.ts';
import type { Engine } from './ports.ts';
import { engineReader } from './reader.ts';
import { engineStreams } from './streams.ts';
import { engineWriter } from './writer.ts';

/** How long the engine may take, in milliseconds. */
export interface EngineTimeouts {
  /** A read, and the opening of a stream. */
  read: number;
  /** Disk usage, sizes and file system changes, for which the engine walks file systems. */
  slow: number;
  /** An action; for stop and restart on top of the time the container is given. */
  act: number;
  remove: number;
  commit: number;
}

export const defaultTimeouts: EngineTimeouts = { read: 30_000, slow: 120_000, act: 30_000, remove: 120_000, commit: 600_000 };

/**
 * A Docker Engine through dockerode. Nothing is sent before the first call; the engine is located then, and again after it was lost, so that one that
 * appears later is found. `host` is the short name it gets here. `apiVersion` caps what is negotiated; `now` is a steady clock.
 */
export function connectEngine(options: {
  host: string;
  locate: () => Promise<EngineAddress>;
  timeouts?: Partial<EngineTimeouts>;
  apiVersion?: string;
  now?: () => number;
}): Engine {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const { apiVersion, now } = options;
  const connection = new EngineConnection(options.locate, { apiVersion, now, negotiationMs: timeouts.read });
  return {
    host: options.host,
    get address() {
      return connection.address;
    },
    get load() {
      return connection.load;
    },
    reader: engineReader(connection, timeouts),
    streams: engineStreams(connection, timeouts.read),
    writer: engineWriter(connection, timeouts),
  };
}
