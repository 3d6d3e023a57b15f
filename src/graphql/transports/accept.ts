/** The two forms an answer can have: of GraphQL over HTTP, where the status tells as well, and the older one, where it is 200 for all that was understood. */
export const mediaTypes = ['application/graphql-response+json', 'application/json'] as const;
export type MediaType = (typeof mediaTypes)[number];

interface Range {
  type: string;
  quality: number;
}

/** The form the client wants most; plain JSON where it has no wish. Null: it takes neither. */
export function negotiate(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  for (const { type } of ranges(accept)) {
    const exact = mediaTypes.find((one) => one === type);
    if (exact !== undefined) return exact;
    if (type === '*/*' || type === 'application/*') return 'application/json';
  }
  return null;
}

/** Whether the client takes an event stream; one that says nothing does (`curl -N`). */
export function takesEventStream(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return ranges(accept).some(({ type }) => type === 'text/event-stream' || type === 'text/*' || type === '*/*');
}

/** Most wanted first; what has quality 0 is not wanted at all. */
function ranges(accept: string): Range[] {
  return accept
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      const quality = parameters.find((one) => one.startsWith('q='));
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
