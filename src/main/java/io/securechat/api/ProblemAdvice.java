package io.securechat.api;

import io.securechat.bytes.Malformed;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.problems.RefusalMeters;
import io.securechat.problems.ThrottledLog;
import io.securechat.storage.StorageFailures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Renders refusals of REST endpoints as RFC 9457 `application/problem+json` with a stable code.
/// Repeats no content of the request in the response or in the log.
@RestControllerAdvice(annotations = RestController.class)
public class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final int MAX_CAUSES = 5;
  private static final ThrottledLog THROTTLED_LOG = new ThrottledLog(LOG);

  private final RefusalMeters refusals;

  ProblemAdvice(RefusalMeters refusals) {
    this.refusals = refusals;
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(Refusal refusal) {
    return answer(refusal);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> malformed(Malformed malformed) {
    return answer(new Refusal(CommonProblems.MALFORMED));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> anything(Exception e) {
    return answer(refusal(e));
  }

  /// The refusal for an exception. Logs failures of the server only.
  Refusal refusal(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (cause instanceof Malformed) {
        return new Refusal(CommonProblems.MALFORMED);
      }
    }
    var byClient = ClientFault.status(e);
    if (byClient.isPresent()) {
      return new Refusal(of(byClient.getAsInt()));
    }
    var trouble = StorageFailures.of(e);
    if (trouble.isPresent()) {
      String code = trouble.get().code();
      THROTTLED_LOG.error(code, "The database refused a request: " + code);
      return new Refusal(trouble.get());
    }
    LOG.error("Request failed: {}", e.getClass().getName(), withoutContent(e, MAX_CAUSES));
    return new Refusal(CommonProblems.FAILED);
  }

  /// Renders a refusal; public for code that responds outside of controllers.
  public ResponseEntity<Map<String, Object>> answer(Refusal refusal) {
    refusals.count(RefusalMeters.Channel.HTTP, refusal.problem());
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    if (refusal.extras().get("retryAfter") instanceof Number seconds) {
      headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
    }
    return new ResponseEntity<>(fields(refusal), headers, refusal.problem().status());
  }

  /// The response's fields. Without `instance`, which would repeat the request's address.
  private static Map<String, Object> fields(Refusal refusal) {
    Problem problem = refusal.problem();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "about:blank");
    fields.put("title", problem.title());
    fields.put("status", problem.status());
    fields.put("code", problem.code());
    fields.putAll(refusal.extras());
    return fields;
  }

  /// The common problem for a status that the framework chose.
  public static Problem of(int status) {
    return switch (status) {
      case 401 -> CommonProblems.SIGNED_OUT;
      case 403 -> CommonProblems.CSRF;
      case 404, 406 -> CommonProblems.NOT_FOUND;
      case 405 -> CommonProblems.WRONG_METHOD;
      case 408 -> CommonProblems.TIMEOUT;
      case 413, 414, 431 -> CommonProblems.TOO_LARGE;
      // An unsupported HTTP version or transfer coding is the client's error.
      case 501, 505 -> CommonProblems.MALFORMED;
      case 415 -> CommonProblems.WRONG_TYPE;
      case 429 -> CommonProblems.TOO_MANY;
      case 503 -> CommonProblems.BUSY;
      default -> status < 500 ? CommonProblems.MALFORMED : CommonProblems.FAILED;
    };
  }

  /// Stack traces and classes of the causes, without their messages, which may contain content.
  private static Throwable withoutContent(Throwable failure, int depth) {
    var cause = failure.getCause();
    var bare =
        new Throwable(
            failure.getClass().getName(),
            cause == null || depth == 0 ? null : withoutContent(cause, depth - 1));
    bare.setStackTrace(failure.getStackTrace());
    return bare;
  }
}
