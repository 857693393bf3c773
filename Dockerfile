# One recipe for the three services: docker build --build-arg SERVICE=case-service -t flagships/case-service .
# Maven has built before (containers/build does both). The base needs a Java 25 run-time and bash, nothing else; without a
# registry, containers/base makes one: --build-arg BASE=flagships/base:local. Production names the base by digest.
ARG BASE=eclipse-temurin:25-jre-noble

# What Maven built, in the order in which it changes.
FROM ${BASE} AS parts
ARG SERVICE
COPY ${SERVICE}/target/quarkus-app /built
COPY containers/jvm.flags containers/ready /parts/fixed/
RUN set -eu; cd /built; \
    mkdir -p /parts/libraries/lib/main /parts/platform/lib/main /parts/service; \
    mv lib/main/nz.flagships.* /parts/platform/lib/main/; \
    mv lib/boot /parts/libraries/lib/; \
    mv lib/main/* /parts/libraries/lib/main/; \
    mv app quarkus quarkus-run.jar /parts/service/; \
    chmod 0755 /parts/fixed/ready; \
    # Readable for everybody, writable for nobody but root; the same time everywhere, so that an unchanged layer keeps its digest.
    chmod -R u=rwX,go=rX /parts; \
    find /parts -exec touch -h -d 2026-01-01T00:00:00Z {} +

FROM ${BASE}
ARG SERVICE
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
RUN echo 'flagships:x:10001:10001::/tmp:/usr/sbin/nologin' >> /etc/passwd && echo 'flagships:x:10001:' >> /etc/group
WORKDIR /app
COPY --from=parts /parts/fixed/ ./
COPY --from=parts /parts/libraries/ ./
COPY --from=parts /parts/platform/ ./
COPY --from=parts /parts/service/ ./
# The AOT cache, by the very JVM that will run it and with the same collector. The service starts as far as it can without a
# database, which is nearly all of the way; that it then ends is the end of the rehearsal. The key is public and nobody has its other half.
RUN set -eu; \
    QUARKUS_PROFILE=local QUARKUS_INIT_AND_EXIT=true QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 \
    FLAGSHIPS_MIGRATE=false QUARKUS_FLYWAY_MIGRATE_AT_START=false FLAGSHIPS_POSTGRES_HOST=127.0.0.1 FLAGSHIPS_POSTGRES_PORT=1 \
    FLAGSHIPS_POSTGRES_PASSWORD=none KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 FLAGSHIPS_DISCLOSURE_SECRET=none \
    FLAGSHIPS_SERVICE_TOKEN=none \
    FLAGSHIPS_TOKEN_PUBLIC_KEY=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6hkglyDYsBuh8bqPWnNcPdLaStFxOnnMuDiEyVAb6BQ1tB8kSLv7UEEnUtTz37SzU7CvNloRBVHqQmfRYFrAba1sTI4A7lej63yqMIWePhz8uXCkq/7NjAbilBqtFqyAzCgQkcAGc314J+u8jWyYdK5vapdTWMrEVVC8pm0e15RYzEfok+ApnAcUl+pu1x2F4yoDb/k+gyD7ru6oX9C6AQSw91tF4UjHIVgWEhTAz5j09u3rrmhzsJevXTXbEaRVGugNhajIm5qSlE3+EdwkHaIFyw75p1tchEAO3ZtRZtFXL8EroWGMryo53qhBuuD8tdP8Si4Ri2hKOIt48uVTqwIDAQAB \
    java -XX:Flags=/app/jvm.flags -XX:AOTCacheOutput=/tmp/app.aot --enable-native-access=ALL-UNNAMED -Duser.timezone=UTC -Dstdout.encoding=UTF-8 \
        -jar /app/quarkus-run.jar > /tmp/rehearsal.log 2>&1 || true; \
    test -s /tmp/app.aot || { cat /tmp/rehearsal.log; exit 1; }; \
    mv /tmp/app.aot /app/app.aot; chmod 0444 /app/app.aot; rm -rf /tmp/*

LABEL org.opencontainers.image.title=${SERVICE} \
      org.opencontainers.image.description="Frontline Flagships: ${SERVICE}" \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.vendor="Justice Sector Fund" \
      org.opencontainers.image.licenses=Apache-2.0
USER 10001:10001
STOPSIGNAL SIGTERM
# No shell in between: Java is process 1 and hears the signal. /tmp is the one place it writes to: --read-only --tmpfs /tmp.
# jvm.flags are defaults: JAVA_TOOL_OPTIONS has the last word. An AOT cache of another JVM is left aside, with a warning.
ENTRYPOINT ["java", "-XX:Flags=/app/jvm.flags", "-XX:AOTCache=/app/app.aot", "--enable-native-access=ALL-UNNAMED", "-Duser.timezone=UTC", "-Dstdout.encoding=UTF-8", "-jar", "/app/quarkus-run.jar"]
