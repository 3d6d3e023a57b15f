# Any image with Node 24 or newer, npm and a shell will do: docker build --build-arg BASE=registry.example.com/node:24 .
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The bundler is among the optional packages, and so is a Node that the base already has.
RUN npm ci && rm -rf node_modules/node-linux-* node_modules/.bin/node
COPY . .
RUN npm run build

FROM ${BASE} AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Prisma's client brings the parts for every database it knows; ours is SQLite.
RUN npm ci --omit=dev --omit=optional && \
    cd node_modules/@prisma/client/runtime && \
    rm -f *cockroachdb* *mysql* *postgresql* *sqlserver*

FROM ${BASE}
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    WHARFINGER_LISTEN=0.0.0.0:4500 \
    WHARFINGER_STATE_DIR=/var/lib/wharfinger \
    WHARFINGER_KEY_DIR=/var/lib/wharfinger-keys
# A new named volume takes its owner from the directory it is mounted on.
RUN mkdir -p /var/lib/wharfinger /var/lib/wharfinger-keys && \
    chown 10001:10001 /var/lib/wharfinger /var/lib/wharfinger-keys && \
    chmod 700 /var/lib/wharfinger /var/lib/wharfinger-keys
WORKDIR /opt/wharfinger
COPY --from=dependencies /build/node_modules node_modules
COPY package.json ./
COPY schema schema
COPY prisma prisma
COPY --from=build /build/dist dist
USER 10001:10001
VOLUME ["/var/lib/wharfinger", "/var/lib/wharfinger-keys"]
EXPOSE 4500
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:4500/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/wharfinger/dist/cli/main.js"]
CMD ["serve"]
