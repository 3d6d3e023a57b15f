/** What can be read of an engine in its own words: a closed list, so that no path is ever made of what a client wrote. */
export type VerbatimSubject =
  | 'version'
  | 'info'
  | 'diskUsage'
  | 'plugins'
  | 'imageSearch'
  | 'containers'
  | 'container'
  | 'containerProcesses'
  | 'containerChanges'
  | 'containerLogs'
  | 'containerStats'
  | 'images'
  | 'image'
  | 'imageHistory'
  | 'networks'
  | 'network'
  | 'volumes'
  | 'volume'
  | 'exec';

/** One read. */
export interface VerbatimRead {
  subject: VerbatimSubject;
  /** The full id or name of the object; null for what is about the whole. */
  key: string | null;
  query: Readonly<Record<string, string>>;
  /** In which form; null: that which was agreed on. Never newer than that. */
  apiVersion: string | null;
}

/** An answer that the engine has begun. */
export interface VerbatimAnswer {
  contentType: string;
  /** To be read once, at the reader's pace. Throws where it breaks. */
  bytes: AsyncIterable<Buffer>;
  /** Closes the connection. */
  close(): void;
}

/** The part of the reading port that gives the engine's answers byte by byte. */
export interface VerbatimReader {
  /** Resolves when the engine has begun to answer. Aborting the signal closes the connection, before and after. */
  verbatim(read: VerbatimRead, signal: AbortSignal): Promise<VerbatimAnswer>;
}
