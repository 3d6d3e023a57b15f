/**
 * An image reference in the familiar form that the engine's lists use: "docker.io/library/busybox" becomes "busybox:latest",
 * "index.docker.io/me/app:1" becomes "me/app:1", "busybox:1@sha256:..." becomes "busybox@sha256:..." (a digest makes the tag meaningless).
 */
export function familiarReference(reference: string): string {
  const [named = '', digest] = reference.split('@', 2);
  // A colon before the last slash belongs to a registry's port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const name = familiarName(colon < 0 ? named : named.slice(0, colon));
  if (digest !== undefined) return `${name}@${digest}`;
  return `${name}:${colon < 0 ? 'latest' : named.slice(colon + 1)}`;
}

function familiarName(name: string): string {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const onHub = first === 'docker.io' || first === 'index.docker.io';
  // Only what has a dot, a port, or is "localhost" is a registry; anything else is a path on Docker Hub.
  const elsewhere = !onHub && (/[.:]/.test(first) || first === 'localhost');
  const path = onHub ? name.slice(slash + 1) : name;
  return !elsewhere && /^library\/[^/]+$/.test(path) ? path.slice('library/'.length) : path;
}
