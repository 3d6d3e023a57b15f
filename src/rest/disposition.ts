/**
 * A Content-Disposition that has a client save the answer under this name, whatever is in it: for old clients in plain letters, for others percent-encoded
 * (RFC 6266).
 */
export function attachment(name: string): string {
  const plain = name.replace(/[^a-zA-Z0-9._ +-]/g, '_').slice(0, 200);
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
