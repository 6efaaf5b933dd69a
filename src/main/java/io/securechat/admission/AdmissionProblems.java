package io.securechat.admission;

import io.securechat.problems.Problem;

final class AdmissionProblems {

  static final Problem LINK_GONE =
      new Problem("link-gone", "This link was already used, has expired or never existed.", 404);
  static final Problem BAD_DAYS = new Problem("bad-days", "A link is valid for 1 to 30 days.", 422);
  static final Problem TOO_MANY_LINKS =
      new Problem("too-many-links", "There are already a hundred open links. Withdraw some.", 409);

  private AdmissionProblems() {}
}
