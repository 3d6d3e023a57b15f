/**
 * Reads the beginning, until it has this many bytes or the end, and gives all of it to be read from the start. What is wrong in the beginning is thrown
 * before anybody else has seen a byte.
 */
export async function ahead(source: AsyncGenerator<Uint8Array>, size: number): Promise<AsyncGenerator<Uint8Array>> {
  const first: Uint8Array[] = [];
  let bytes = 0;
  let whole = false;
  while (bytes < size && !whole) {
    const next = await source.next();
    if (next.done === true) whole = true;
    else {
      first.push(next.value);
      bytes += next.value.length;
    }
  }
  async function* content() {
    try {
      for (let chunk = first.shift(); chunk !== undefined; chunk = first.shift()) yield chunk;
      yield* source;
    } finally {
      await source.return(undefined);
    }
  }
  return content();
}
