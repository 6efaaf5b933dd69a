package io.securechat.problems;

/// A reason for refusing a request or frame.
///
/// @param code stable identifier, for programs
/// @param title a plain sentence, for people
/// @param status the HTTP status of the REST response
public record Problem(String code, String title, int status) {}
