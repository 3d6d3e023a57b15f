/** Whether a text fits a pattern in which `*` stands for any characters, none and slashes included. Goes back to the last star only: never slow. */
export function fits(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place++;
      resume = at;
    } else if (pattern[place] === text[at]) {
      place++;
      at++;
    } else if (star !== -1) {
      place = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}

/** A name of an image as it is written, and without its tag or digest. */
export function imageForms(reference: string): readonly string[] {
  const name = reference.replace(/@.*$/s, '');
  // A colon before the last slash belongs to the registry's port.
  return [...new Set([reference, name, name.replace(/:[^/:]*$/, '')])];
}

/** The registry that a reference is of, in lower case; "docker.io" where it names none, which is also what an id is taken for. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const named = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = named ? first.toLowerCase() : 'docker.io';
  return registry === 'index.docker.io' ? 'docker.io' : registry;
}
