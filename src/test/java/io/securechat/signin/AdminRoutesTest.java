package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route below `/api/admin/` that Spring maps is "not found" for everyone but administrators.
class AdminRoutesTest {

  private record Route(String method, String pattern) {

    String path() {
      return pattern.replaceAll("\\{[^}]*}", "0b5a7f0e-3c0c-4e55-9a0e-0123456789ab");
    }
  }

  private static SignInRig rig;
  private static List<Route> routes;

  @BeforeAll
  static void start() {
    rig = SignInRig.start("--secure-chat.http-basic=true");
    routes =
        rig
            .server
            .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .stream()
            .flatMap(mapping ->
                mapping.getPatternValues().stream()
                    .filter(pattern -> pattern.startsWith("/api/admin"))
                    .flatMap(pattern ->
                        mapping.getMethodsCondition().getMethods().stream()
                            .map(method -> new Route(method.name(), pattern))))
            .toList();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void aMembersAnswerIsThatOfAnUnknownRouteByteForByte() {
    var member = rig.newcomer("password").visitor();
    assertThat(routes).hasSizeGreaterThanOrEqualTo(7);
    for (Route route : routes) {
      var unknown = seen(send(member, route.method(), "/api/no-such-route"));
      assertThat(unknown).contains("404", "not-found");
      for (String path : List.of(route.path(), "/api/admin/no-such-route", "/api/admin")) {
        var answer = seen(send(member, route.method(), path));
        assertThat(answer).as("%s %s", route.method(), path).isEqualTo(unknown);
      }
    }
  }

  @Test
  void aBodyThatIsNoJsonTellsAMemberNothing() {
    var member = rig.newcomer("password").visitor();
    for (String path : List.of("/api/admin/links", "/api/no-such-route")) {
      assertThat(member.postText(path, "{").refusal()).isEqualTo("404 not-found");
    }
  }

  @Test
  void anAdministratorReachesEveryRoute() {
    for (Route route : routes) {
      var answer = send(rig.admin, route.method(), route.path());
      assertThat(answer.status()).as(route.toString()).isNotIn(401, 403, 405);
      if (answer.status() == 404) {
        assertThat(route.pattern()).contains("{");
      }
    }
  }

  @Test
  void whoIsNotSignedInIsToldSoWhateverTheyAskFor() {
    for (Route route : routes) {
      assertThat(send(rig.visitor(), route.method(), route.path()).refusal())
          .isEqualTo("401 signed-out");
    }
  }

  @Test
  void aMembersPasswordInTheHeaderOpensNoAdminRoute() {
    String name = rig.newcomer("password").name();
    for (String path : List.of("/api/admin/users", "/api/admin/links")) {
      byte[] basic = (name + ":password").getBytes(StandardCharsets.UTF_8);
      var request =
          HttpRequest.newBuilder(rig.server.uri(path))
              .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic));
      assertThat(rig.visitor().send(request.GET()).status()).isIn(401, 404);
    }
  }

  private static Visitor.Answer send(Visitor visitor, String method, String path) {
    var body = method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
    return visitor.send(
        visitor.request(path).header("Content-Type", "application/json").method(method, body));
  }

  /// Status, headers and body as received, without the date.
  private static String seen(Visitor.Answer answer) {
    var headers = new TreeMap<String, List<String>>(answer.response().headers().map());
    headers.remove("date");
    return Stream.of(answer.status(), headers, answer.response().body()).toList().toString();
  }
}
