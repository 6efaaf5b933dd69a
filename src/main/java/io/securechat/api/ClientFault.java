package io.securechat.api;

import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.convert.ConversionException;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;

/// Distinguishes failures caused by the client (a truncated body, invalid UTF-8) from failures of
/// the server.
final class ClientFault {

  private static final int MALFORMED = 400;
  private static final int SERVER = -1;
  private static final int DEEPEST = 10;

  private ClientFault() {}

  /// The status of the response; empty for failures of the server.
  static OptionalInt status(@Nullable Throwable failure) {
    int status = failure != null && isOfTheConnection(failure) ? MALFORMED : 0;
    int depth = 0;
    for (Throwable cause = failure; cause != null && status == 0; cause = cause.getCause()) {
      status = ++depth > DEEPEST ? SERVER : own(cause);
    }
    return status > 0 ? OptionalInt.of(status) : OptionalInt.empty();
  }

  /// Considers only the outermost exception: as a cause, these may come from the server's own
  /// connections.
  private static boolean isOfTheConnection(Throwable failure) {
    return failure instanceof EOFException
        || failure instanceof ClosedChannelException
        || failure instanceof TimeoutException;
  }

  private static int own(Throwable cause) {
    return switch (cause) {
      case HttpException http -> http.getCode() / 100 == 4 ? http.getCode() : 0;
      case ErrorResponse known when known.getStatusCode().is4xxClientError() ->
          known.getStatusCode().value();
      case HttpMessageNotWritableException _ -> SERVER;
      case EofException _,
          HttpMessageConversionException _,
          ConversionException _,
          TypeMismatchException _,
          CharacterCodingException _ ->
          MALFORMED;
      default -> 0;
    };
  }
}
