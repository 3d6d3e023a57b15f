import { pack, type Header } from 'tar-stream';

/** A header as a reader of tars would give it; of an unknown type where the type says so. */
export function header(
  given: Partial<Omit<Header, 'type'>> & { name: string; type?: string; pax?: Record<string, string> },
): Header {
  const all = {
    size: 0,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: new Date(1_700_000_000_000),
    linkname: '',
    uname: '',
    gname: '',
    devmajor: 0,
    devminor: 0,
    pax: null,
    ...given,
  };
  return Object.assign(all, { type: isType(given.type) ? given.type : ('file' as const) });
}

const types = ['file', 'link', 'symlink', 'directory', 'block-device', 'character-device', 'fifo', 'contiguous-file'] as const;

function isType(type: string | undefined): type is Header['type'] {
  return types.some((known) => known === type);
}

/** A tar of these entries, as the library writes it. */
export async function tarOf(entries: readonly (Parameters<typeof header>[0] & { content?: string | Buffer })[]): Promise<Buffer> {
  const writer = pack();
  for (const { content, ...given } of entries) {
    const whole = header(given);
    if (whole.type === 'file') writer.entry({ ...whole }, content ?? '');
    else writer.entry({ ...whole });
  }
  writer.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of writer) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}
