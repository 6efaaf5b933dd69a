package io.securechat.client.search;

/// Thrown for what is no search, with a code for programs and a sentence for people.
public final class InvalidQuery extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String code;

  InvalidQuery(String code, String words) {
    super(words);
    this.code = code;
  }

  /// `empty`, `too-long`, `unclosed-quote`, `no-value`, `bad-date`, `unknown-has` or
  /// `unknown-mention`.
  public String code() {
    return code;
  }
}
