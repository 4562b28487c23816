# The connector as an image. The libraries change seldom and the application often, so they are two layers.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml application.properties ./
COPY routes routes
COPY sql sql
COPY mappings mappings
COPY src/main src/main
# The embedded servers are for the demo and the tests; maven.test.skip compiles no tests either.
# What Maven has downloaded is kept for the next build.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dembedded.skip -Darchive.skip -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="Nacento connector" \
      org.opencontainers.image.description="Brings product image galleries from a PIM into Magento 2 without uploading a picture" \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 nacento \
 && useradd --system --uid 10001 --gid nacento --home-dir /app --shell /usr/sbin/nologin nacento \
 && install -d -o nacento -g nacento /var/lib/nacento
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/nacento.jar nacento.jar
COPY docker/health.sh health.sh
# An archive of the classes that a start needs halves its time: made by a start without any server. One that could not be
# made, or does not fit, is passed over.
RUN java -XX:ArchiveClassesAtExit=/app/nacento.jsa -jar /app/nacento.jar rehearse >/tmp/rehearsal.log 2>&1 || true; rm -rf /tmp/*

# Inside a container 127.0.0.1 is the container alone. Health and metrics stay there unless they are let out:
# NACENTO_MANAGEMENT_HOST=0.0.0.0, on a network that only operators reach.
ENV NACENTO_HTTP_HOST=0.0.0.0 \
    NACENTO_JAVA_OPTS="-XX:+UseParallelGC -XX:MaxRAMPercentage=75"
EXPOSE 8080 9876

# Works with a read-only root. What it writes goes to /tmp: large request bodies, and a native library of the S3 client,
# so a tmpfs there must not be mounted noexec. A volume at /var/lib/nacento is for what PIMs send while the broker is away
# (NACENTO_HOOKS_SPOOL_DIR).
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=8s --start-period=60s --retries=3 CMD ["bash", "/app/health.sh"]

# exec, so that the process gets the signal to stop and ends the requests in flight first
ENTRYPOINT ["sh", "-c", "exec java -XX:SharedArchiveFile=/app/nacento.jsa -Xlog:cds=off -Xlog:cds+dynamic=off $NACENTO_JAVA_OPTS -jar /app/nacento.jar \"$@\"", "nacento"]
CMD ["serve"]
