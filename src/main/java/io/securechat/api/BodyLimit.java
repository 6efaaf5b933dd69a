package io.securechat.api;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// No request has more than 64 KiB of body, whether it says its length or not; those that carry a
/// thousand grants or what somebody knows of thousands may have 1 MiB. It stands before everything
/// that reads.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {

  static final int MOST = 64 * 1024;
  static final int MOST_OF_LARGE = 1024 * 1024;

  private static final Pattern LARGE =
      Pattern.compile("/api/(rooms/[^/]+/(epochs|keys/shared)|me/(pins|identity))");

  private static final int DRAINED = 2 * 1024 * 1024;
  private static final long DRAINING_NANOS = 5_000_000_000L;

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int most = LARGE.matcher(request.getRequestURI()).matches() ? MOST_OF_LARGE : MOST;
    if (request.getContentLengthLong() > most) {
      drain(request.getInputStream());
      problems.write(response, CommonProblems.TOO_LARGE);
    } else if (request.getContentLengthLong() < 0 && !request.getMethod().equals("GET")) {
      chain.doFilter(new Counted(request, most), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /// Takes some of the rest off the line, or the sender would learn of a broken line and not of
  /// why; not for long, as it takes a thread.
  private static void drain(InputStream body) throws IOException {
    byte[] nowhere = new byte[8192];
    long began = System.nanoTime();
    for (int rest = DRAINED; rest > 0 && System.nanoTime() - began < DRAINING_NANOS; ) {
      int count = body.read(nowhere);
      rest -= count < 0 ? rest : count;
    }
  }

  /// A body of unknown length, counted as it is read.
  private static final class Counted extends HttpServletRequestWrapper {

    private final int most;

    Counted(HttpServletRequest request, int most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      var body = super.getInputStream();
      return new ServletInputStream() {
        private int count;

        @Override
        public int read() throws IOException {
          int next = count > most ? 0 : body.read();
          if (next >= 0 && ++count > most) {
            drain(body);
            throw new IOException(new Refusal(CommonProblems.TOO_LARGE));
          }
          return next;
        }

        @Override
        public boolean isFinished() {
          return body.isFinished();
        }

        @Override
        public boolean isReady() {
          return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
          body.setReadListener(listener);
        }
      };
    }
  }
}
