import type { RegistryAuth } from './registry.ts';
import type { WriteResult } from './ports.ts';

/** Whoever waits for a pull or a push. */
export interface Follower {
  /** Aborted, it closes the connection, at which the engine stops. The call rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called with what the engine tells: `id` is that of a layer, or a tag; bytes where they are counted. */
  report(step: { id: string | null; status: string; current: number | null; total: number | null }): void;
}

/** What is to be pulled. */
export interface PullOptions {
  /** With a tag or a digest; neither: `latest`. */
  image: string;
  platform: string | null;
  /** All tags of the repository; the image has none of its own then. */
  allTags: boolean;
  /** Null: as anybody. */
  auth: RegistryAuth | null;
}

/** What is to be pushed: all tags of the repository where there is none. */
export interface PushOptions {
  repository: string;
  tag: string | null;
  /** Of an image that is there for several that one alone; null for all. BAD_INPUT with an engine that has no such choice. */
  platform: string | null;
  auth: RegistryAuth | null;
}

/** `digest`: that of what was pulled or pushed under one name; null where there are several, or the engine did not tell. */
export interface Transferred extends WriteResult {
  digest: string | null;
}

/**
 * What has to do with registries: a part of the writing port. What a registry refuses is NOT_FOUND where it does not have it, or does not say whether it has, and
 * ENGINE_ERROR otherwise; what went wrong after the engine had begun is told like what went wrong before. No message has the credentials in it.
 */
export interface RegistryWriter {
  /** Resolves when it has been pulled. `changed`: whether there was anything newer. */
  pullImage(options: PullOptions, follower: Follower): Promise<Transferred>;
  pushImage(options: PushOptions, follower: Follower): Promise<Transferred>;
  /** Asks the registry whether it takes the credentials; BAD_INPUT where it does not. */
  checkLogin(auth: RegistryAuth): Promise<WriteResult & { message: string }>;
}

/** An image that a registry has found. */
export interface FoundImage {
  name: string;
  description: string;
  stars: number;
  official: boolean;
  automated: boolean;
}

/** What has to do with registries in the reading port: the engine asks them. Errors as those of the writer. */
export interface RegistryReader {
  /** The digest that the registry has under this name now, `sha256:...`. */
  registryDigest(image: string, auth: RegistryAuth | null): Promise<string>;
  /** `term` may begin with a registry; `limit`: from 1 to 100. */
  searchImages(
    wanted: { term: string; limit: number; filters: Readonly<Record<string, readonly string[]>> },
    auth: RegistryAuth | null,
  ): Promise<FoundImage[]>;
}
