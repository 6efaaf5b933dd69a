package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.securechat.bytes.Base64Text;
import io.securechat.log.Entry;
import io.securechat.protocol.RoomId;
import io.securechat.signin.SignedIn;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The REST API for rooms, through all filters of the real application.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomApiTest {

  @Import(LogRig.Heard.class)
  static class Inside {

    private final WebApplicationContext context;

    Inside(WebApplicationContext context) {
      this.context = context;
    }

    @Bean
    @Primary
    static TestClock testClock() {
      return new TestClock();
    }
  }

  private TestServer server;
  private LogRig rig;
  private MockMvc mvc;
  private JsonMapper json;
  private Signer alice;
  private Signer bob;
  private Signer darth;
  private RoomId room;

  @BeforeAll
  void start() {
    server = TestServer.start(TestServer.newFolder(), Inside.class);
    var context = server.bean(Inside.class).context;
    rig = new LogRig(context);
    mvc = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    json = server.bean(JsonMapper.class);
    alice = rig.person("alice");
    bob = rig.person("bob");
    darth = rig.person("darth");
    room = rig.room(alice, bob);
    rig.post(alice, room);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private MockHttpServletResponse ask(Signer who, MockHttpServletRequestBuilder request)
      throws Exception {
    var token = new TestingAuthenticationToken(new SignedIn(who.id, "test"), null, "ROLE_USER");
    return mvc.perform(request.with(authentication(token)).with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletRequestBuilder postJson(String path, String body) {
    return post(path).contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private JsonNode body(MockHttpServletResponse response) throws Exception {
    return json.readTree(response.getContentAsString());
  }

  private String events(byte[]... events) {
    return Arrays.stream(events)
        .map(event -> '"' + Base64Text.of(event) + '"')
        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
  }

  private byte[] head() {
    return rig.rooms.find(room).orElseThrow().headEvent();
  }

  @Test
  void aRoomIsMadeJoinedReadAndLeft() throws Exception {
    var fresh = new RoomId(UUID.randomUUID());
    var made = ask(alice, postJson("/api/rooms", events(alice.created(fresh, "Tea", rig.now()))));
    assertThat(made.getStatus()).isEqualTo(201);
    assertThat(body(made).get("roomId").asString()).isEqualTo(fresh.toString());
    assertThat(body(made).get("lastPos").asLong()).isEqualTo(1);

    rig.append(alice, fresh, rig.invite(alice, fresh, bob));
    var invitation = body(ask(bob, get("/api/rooms"))).get("invitations").get(0);
    assertThat(invitation.propertyNames())
        .containsExactlyInAnyOrder(
            "roomId", "name", "mode", "invitedBy", "at", "expires", "prevEvent", "members");
    assertThat(invitation.get("invitedBy").propertyNames())
        .containsExactlyInAnyOrder("userId", "username", "displayName");
    byte[] prev = Base64Text.parse(invitation.get("prevEvent").asString());
    var joined =
        ask(
            bob,
            postJson(
                "/api/rooms/" + fresh + "/events", events(bob.joined(fresh, prev, rig.now()))));
    assertThat(body(joined).get("lastPos").asLong()).isEqualTo(3);
    assertThat(ask(bob, postJson("/api/rooms/" + fresh + "/read", "{\"pos\":3}")).getStatus())
        .isEqualTo(204);
    rig.append(bob, fresh, (p, now) -> bob.left(fresh, p, now));
    assertThat(ask(bob, get("/api/rooms/" + fresh)).getStatus()).isEqualTo(404);
  }

  @Test
  void aRoomIsShownAsAgreed() throws Exception {
    var one = body(ask(bob, get("/api/rooms/" + room)));
    assertThat(one.propertyNames())
        .containsExactlyInAnyOrder(
            "roomId",
            "name",
            "mode",
            "role",
            "members",
            "joinedPos",
            "lastPos",
            "lastAt",
            "readPos",
            "unread",
            "prevEvent",
            "openEpoch",
            "lastEpoch",
            "lastHash",
            "people",
            "invited");
    assertThat(one.get("mode").asString()).isEqualTo("managed");
    assertThat(one.get("role").asString()).isEqualTo("member");
    assertThat(one.get("people").get(0).propertyNames())
        .containsExactlyInAnyOrder(
            "userId",
            "username",
            "displayName",
            "identityId",
            "online",
            "lastSeen",
            "status",
            "avatar",
            "role",
            "joinedPos",
            "joinedAt",
            "suspended");
    var members = body(ask(bob, get("/api/rooms/" + room + "/members")));
    assertThat(members.propertyNames()).containsExactlyInAnyOrder("members", "invited");
    assertThat(members.get("members")).isEqualTo(one.get("people"));
  }

  @Test
  void theLogIsShownAsAgreed() throws Exception {
    var slice = body(ask(bob, get("/api/rooms/" + room + "/log").param("limit", "2")));
    assertThat(slice.propertyNames()).containsExactlyInAnyOrder("before", "entries", "head");
    assertThat(slice.get("entries").size()).isEqualTo(2);
    assertThat(slice.get("entries").get(1).propertyNames())
        .containsExactlyInAnyOrder("pos", "type", "at", "entry");
    assertThat(slice.get("entries").get(1).get("type").asInt()).isEqualTo(Entry.MESSAGE);
    var grants =
        body(ask(bob, get("/api/rooms/" + room + "/grants").param("from", "1").param("to", "50")));
    assertThat(grants.propertyNames()).containsExactlyInAnyOrder("grants", "records");
    assertThat(grants.get("records").get(0).get("type").asInt()).isEqualTo(Entry.RECORD);
    assertThat(Base64Text.parse(grants.get("grants").get(0).asString())).hasSize(457);
  }

  @Test
  void whoLostARaceIsToldWhatToFollow() throws Exception {
    byte[] stale = new byte[32];
    var response =
        ask(
            bob,
            postJson("/api/rooms/" + room + "/events", events(bob.left(room, stale, rig.now()))));
    assertThat(response.getStatus()).isEqualTo(409);
    assertThat(body(response).get("code").asString()).isEqualTo("stale-head");
    assertThat(body(response).get("prevEvent").asString()).isEqualTo(Base64Text.of(head()));
  }

  @TestFactory
  Stream<DynamicTest> toAnOutsiderARoomIsNoRoom() {
    var nowhere = new RoomId(UUID.randomUUID());
    byte[] here = darth.joined(room, head(), rig.now());
    byte[] there = darth.joined(nowhere, head(), rig.now());
    return Stream.of(
            List.of(get("/api/rooms/" + room), get("/api/rooms/" + nowhere)),
            List.of(
                get("/api/rooms/" + room + "/members"), get("/api/rooms/" + nowhere + "/members")),
            List.of(get("/api/rooms/" + room + "/log"), get("/api/rooms/" + nowhere + "/log")),
            List.of(
                get("/api/rooms/" + room + "/grants?from=1&to=2"),
                get("/api/rooms/" + nowhere + "/grants?from=1&to=2")),
            List.of(
                postJson("/api/rooms/" + room + "/read", "{\"pos\":1}"),
                postJson("/api/rooms/" + nowhere + "/read", "{\"pos\":1}")),
            List.of(
                postJson("/api/rooms/" + room + "/events", events(here)),
                postJson("/api/rooms/" + nowhere + "/events", events(there))),
            List.of(
                postJson("/api/rooms/" + room + "/events", events(new byte[9])),
                postJson("/api/rooms/" + nowhere + "/events", events(new byte[9]))))
        .map(pair ->
            DynamicTest.dynamicTest(
                "verb "
                    + pair.getFirst()
                        .buildRequest(mvc.getDispatcherServlet().getServletContext())
                        .getRequestURI(),
                () -> {
                  var real = ask(darth, pair.getFirst());
                  var none = ask(darth, pair.getLast());
                  assertThat(real.getStatus()).isEqualTo(404);
                  assertThat(none.getStatus()).isEqualTo(404);
                  assertThat(withoutPath(real)).isEqualTo(withoutPath(none));
                  assertThat(headers(real)).isEqualTo(headers(none));
                }));
  }

  /// An answer may repeat the requested path.
  private JsonNode withoutPath(MockHttpServletResponse response) throws Exception {
    return ((ObjectNode) body(response)).without("instance");
  }

  private static List<String> headers(MockHttpServletResponse response) {
    return response.getHeaderNames().stream()
        .filter(name -> !name.equals("Set-Cookie"))
        .sorted()
        .map(name -> name + ": " + response.getHeaders(name))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotWrittenAsItShouldBeIsMalformed() {
    var path = "/api/rooms/" + room + "/events";
    byte[] event = bob.left(room, head(), rig.now());
    var good = Base64Text.of(event);
    return Stream.of(
            "",
            "{",
            "[]",
            "{}",
            "null",
            "{\"events\":null}",
            "{\"events\":7}",
            "{\"events\":[null]}",
            "{\"events\":[7]}",
            "{\"events\":[\"%%%\"]}",
            "{\"events\":[\"" + good + "\"],\"more\":1}",
            "{\"events\":[\"" + good + "\"],\"events\":[]}",
            "{\"events\":[\"" + good.replace('+', '-').replace('/', '_') + "-\"]}",
            "{\"events\":[\"" + good + " \"]}",
            "{\"events\":[\"" + good + "\"]} x")
        .map(body ->
            DynamicTest.dynamicTest(
                "body " + body.length() + " " + body.substring(0, Math.min(20, body.length())),
                () -> {
                  var response = ask(bob, postJson(path, body));
                  assertThat(response.getStatus()).isEqualTo(400);
                  assertThat(body(response).get("code").asString()).isEqualTo("malformed");
                }));
  }

  @Test
  void otherShapesOfPathAndQueryAreMalformed() throws Exception {
    for (var path :
        List.of(
            "/api/rooms/7",
            "/api/rooms/" + room.toString().toUpperCase(Locale.ROOT),
            "/api/rooms/" + room + "/log?before=x",
            "/api/rooms/" + room + "/log?before=1&after=1",
            "/api/rooms/" + room + "/grants",
            "/api/rooms/" + room + "/grants?from=0&to=1",
            "/api/rooms/" + room + "/grants?from=1&to=51")) {
      assertThat(ask(bob, get(path)).getStatus()).as(path).isEqualTo(400);
    }
  }

  @Test
  void anInvitedPersonReadsTheEventsAloneWhileTheInvitationIsOpen() throws Exception {
    var fresh = rig.room(alice, bob);
    String path = "/api/rooms/" + fresh;
    rig.post(alice, fresh);
    assertThat(ask(darth, get(path + "/events")).getStatus()).isEqualTo(404);
    rig.append(alice, fresh, rig.invite(alice, fresh, darth));
    var events = body(ask(darth, get(path + "/events"))).get("entries");
    assertThat(events.valueStream().map(entry -> entry.get("type").asInt()))
        .hasSize(4)
        .containsOnly(3);
    for (var other :
        List.of("", "/members", "/log", "/grants?from=1&to=1", "/keys", "/events/none")) {
      assertThat(ask(darth, get(path + other)).getStatus()).as(other).isEqualTo(404);
    }
    rig.append(alice, fresh, (prev, now) -> alice.withdrawn(fresh, prev, darth.id, now));
    assertThat(ask(darth, get(path + "/events")).getStatus()).isEqualTo(404);
    rig.append(alice, fresh, rig.invite(alice, fresh, darth));
    assertThat(ask(darth, get(path + "/events")).getStatus()).isEqualTo(200);
    rig.clock.advance(LogRig.WEEK.plusSeconds(1));
    assertThat(ask(darth, get(path + "/events")).getStatus()).isEqualTo(404);
  }

  @Test
  void peopleAreFoundByNameAndUnknownNamesComeBack() throws Exception {
    var name = body(ask(bob, get("/api/users/" + alice.id))).get("username").asString();
    var found = body(ask(bob, get("/api/users").param("query", " ALI ")));
    assertThat(found.get("items").get(0).get("userId").asString()).isEqualTo(alice.id.toString());
    var looked =
        body(
            ask(
                bob,
                postJson(
                    "/api/users/lookup",
                    "{\"usernames\":[\" "
                        + name.toUpperCase(Locale.ROOT)
                        + " \",\"Nobody\",\"<b>\",\"\"]}")));
    assertThat(looked.get("found").get(0).get("username").asString()).isEqualTo(name);
    assertThat(looked.get("unknown").toString()).isEqualTo("[\"Nobody\",\"<b>\",\"\"]");
    assertThat(ask(bob, get("/api/users/" + UUID.randomUUID())).getStatus()).isEqualTo(404);
  }
}
