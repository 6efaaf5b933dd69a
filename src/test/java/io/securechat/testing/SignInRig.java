package io.securechat.signin;

import io.securechat.accounts.UserId;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/// A server of a test's own, with an administrator, a clock that can be put forward and an ear for
/// sessions that end.
final class SignInRig implements AutoCloseable {

  // No @Configuration: the application under test scans this package too and must not find it.
  static class Inside {

    @Bean
    @Primary
    static TestClock testClock() {
      return TestClock.atThisMoment();
    }

    @Bean
    static Ear ear() {
      return new Ear();
    }
  }

  static class Ear {

    final List<SessionEnded> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(SessionEnded ended) {
      heard.add(ended);
    }

    boolean heardOf(UserId user) {
      return heard.stream().anyMatch(ended -> ended.userId().equals(user));
    }
  }

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  final TestServer server;
  final Visitor admin;

  private SignInRig(TestServer server) {
    this.server = server;
    this.admin = new Visitor(server);
  }

  static SignInRig start(String... arguments) {
    var rig = new SignInRig(TestServer.start(TestServer.newFolder(), Inside.class, arguments));
    String path = rig.server.bean(FirstStart.class).setUpPath().orElseThrow();
    rig.admin.register(path.substring("/setup#".length()), "root", "The Admin", "root's");
    return rig;
  }

  TestClock clock() {
    return server.bean(TestClock.class);
  }

  Ear ear() {
    return server.bean(Ear.class);
  }

  Visitor visitor() {
    return new Visitor(server);
  }

  String registrationToken() {
    String url = admin.post("/api/admin/links", Map.of("days", 1)).text("url");
    return url.substring(url.indexOf('#') + 1);
  }

  /// Somebody new, who is signed in.
  Person newcomer(String password) {
    String name = "person-" + PEOPLE.incrementAndGet();
    var visitor = visitor();
    var self = visitor.register(registrationToken(), name, "Person", password);
    return new Person(UserId.parse(self.text("userId")), name, password, visitor);
  }

  record Person(UserId id, String name, String password, Visitor visitor) {}

  @Override
  public void close() {
    server.close();
  }
}
