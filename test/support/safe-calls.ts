import { isImageRef } from '../../src/engine/ids.ts';
import type { Call } from './fake-engine.ts';

const fullId = /^[0-9a-f]{64}$/;
const plainName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const signal = /^[a-zA-Z0-9]{1,16}(?:[+-][0-9]{1,2})?$/;

/** Words that end up in a path or a query of the engine, and what each may look like. */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  signal: (value) => signal.test(value),
  name: (value) => plainName.test(value) && value.length <= 255,
  image: isImageRef,
  Image: isImageRef,
  workingDir: (value) => value.startsWith('/'),
  WorkingDir: (value) => value.startsWith('/'),
};

/** What is wrong with a call that has reached the engine's writer; empty when nothing is. `exists`: whether there is an object of this id. */
export function unsafe({ method, args }: Call, exists: (id: string) => boolean): string[] {
  const found: string[] = [];
  const note = (good: boolean, what: string) => void (good || found.push(`${method}: ${what}`));
  const [first, second] = args;
  if (typeof first === 'string') {
    if (method.endsWith('Image')) note(first.length <= 255 && isImageRef(first), `an image called ${JSON.stringify(first)}`);
    // The engine knows a link by the names of both.
    else if (method.endsWith('Volume') || method === 'removeLink')
      note(plainName.test(first), `a name like ${JSON.stringify(first)}`);
    else note(fullId.test(first) && exists(first), `no id of anything: ${JSON.stringify(first)}`);
  }
  if (/^(?:dis)?connectNetwork$/.test(method))
    note(typeof second === 'string' && fullId.test(second) && exists(second), 'a container without an id');
  look(args, '', note);
  return found;
}

function look(value: unknown, key: string, note: (good: boolean, what: string) => void): void {
  if (typeof value === 'string') {
    note(!value.includes('\0'), `a NUL in ${key}`);
    const form = Object.hasOwn(forms, key) ? forms[key] : undefined;
    if (form !== undefined && value !== '') note(form(value), `${key} is ${JSON.stringify(value.slice(0, 80))}`);
  } else if (typeof value === 'number') note(Number.isSafeInteger(value) || key === 'timeoutMs', `${key} is ${value}`);
  else if (typeof value === 'object' && value !== null)
    for (const [at, one] of Object.entries(value)) look(one, Array.isArray(value) ? key : at, note);
}
