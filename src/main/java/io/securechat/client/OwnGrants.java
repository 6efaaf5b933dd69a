package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.Grant;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a user's own grants in a room open, by the number of the epoch or of the letterbox's
/// grants. Not thread-safe.
final class OwnGrants<T> {

  /// Opens a grant with the keys of one identity; throws what says that it does not open.
  interface Opening<T> {
    T open(byte[] grant, Keys keys) throws GeneralSecurityException;
  }

  private final Vault vault;
  private final Map<Long, List<byte[]>> grants = new HashMap<>();
  private final Map<Long, Optional<T>> opened = new HashMap<>();

  OwnGrants(Vault vault) {
    this.vault = vault;
  }

  /// What the grants of a number open; empty if none does.
  ///
  /// @param fetch asks the server for grants that are not known yet
  Optional<T> get(long number, Runnable fetch, Opening<T> opening) {
    var known = opened.get(number);
    if (known != null) {
      return known;
    }
    if (!grants.containsKey(number)) {
      fetch.run();
    }
    var result = open(grants.getOrDefault(number, List.of()), opening);
    opened.put(number, result);
    return result;
  }

  /// Several members may have granted, to any of the user's identities: a bad grant must not stand
  /// before a good one (K6).
  private Optional<T> open(List<byte[]> all, Opening<T> opening) {
    for (byte[] grant : all) {
      for (var keys : vault.keys()) {
        try {
          return Optional.of(opening.open(grant, keys));
        } catch (GeneralSecurityException | Malformed e) {
          // The next one may open.
        }
      }
    }
    return Optional.empty();
  }

  /// The server was asked for the grants of this number.
  void isAsked(long number) {
    grants.computeIfAbsent(number, _ -> new ArrayList<>());
  }

  /// Adds grants; what did not open is tried again.
  void add(JsonNode shown) {
    for (var one : shown) {
      try {
        byte[] grant = Rest.bytes(one);
        long number = Grant.parse(grant).epoch();
        grants.computeIfAbsent(number, _ -> new ArrayList<>()).add(grant);
        opened.remove(number, Optional.<T>empty());
      } catch (Malformed e) {
        // Nothing is lost with what is no grant.
      }
    }
  }

  /// The grants of numbers that were opened. Others are asked for again: a good one may have come.
  List<byte[]> kept() {
    return grants.entrySet().stream()
        .filter(one -> opened.getOrDefault(one.getKey(), Optional.empty()).isPresent())
        .flatMap(one -> one.getValue().stream())
        .toList();
  }

  /// The numbers that were looked at and do not open.
  List<Long> lacking() {
    return opened.entrySet().stream()
        .filter(one -> one.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
