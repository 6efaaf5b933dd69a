package io.securechat.api;

import io.securechat.bytes.Malformed;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.RareLog;
import io.securechat.problems.Refusal;
import io.securechat.problems.Refusals;
import io.securechat.storage.StorageTrouble;
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

/// The one place where REST says no: RFC 9457 `application/problem+json` with a stable code.
/// Nothing of the request is repeated in the answer or in the log.
@RestControllerAdvice(annotations = RestController.class)
public class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final int MOST_CAUSES = 5;
  private static final RareLog RARE_LOG = new RareLog(LOG);

  private final Refusals refusals;

  ProblemAdvice(Refusals refusals) {
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

  /// What is answered where this was thrown. Only a fault of the server's own is logged.
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
    var trouble = StorageTrouble.of(e);
    if (trouble.isPresent()) {
      String code = trouble.get().code();
      RARE_LOG.error(code, "The database turned a request down: " + code);
      return new Refusal(trouble.get());
    }
    LOG.error("A request failed: {}", e.getClass().getName(), withoutContent(e, MOST_CAUSES));
    return new Refusal(CommonProblems.FAILED);
  }

  /// The answer that a refusal becomes, for whoever must write it outside of a controller as well.
  public ResponseEntity<Map<String, Object>> answer(Refusal refusal) {
    refusals.said(Refusals.Way.HTTP, refusal.problem());
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    if (refusal.extras().get("retryAfter") instanceof Number seconds) {
      headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
    }
    return new ResponseEntity<>(fields(refusal), headers, refusal.problem().status());
  }

  /// The fields of the answer. No `instance`: it would repeat what was asked for.
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

  /// The common problem that stands for a status which the framework chose.
  public static Problem of(int status) {
    return switch (status) {
      case 401 -> CommonProblems.SIGNED_OUT;
      case 403 -> CommonProblems.CSRF;
      case 404, 406 -> CommonProblems.NOT_FOUND;
      case 405 -> CommonProblems.WRONG_METHOD;
      case 408 -> CommonProblems.TIMEOUT;
      case 413, 414, 431 -> CommonProblems.TOO_LARGE;
      // An HTTP version or a transfer coding that we do not speak is the client's choice.
      case 501, 505 -> CommonProblems.MALFORMED;
      case 415 -> CommonProblems.WRONG_TYPE;
      case 429 -> CommonProblems.TOO_MANY;
      case 503 -> CommonProblems.BUSY;
      default -> status < 500 ? CommonProblems.MALFORMED : CommonProblems.FAILED;
    };
  }

  /// Where it happened and what caused it, by class: messages may hold what somebody sent.
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
