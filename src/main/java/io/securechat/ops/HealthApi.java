package io.securechat.ops;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Public health endpoints with a one-word status. Details are available only on the management
/// port, from Actuator's own endpoints.
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

  /// Whether the process works, or must be restarted.
  @GetMapping("/actuator/health/liveness")
  ResponseEntity<Word> liveness() {
    return shown(health.healthForPath("liveness"));
  }

  /// Whether it can serve: the database answers reads and writes.
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
