package io.securechat.problems;

/// A reason to say no.
///
/// @param code stable, for programs
/// @param title a plain sentence, for people
/// @param status the HTTP status that REST answers with
public record Problem(String code, String title, int status) {}
