package io.securechat.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// D7, with the cases that the page is tested against too.
class ExpiryRuleTest {

  @TestFactory
  List<DynamicTest> asInTheVectors() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var file = getClass().getResourceAsStream("/vectors/retention.json")) {
      for (var one : JsonMapper.shared().readTree(file).path("cases")) {
        tests.add(DynamicTest.dynamicTest(one.path("name").asString(), () -> check(one)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  private static void check(JsonNode one) {
    var rule = new ExpiryRule();
    for (var set : one.path("retentions")) {
      rule.set(set.path("pos").asLong(), set.path("seconds").asLong(), set.path("time").asLong());
    }
    long pos = one.path("pos").asLong();
    rule.signed(pos - 1, one.path("signed").asLong());
    rule.signed(pos + 1, Long.MAX_VALUE / 2);
    boolean allowed = rule.allows(pos, one.path("at").asLong(), one.path("now").asLong());
    assertThat(allowed).isEqualTo(one.path("allowed").asBoolean());
  }
}
