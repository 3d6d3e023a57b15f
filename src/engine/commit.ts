import { badInput } from '../errors.ts';
import { Reading } from './decode.ts';
import type { EngineRequest } from './exchange.ts';
import { imageRepository, imageTag } from './ids.ts';

/** How an image is made of a container. */
export interface CommitOptions {
  /** Without a tag: "registry:5000/team/app". Null for an image without a name. */
  repository: string | null;
  tag: string | null;
  author: string | null;
  message: string | null;
  /** Instructions of a Dockerfile, one line each. */
  changes: readonly string[];
  /** Freeze the container meanwhile, so that its files fit together. */
  pause: boolean;
}

/** The query of POST /commit. BAD_INPUT for what cannot be a name, and for a change of several lines. */
export function commitQuery(container: string, options: CommitOptions): EngineRequest['query'] {
  if (options.changes.some((change) => /[\r\n]/.test(change))) throw badInput('a change of an image is one line');
  return {
    container,
    repo: options.repository === null ? null : imageRepository(options.repository),
    tag: options.tag === null ? null : imageTag(options.tag),
    author: options.author,
    comment: options.message,
    // The engine joins several by a line break itself.
    changes: options.changes.length === 0 ? null : options.changes.join('\n'),
    pause: options.pause,
  };
}

/** The id of the new image: "sha256:...". */
export function committedId(answer: unknown): string {
  return new Reading(answer, 'Commit').at('Id').required();
}
