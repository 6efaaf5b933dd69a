package io.securechat.attachments;

import io.securechat.bytes.Malformed;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.rooms.Rooms;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Uploads in chunks (F2). For everyone but the uploader, and for former members, an upload does
/// not exist.
@Component
class Uploads {

  private static final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(Uploads.class));
  private static final Allowance UPLOADS = new Allowance(300, Duration.ofMinutes(10));
  private static final Allowance CHUNKS = new Allowance(6_000, Duration.ofMinutes(1));

  /// What of an upload is stored.
  record Progress(long size, boolean complete, List<Integer> chunks) {}

  private final Rooms rooms;
  private final AttachmentStore store;
  private final FileStore files;
  private final FileLocks locks;
  private final FileRemoval removal;
  private final Quotas quotas;
  private final Limits limits;

  Uploads(
      Rooms rooms,
      AttachmentStore store,
      FileStore files,
      FileLocks locks,
      FileRemoval removal,
      Quotas quotas,
      Limits limits) {
    this.rooms = rooms;
    this.store = store;
    this.files = files;
    this.locks = locks;
    this.removal = removal;
    this.quotas = quotas;
    this.limits = limits;
  }

  FileId begin(UserId caller, RoomId room, long size) {
    limits.take("file-upload", caller, UPLOADS);
    rooms.requireMember(room, caller);
    quotas.requireSize(size);
    var file =
        new StoredFile(
            new FileId(UUID.randomUUID()), room, caller, new FileLayout(size), false, null);
    quotas.add(file);
    return file.id();
  }

  /// Stores a chunk; it is durable on return. One that is there already is kept.
  void put(UserId caller, RoomId room, FileId id, int chunk, byte[] bytes) {
    limits.take("file-chunk", caller, CHUNKS);
    var file = require(caller, room, id);
    if (!file.layout().has(chunk) || bytes.length != file.layout().length(chunk)) {
      throw new Malformed();
    }
    if (isStored(file, chunk)) {
      return;
    }
    quotas.requireSpace(bytes.length);
    var lock = locks.of(id);
    lock.lock();
    try {
      // Read again: another request may have stored this chunk or deleted the upload.
      if (!isStored(require(caller, room, id), chunk)) {
        write(file, chunk, bytes);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isStored(StoredFile file, int chunk) {
    return file.complete() || store.hasChunk(file.id(), chunk);
  }

  private void write(StoredFile file, int chunk, byte[] bytes) {
    try {
      files.write(file.id(), file.layout(), chunk, bytes);
    } catch (IOException e) {
      throw failed(e, bytes.length);
    }
    if (!store.addChunk(file.id(), chunk)) {
      // Deleted meanwhile, perhaps with its row gone: nobody else would remove these bytes.
      remove(file.id());
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
  }

  private void remove(FileId file) {
    try {
      files.delete(file);
    } catch (IOException e) {
      log.warn("left", "Bytes of a deleted upload stay until the next start");
    }
  }

  private Refusal failed(IOException e, int length) {
    if (quotas.isFull(length)) {
      return new Refusal(AttachmentProblems.STORAGE_FULL);
    }
    log.error("write", "A file cannot be written: " + e.getClass().getName());
    return new Refusal(CommonProblems.NOT_STORED);
  }

  Progress progress(UserId caller, RoomId room, FileId id) {
    limits.take("file-chunk", caller, CHUNKS);
    var file = require(caller, room, id);
    var chunks =
        file.complete()
            ? IntStream.range(0, file.layout().chunks()).boxed().toList()
            : store.chunks(id);
    return new Progress(file.layout().size(), file.complete(), chunks);
  }

  /// Makes the whole file durable. May be repeated.
  void complete(UserId caller, RoomId room, FileId id) {
    limits.take("file-chunk", caller, CHUNKS);
    var lock = locks.of(id);
    lock.lock();
    try {
      var file = require(caller, room, id);
      if (!file.complete()) {
        complete(file);
      }
    } finally {
      lock.unlock();
    }
  }

  private void complete(StoredFile file) {
    require(
        store.chunks(file.id()).size() == file.layout().chunks(),
        AttachmentProblems.CHUNKS_MISSING);
    if (!isWhole(file)) {
      // As after a restore without the files: they are uploaded again.
      store.forgetChunks(file.id());
      throw new Refusal(AttachmentProblems.CHUNKS_MISSING);
    }
    require(store.complete(file.id()), CommonProblems.NOT_FOUND);
  }

  private boolean isWhole(StoredFile file) {
    try {
      return files.complete(file.id(), file.layout());
    } catch (IOException e) {
      throw failed(e, 0);
    }
  }

  /// Deletes an upload that no message names.
  void delete(UserId caller, RoomId room, FileId id) {
    limits.take("file-chunk", caller, CHUNKS);
    require(caller, room, id);
    require(store.deleteUpload(id), CommonProblems.NOT_FOUND);
    removal.soon();
  }

  private StoredFile require(UserId caller, RoomId room, FileId id) {
    rooms.requireMember(room, caller);
    return store
        .find(id)
        .filter(file -> file.room().equals(room) && file.uploader().equals(caller))
        .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
