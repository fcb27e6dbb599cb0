# The sync server with the console and the portal it serves. The database and the files live outside, in /data.
FROM node:24-bookworm-slim AS build
WORKDIR /satchel
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4170 DATA_DIR=/data
WORKDIR /satchel
COPY package.json package-lock.json .npmrc ./
# Without the development dependencies there is no `node` package either: the image's own Node runs the server.
RUN npm ci --omit=dev && npm cache clean --force
COPY shared ./shared
COPY sync-server ./sync-server
COPY --from=build /satchel/out/renderer ./out/renderer
COPY --from=build /satchel/out/portal ./out/portal
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4170
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "sync-server/main.ts"]
