# What ./flagships does beside starting things, as one-shots of docker-compose.yml: keys and tokens for trying things out, and
# the demonstration. Never part of a real deployment.
ARG BASE=eclipse-temurin:25-jre-noble
FROM ${BASE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
RUN echo 'flagships:x:10001:10001::/tmp:/usr/sbin/nologin' >> /etc/passwd && echo 'flagships:x:10001:' >> /etc/group \
    && install -d -o 10001 -g 10001 /keys
COPY platform-local/target/tools /app
LABEL org.opencontainers.image.title=tools \
      org.opencontainers.image.description="Frontline Flagships: keys, tokens and the demonstration, for trying things out" \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION} \
      org.opencontainers.image.vendor="Justice Sector Fund" \
      org.opencontainers.image.licenses=Apache-2.0
USER 10001:10001
# A named volume takes over who owns the folder of the image: that is how the one-shot may write to it.
VOLUME /keys
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-XX:-UsePerfData", "-Dstdout.encoding=UTF-8", "-cp", "/app/*", "nz.flagships.local.Tools"]
CMD ["help"]
