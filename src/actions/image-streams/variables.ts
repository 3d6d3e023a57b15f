/** Values by their names; null for one that is set to what is not understood here. */
export type Variables = Map<string, string | null>;

const reference = /\$(?:(\w+)|\{(\w+)(?::([-+])([^${}"'`\\]*))?\})/g;

/** A word with its variables replaced: $NAME, ${NAME}, ${NAME:-otherwise} and ${NAME:+instead}. Null where that is not all there is. */
export function resolved(word: string, variables: Variables): string | null {
  let unknown = false;
  const text = word.replace(reference, (_all, plain?: string, braced?: string, sign?: string, other = '') => {
    const value = variables.get(plain ?? braced ?? '');
    if (value === null) unknown = true;
    if (sign === '-') return value || other;
    if (sign === '+') return value ? other : '';
    return value ?? '';
  });
  return unknown || /[$"'`\\]/.test(text) ? null : text;
}

/** Sets what an ARG before the first FROM sets; what the caller gives goes before what the file says. */
export function declare(rest: string, given: ReadonlyMap<string, string>, variables: Variables): void {
  for (const word of rest.split(/[ \t]+/)) {
    const [, name = '', value] = /^(\w+)(?:=([^]*))?$/.exec(word) ?? [];
    const unquoted = value?.replace(/^(["'])([^"'\s]*)\1$/, '$2');
    const own = given.get(name) ?? (unquoted === undefined ? undefined : resolved(unquoted, variables));
    if (own !== undefined) variables.set(name, own);
    else variables.delete(name);
  }
}
