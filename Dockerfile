# syntax=docker/dockerfile:1
# Builds Secure Chat with a Java runtime of its own and caches for a faster start, as the Debian
# package has them, and runs it without privileges.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -ntp -DskipTests package \
 && scripts/assemble /usr/lib/secure-chat

FROM debian:stable-slim
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin chat \
 && mkdir -m 700 /data && chown chat /data && ln -s ../lib/secure-chat/bin/secure-chat /usr/bin/secure-chat
COPY --from=build /usr/lib/secure-chat /usr/lib/secure-chat
USER chat
WORKDIR /usr/lib/secure-chat
VOLUME /data
EXPOSE 8443 8080
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8443 SECURE_CHAT_PLAIN_PORT=8080 SECURE_CHAT_STORAGE_DATA=/data
# Metrics and detailed health, reachable only inside the container; see docs/operations.md.
ENV MANAGEMENT_SERVER_PORT=8081
# Reads the same settings as the server, so it asks by the scheme of these settings and no other.
HEALTHCHECK --start-period=20s --timeout=10s CMD ["secure-chat", "health"]
ENTRYPOINT ["secure-chat"]
