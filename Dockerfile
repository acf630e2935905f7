# The server as an image. Compiled here, so the image holds neither sources nor a compiler. Debian and not Alpine: the
# binaries of the embedded database need glibc.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The compiler is a dependency only for a start from sources.
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -r node_modules/typescript node_modules/@typescript

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json LICENSE ./
COPY bin ./bin
COPY migrations ./migrations
# Used only without DATABASE_URL.
RUN install -d -m 700 -o node -g node /data
VOLUME /data
# By number: Kubernetes cannot tell from a name that it is not root. It is the account `node`.
USER 1000:1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/_healthz/livez/').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm between: signals reach the program, which stops in order.
ENTRYPOINT ["node", "--max-semi-space-size=8", "--max-old-space-size=1024", "bin/klantinteracties.mjs"]
CMD ["serve"]
