package io.securechat.protocol.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The letterboxes of a room in the order of their numbers, closed ones included. Immutable.
public record Letterboxes(List<Letterbox> all) {

  public static final Letterboxes NONE = new Letterboxes(List.of());

  static final int MOST_OPEN = 16;

  public Letterboxes {
    all = List.copyOf(all);
  }

  /// The box of this number, open or not.
  public Optional<Letterbox> find(long number) {
    return number >= 1 && number <= all.size()
        ? Optional.of(all.get((int) number - 1))
        : Optional.empty();
  }

  /// The box of this number, if it is open.
  public Optional<Letterbox> open(long number) {
    return find(number).filter(Letterbox::open);
  }

  /// The number of the next box.
  public long next() {
    return all.size() + 1L;
  }

  boolean mayOpen() {
    return all.stream().filter(Letterbox::open).count() < MOST_OPEN;
  }

  Letterboxes opened(Letterbox box) {
    var next = new ArrayList<>(all);
    next.add(box);
    return new Letterboxes(next);
  }

  Letterboxes closed(long number) {
    return new Letterboxes(
        all.stream().map(box -> box.number() == number ? box.closed() : box).toList());
  }
}
