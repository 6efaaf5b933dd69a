package io.securechat.ops;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether it works, in one word, for anybody on the public port. What exactly does not is told on
/// the management port alone, where Actuator's own endpoints are.
@RestController
class HealthApi {

  record Word(String status) {}

  private final HealthEndpoint health;

  HealthApi(HealthEndpoint health) {
    this.health = health;
  }

  @GetMapping("/actuator/health")
  ResponseEntity<Word> all() {
    return shown(health.health());
  }

  /// Whether the process is beyond help.
  @GetMapping("/actuator/health/liveness")
  ResponseEntity<Word> liveness() {
    return shown(health.healthForPath("liveness"));
  }

  /// Whether it can serve: the database answers, writing and reading.
  @GetMapping("/actuator/health/readiness")
  ResponseEntity<Word> readiness() {
    return shown(health.healthForPath("readiness"));
  }

  private static ResponseEntity<Word> shown(@Nullable HealthDescriptor found) {
    var status = found == null ? Status.UNKNOWN : found.getStatus();
    return ResponseEntity.status(
            status.equals(Status.UP) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Word(status.getCode()));
  }
}
