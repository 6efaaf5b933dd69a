package io.securechat.letterbox;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.signin.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// `POST /hook/{token}`: takes messages in the format of Slack's incoming webhooks, and answers as
/// Slack does, with a word as text. The server reads the message, seals it and forgets it (B6).
@Controller
class WebhookApi {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Letterboxes letterboxes;
  private final SlackMessages messages;

  WebhookApi(Letterboxes letterboxes, SlackMessages messages) {
    this.letterboxes = letterboxes;
    this.messages = messages;
  }

  @PostMapping("/hook/{token}")
  ResponseEntity<String> hook(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    try {
      var target = letterboxes.require(token, SignInThrottle.address(request), true);
      String payload = payload(request);
      var text = messages.text(payload);
      if (text.isEmpty()) {
        return answer(400, "no_text");
      }
      return letterboxes.post(target, text) ? answer(200, "ok") : answer(400, "msg_too_long");
    } catch (SlackMessages.Invalid e) {
      return answer(400, "invalid_payload");
    } catch (Refusal refusal) {
      return answer(refusal);
    }
  }

  private static String payload(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type != null && type.regionMatches(true, 0, FORM, 0, FORM.length())) {
      String payload = request.getParameter("payload");
      if (payload == null) {
        throw new SlackMessages.Invalid();
      }
      return payload;
    }
    return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static ResponseEntity<String> answer(Refusal refusal) {
    var problem = refusal.problem();
    var response = answer(problem.status(), word(problem));
    var wait = refusal.extras().get("retryAfter");
    return wait instanceof Number seconds ? withRetryAfter(response, seconds) : response;
  }

  private static String word(Problem problem) {
    if (problem.equals(CommonProblems.NOT_FOUND)) {
      return "no_service";
    }
    return problem.equals(CommonProblems.TOO_MANY) ? "rate_limited" : "service_unavailable";
  }

  private static ResponseEntity<String> withRetryAfter(
      ResponseEntity<String> response, Number seconds) {
    return ResponseEntity.status(response.getStatusCode())
        .headers(response.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, seconds.toString())
        .body(response.getBody());
  }

  private static ResponseEntity<String> answer(int status, @Nullable String word) {
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(word);
  }
}
