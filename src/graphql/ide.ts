import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** No inline script and nothing from elsewhere; GraphiQL's editor sets styles on elements, and its style sheet carries its fonts. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const own = join(import.meta.dirname, 'ide');
const { resolve } = createRequire(import.meta.filename);
const packaged = (name: string, folder = '') => join(dirname(resolve(`${name}/package.json`)), folder);

/** Each file by name; all come from this program and its packages, so that the page works with no internet. */
const files: Readonly<Record<string, string>> = {
  'boot.js': own,
  'style.css': own,
  'graphiql.min.js': packaged('graphiql'),
  'graphiql.min.css': packaged('graphiql'),
  'react.production.min.js': packaged('react', 'umd'),
  'react-dom.production.min.js': packaged('react-dom', 'umd'),
  'graphql-ws.min.js': packaged('graphql-ws', 'umd'),
};

/** GraphiQL at /graphiql. Its files need no credential; everything the page asks for does. */
export async function ide(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifyStatic, { root: own, serve: false });
  const config = { open: true };
  for (const url of ['/graphiql', '/graphiql/']) {
    scope.get(url, { config }, (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('referrer-policy', 'no-referrer')
        .sendFile('index.html', own, { maxAge: 0 }),
    );
  }
  for (const [name, folder] of Object.entries(files)) {
    scope.get(`/graphiql/${name}`, { config }, (_request, reply) => reply.sendFile(name, folder, { maxAge: '1h' }));
  }
}
