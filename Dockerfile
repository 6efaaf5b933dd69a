# syntax=docker/dockerfile:1
# Builds Secure Chat, creates an AOT cache for a faster start, and runs without privileges.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -ntp -DskipTests package \
 && java -Djarmode=tools -jar target/secure-chat.jar extract --destination app \
 && cd app \
 && java -XX:AOTCacheOutput=secure-chat.aot -Dspring.context.exit=onRefresh \
      -jar secure-chat.jar --secure-chat.storage.data=/tmp/training

FROM eclipse-temurin:25-jdk
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin chat && mkdir /data && chown chat /data
WORKDIR /app
COPY --from=build /build/app .
USER chat
VOLUME /data
EXPOSE 8443 8080
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8443 SECURE_CHAT_PLAIN_PORT=8080 SECURE_CHAT_STORAGE_DATA=/data
# Metrics and detailed health, reachable only inside the container; see docs/operations.md.
ENV MANAGEMENT_SERVER_PORT=8081
# Over TLS, or over plain http behind a proxy that terminates TLS (SECURE_CHAT_TLS=off).
HEALTHCHECK --start-period=20s --timeout=5s CMD curl -fsk "https://localhost:${SERVER_PORT}/actuator/health/readiness" || curl -fs "http://localhost:${SERVER_PORT}/actuator/health/readiness"
ENTRYPOINT ["java", "-XX:AOTCache=secure-chat.aot", "-jar", "secure-chat.jar"]
