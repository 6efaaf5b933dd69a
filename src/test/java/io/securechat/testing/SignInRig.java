package io.securechat.testing;

import io.securechat.admission.FirstStart;
import io.securechat.protocol.UserId;
import io.securechat.sessions.SessionEnded;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;

/// A server for one test class, with an administrator, an adjustable clock and a record of ended
/// sessions.
public final class SignInRig implements AutoCloseable {

  // Not annotated with @Configuration: the application under test scans this package too.
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

  /// Records the sessions that end.
  public static class Ear {

    private final List<SessionEnded> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(SessionEnded ended) {
      heard.add(ended);
    }

    public boolean heardOf(UserId user) {
      return heard.stream().anyMatch(ended -> ended.userId().equals(user));
    }
  }

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  public final TestServer server;
  public final Visitor admin;

  private SignInRig(TestServer server) {
    this.server = server;
    this.admin = new Visitor(server);
  }

  public static SignInRig start(String... arguments) {
    var rig = new SignInRig(TestServer.start(TestServer.newFolder(), Inside.class, arguments));
    String path = rig.server.bean(FirstStart.class).setUpPath().orElseThrow();
    rig.admin.register(path.substring("/setup#".length()), "root", "Root", "root's");
    return rig;
  }

  public TestClock clock() {
    return server.bean(TestClock.class);
  }

  public Ear ear() {
    return server.bean(Ear.class);
  }

  public Visitor visitor() {
    return new Visitor(server);
  }

  public String registrationToken() {
    String url = admin.post("/api/admin/links", Map.of("days", 1)).text("url");
    return url.substring(url.indexOf('#') + 1);
  }

  /// A new user who is signed in.
  public Person newcomer(String password) {
    String name = "person-" + PEOPLE.incrementAndGet();
    var visitor = visitor();
    var self = visitor.register(registrationToken(), name, "Person " + name, password);
    return new Person(UserId.parse(self.text("userId")), name, password, visitor);
  }

  public record Person(UserId id, String name, String password, Visitor visitor) {}

  @Override
  public void close() {
    server.close();
  }
}
