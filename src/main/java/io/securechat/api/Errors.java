package io.securechat.api;

import io.securechat.problems.Refusal;
import io.securechat.storage.StorageFailures;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// Renders errors outside of controllers: an HTML page for browsers, problem details for programs.
@Controller
class Errors implements ErrorController {

  private final ProblemAdvice advice;

  Errors(ProblemAdvice advice) {
    this.advice = advice;
  }

  @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
  String page(HttpServletRequest request, Model model) {
    model.addAttribute("status", status(request));
    return "error";
  }

  @RequestMapping("/error")
  ResponseEntity<Map<String, Object>> problem(HttpServletRequest request) {
    var trouble =
        Optional.ofNullable((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
            .flatMap(StorageFailures::of);
    return advice.answer(new Refusal(trouble.orElseGet(() -> ProblemAdvice.of(status(request)))));
  }

  private static int status(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : 404;
  }
}
