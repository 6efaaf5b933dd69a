package io.securechat.attachments;

import io.securechat.problems.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The bytes from `first` up to, but not including, `end`.
record ByteRange(long first, long end) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  long length() {
    return end - first;
  }

  /// The range of a header `Range` (RFC 9110, 14.2), the whole file without one. Refuses with
  /// `bad-range` more than one range, and one that the file does not have.
  static ByteRange of(@Nullable String header, long size) {
    if (header == null) {
      return new ByteRange(0, size);
    }
    var found = ONE.matcher(header);
    if (!found.matches()) {
      throw new Refusal(AttachmentProblems.BAD_RANGE);
    }
    return of(found.group(1), found.group(2), size);
  }

  private static ByteRange of(String from, String to, long size) {
    if (from.isEmpty()) {
      long count = to.isEmpty() ? 0 : Long.parseLong(to);
      return checked(size - Math.min(count, size), size, size);
    }
    long last = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
    return checked(Long.parseLong(from), last + 1, size);
  }

  private static ByteRange checked(long first, long end, long size) {
    if (first >= size || first >= end) {
      throw new Refusal(AttachmentProblems.BAD_RANGE);
    }
    return new ByteRange(first, end);
  }
}
