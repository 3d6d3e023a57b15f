import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** No inline script or style, and nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const root = join(import.meta.dirname, 'docs');

/** The description of REST for people, at /docs. Its files need no credential; the description itself, which the page asks for, does. */
export async function docs(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifyStatic, { root, serve: false });
  const config = { open: true };
  for (const url of ['/docs', '/docs/']) {
    scope.get(url, { config }, (_request, reply) =>
      reply.header('content-security-policy', policy).sendFile('index.html', root, { maxAge: 0 }),
    );
  }
  for (const name of ['page.js', 'style.css']) {
    scope.get(`/docs/${name}`, { config }, (_request, reply) => reply.sendFile(name, root, { maxAge: '1h' }));
  }
}
