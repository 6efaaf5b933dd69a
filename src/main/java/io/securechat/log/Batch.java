package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Requests that are committed in one transaction. Each is checked against its log as changed by
/// the requests before it, and reaches the database only after all checks, so an invalid request
/// gets its own answer and does not affect the others.
///
/// Answers and announcements wait until [Committer] has committed the transaction.
final class Batch {

  private record Key(RoomId room, AppendRequest.Author author) {}

  /// One log's state while the batch is built.
  private static final class Progress {
    final Head seen;
    final Aggregate aggregate;
    final List<Entry> entries = new ArrayList<>();
    Head head;

    Progress(Head seen, Aggregate aggregate) {
      this.seen = seen;
      this.aggregate = aggregate;
      this.head = seen;
    }
  }

  private final LogStore store;
  private final HeadCache heads;
  private final Aggregates aggregates;
  private final long now;
  private final boolean careful;
  private final Map<RoomId, Progress> logs = new LinkedHashMap<>();
  private final Map<Key, LogStore.Place> posted = new HashMap<>();
  private final List<LogStore.Row> rows = new ArrayList<>();
  private final List<LogStore.Erased> erasures = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();

  /// The first attempt assumes that no request is a repetition, because checking would cost a query
  /// each. If one is, the unique index fails the whole transaction, and the second, `careful`
  /// attempt checks.
  Batch(LogStore store, HeadCache heads, Aggregates aggregates, long now, boolean careful) {
    this.store = store;
    this.heads = heads;
    this.aggregates = aggregates;
    this.now = now;
    this.careful = careful;
  }

  /// Loads what checking the requests needs, before the transaction.
  void prepare(List<AppendRequest> requests) {
    for (var request : requests) {
      aggregates.prepare(request, heads.of(request.room()), store);
    }
  }

  /// Locks the logs to be written, first in the transaction.
  void lock(List<AppendRequest> requests) {
    heads.lock(requests.stream().map(AppendRequest::room).collect(Collectors.toSet()));
  }

  void take(AppendRequest request) {
    try {
      var progress = progress(request.room());
      long at = time(progress);
      switch (progress.aggregate.check(request, progress.head, at)) {
        case Verdict.Append append -> append(progress, request, append, at);
        case Verdict.Reject reject -> reject(request, reject);
      }
    } catch (Refusal refusal) {
      answers.add(() -> request.failed(refusal));
    }
  }

  private void reject(AppendRequest request, Verdict.Reject reject) {
    var earlier =
        reject.unlessRepeated() ? earlier(request, true) : Optional.<LogStore.Place>empty();
    answers.add(
        earlier.<Runnable>map(place -> () -> repeated(request, place)).orElse(reject.answer()));
  }

  private static void repeated(AppendRequest request, LogStore.Place place) {
    request.repeated(place.pos(), place.at());
  }

  private void append(Progress progress, AppendRequest request, Verdict.Append append, long at) {
    var earlier = earlier(request, careful);
    if (earlier.isPresent()) {
      answers.add(() -> repeated(request, earlier.get()));
      return;
    }
    append.write().accept(progress.head.pos() + 1);
    append
        .erasures()
        .forEach(one -> erasures.add(new LogStore.Erased(request.room(), one.pos(), one.hash())));
    append.drafts().forEach(draft -> append(progress, draft, request.author(), at));
    long pos = progress.head.pos();
    var author = request.author();
    if (author != null) {
      posted.put(new Key(request.room(), author), new LogStore.Place(pos, at));
    }
    answers.add(() -> request.committed(pos, at));
  }

  /// The position and time of the author's earlier request with the same key, if there was one.
  private Optional<LogStore.Place> earlier(AppendRequest request, boolean look) {
    var author = request.author();
    if (author == null) {
      return Optional.empty();
    }
    var inBatch = Optional.ofNullable(posted.get(new Key(request.room(), author)));
    return inBatch.isPresent() || !look ? inBatch : store.posted(request.room(), author);
  }

  private void append(
      Progress progress, Draft draft, AppendRequest.@Nullable Author author, long at) {
    long pos = progress.head.pos() + 1;
    var entry = draft.form().at(pos, at);
    var chain = LogChain.next(progress.head.hash(), pos, entry.type(), draft.hash());
    progress.head = progress.head.with(entry, chain, draft.effect());
    progress.entries.add(entry);
    rows.add(new LogStore.Row(progress.head.room(), entry, chain, author));
  }

  private Progress progress(RoomId id) {
    return logs.computeIfAbsent(
        id,
        key -> {
          var head = heads.of(key);
          return new Progress(head, aggregates.at(head, store));
        });
  }

  /// Timestamps within a log never decrease, even if the clock is set back.
  private long time(Progress progress) {
    return Math.max(now, progress.head.at());
  }

  /// Writes entries and heads. Throws if another node was first; the second attempt sees its
  /// entries.
  void write() {
    if (rows.isEmpty()) {
      return;
    }
    store.append(rows);
    if (!erasures.isEmpty()) {
      store.erase(erasures);
    }
    var moved = changed().stream().map(log -> new LogStore.Moved(log.seen, log.head)).toList();
    if (!store.move(moved)) {
      throw new IllegalStateException("another node has changed a log of this batch");
    }
  }

  private List<Progress> changed() {
    return logs.values().stream().filter(log -> !log.entries.isEmpty()).toList();
  }

  /// After the commit: updates the caches, then sends the answers.
  void committed() {
    changed().forEach(log -> log.aggregate.apply(log.seen, log.head));
    heads.committed(changed().stream().map(log -> log.head).toList());
    if (!erasures.isEmpty()) {
      store.overwriteErased();
    }
    answers.forEach(Runnable::run);
  }

  /// After a failure: drops what the caches have about these logs.
  void forget() {
    heads.forget(logs.keySet());
    aggregates.forget(logs.keySet());
  }

  /// The number of messages in the batch.
  int messages() {
    return posted.size();
  }

  List<EntryAppended> announcements() {
    return changed().stream()
        .map(log ->
            new EntryAppended(
                log.head.room(), log.seen.pos() + 1, log.seen.hash(), List.copyOf(log.entries)))
        .toList();
  }
}
