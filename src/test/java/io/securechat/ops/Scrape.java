package io.securechat.ops;

import io.securechat.testing.Api;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// One scrape of the metrics, as by Prometheus.
record Scrape(String text) {

  static Scrape of(TestServer server) {
    var answer = management(server).get("/actuator/prometheus");
    if (answer.status() != 200) {
      throw new IllegalStateException("no metrics: " + answer.status());
    }
    return new Scrape(answer.raw().body());
  }

  static Api management(TestServer server) {
    return new Api(URI.create("http://localhost:" + server.managementPort() + "/"));
  }

  /// Scrapes until the condition holds, for at most half a minute.
  static void await(TestServer server, Predicate<Scrape> wanted) {
    TestModules.await(Duration.ofSeconds(30), () -> wanted.test(of(server)));
  }

  /// The value of a sample in Prometheus's notation; 0 if there is none.
  double value(String sample) {
    return lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .sum();
  }

  double since(Scrape before, String sample) {
    return value(sample) - before.value(sample);
  }

  /// The names of all samples, without their labels.
  List<String> names() {
    return lines().map(line -> line.split("[{ ]", 2)[0]).distinct().toList();
  }

  java.util.stream.Stream<String> lines() {
    return text.lines().filter(line -> !line.startsWith("#"));
  }
}
