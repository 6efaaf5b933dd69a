package io.securechat.fuzz;

import io.securechat.fuzz.Endpoints.Endpoint;
import io.securechat.testing.Api;
import io.securechat.testing.RawRequest;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Sends one input after another and checks the responses.
final class Worker implements Runnable, AutoCloseable {

  /// Paths that end sessions.
  private static final Set<String> ENDING = Set.of("/logout", "/api/me/sessions");

  /// What a connection's buffers can hold in any case.
  private static final int LONGEST_UNREAD = 64 * 1024;

  /// What all workers share.
  ///
  /// @param statuses number of responses by first digit of the status; frames are counted under 0
  record Task(
      TestServer server,
      long seed,
      long count,
      AtomicLong next,
      Material material,
      List<Endpoint> endpoints,
      AtomicLongArray statuses,
      BlockingQueue<String> failures) {}

  record Sessions(Api member, Api admin) {}

  private static final int FRAMES_TOGETHER = 8;

  private final Task task;
  private final Sessions sessions;
  private final HttpLine line;
  private volatile String latest = "";

  Worker(Task task, Sessions sessions) {
    this.task = task;
    this.sessions = sessions;
    this.line = new HttpLine(task.server().port());
  }

  String latest() {
    return latest;
  }

  @Override
  public void run() {
    while (task.failures().isEmpty()) {
      long number = task.next().getAndIncrement();
      if (number >= task.count()) {
        return;
      }
      one(number);
    }
  }

  private void one(long number) {
    var chance = new Chance(task.seed() + number * 0x9e3779b97f4a7c15L);
    try {
      if (chance.once(15)) {
        frames(chance);
      } else {
        request(chance, number);
      }
    } catch (IOException | RuntimeException e) {
      failed(number, e.toString());
    }
  }

  private void failed(long number, String why) {
    task.failures()
        .offer("input %d of seed %d: %s\n%s".formatted(number, task.seed(), why, latest));
  }

  private void request(Chance chance, long number) throws IOException {
    var endpoint = chance.of(task.endpoints());
    var requests = new Requests(chance, task.material(), "localhost:" + task.server().port());
    var made = requests.of(endpoint, identity(chance, endpoint));
    latest = new String(made.bytes(), StandardCharsets.ISO_8859_1);
    if (made.framed()) {
      var answer = line.ask(made.bytes(), made.head());
      // Jetty refuses bad request lines and headers without reading the body. With a long body, the
      // response may be lost when the connection resets (RFC 9112, 9.6).
      if (answer.status() != 0 || made.bytes().length <= LONGEST_UNREAD) {
        judge(number, answer);
      }
    } else {
      var answer = RawRequest.sendAndEnd(task.server().port(), made.bytes());
      judgeStatus(number, answer.status());
    }
  }

  /// Nobody, a member, or an administrator; sometimes without the CSRF token.
  private Map<String, String> identity(Chance chance, Endpoint endpoint) {
    var headers = new LinkedHashMap<String, String>();
    int who = chance.upTo(5);
    // Nobody logs out or ends sessions: later requests must still belong to that user.
    if (who > 0 && !ENDING.contains(endpoint.path())) {
      var api = who == 4 ? sessions.admin() : sessions.member();
      headers.put("Cookie", api.cookies());
      if (!chance.once(10)) {
        headers.put("X-XSRF-TOKEN", api.token());
      }
    }
    return headers;
  }

  private void judge(long number, HttpLine.Answer answer) {
    if (answer.status() == 0) {
      failed(number, "no answer that HTTP knows; before it:\n" + line.history());
      return;
    }
    judgeStatus(number, answer.status());
    boolean page =
        answer.type().startsWith("text/html") && answer.body().startsWith("<!doctype html>");
    boolean empty = answer.body().isEmpty() && latest.startsWith("HEAD");
    boolean problem = answer.type().equals("application/problem+json");
    // A webhook answers as Slack does.
    boolean word =
        latest.contains(" /hook/")
            && answer.type().startsWith("text/plain")
            && answer.body().matches("[a-z_]+");
    if (answer.status() >= 400 && !page && !empty && !problem && !word) {
      failed(number, answer.status() + " " + answer.type() + " " + answer.body());
    }
  }

  private void judgeStatus(long number, int status) {
    task.statuses().incrementAndGet(status / 100);
    if (status >= 500) {
      failed(number, "answered " + status);
    }
  }

  /// Sends several frames on one socket, then a ping, which must be answered unless the socket was
  /// closed.
  private void frames(Chance chance) throws IOException {
    var member = sessions.member();
    var headers = Map.of("Cookie", member.cookies(), "X-XSRF-TOKEN", member.token());
    try (var socket = SocketLine.open(task.server().port(), headers)) {
      var inputs = new FrameInputs(chance, task.material());
      boolean open = chance.once(10) || socket.send(FrameInputs.HELLO);
      for (int i = 0; i < FRAMES_TOGETHER && open; i++) {
        byte[] frame = inputs.next();
        latest = new String(frame, StandardCharsets.ISO_8859_1);
        open = socket.send(frame);
        task.statuses().incrementAndGet(0);
      }
      if (open && socket.send(FrameInputs.PING)) {
        socket.awaitText("\"pong\"");
      }
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
