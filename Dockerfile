# syntax=docker/dockerfile:1
# Built with Node and a JDK; what runs has neither, only a Java runtime and the jars.

FROM node:22-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY pom.xml ./
COPY static/ static/
COPY src/main/ src/main/
ENV npm_config_cache=/cache/npm
RUN --mount=type=cache,target=/cache \
    mvn -B -ntp -Dmaven.repo.local=/cache/maven -DskipTests -Dmaven.test.skip -Dspotless.check.skip package
# SQLite's own library, which would else be unpacked into /tmp at every start.
WORKDIR /build/native
RUN library="org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" \
    && jar xf ../target/lib/sqlite-jdbc-*.jar "$library" \
    && mv "$library" .

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="jims-widget" \
      org.opencontainers.image.description="A self-hosted chat widget for AI assistants" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --user-group --home-dir /data --create-home jims
COPY --from=build /build/native/libsqlitejdbc.so /app/native/
COPY --from=build /build/target/lib/ /app/lib/
COPY --from=build /build/target/jims-widget.jar /app/
COPY src/main/docker/health /app/
# A run to learn from: with the cache that it leaves, the server starts in half the time. Where the
# cache cannot be made or used, Java says so and starts without.
WORKDIR /tmp
RUN timeout -s TERM 15 java -XX:AOTCacheOutput=/app/jims-widget.aot -XX:+UseParallelGC \
        -Dorg.sqlite.lib.path=/app/native -jar /app/jims-widget.jar \
        --app echo --host 127.0.0.1 --port 0 --metrics-port 0 --db sqlite:////tmp/training.db \
    ; rm -rf /tmp/*
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8
ENV JIMS_DB_CONN_URI=sqlite:////data/jims-widget.db
EXPOSE 8090 8001
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["bash", "/app/health"]
ENTRYPOINT ["java", "-XX:AOTCache=/app/jims-widget.aot", "-XX:MaxRAMPercentage=70", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError", "-Dorg.sqlite.lib.path=/app/native", "-jar", "/app/jims-widget.jar"]
