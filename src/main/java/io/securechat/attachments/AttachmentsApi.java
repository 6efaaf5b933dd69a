package io.securechat.attachments;

import io.securechat.accounts.Caller;
import io.securechat.problems.Refusal;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for files: upload in chunks, and download (F2, F4).
@RestController
@RequestMapping("/api/rooms/{id}/files")
class AttachmentsApi {

  /// Nothing in a file is run or loaded, even if a browser is made to show it as a page.
  private static final String POLICY = "default-src 'none'; sandbox";

  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

  /// @param size of the stored file in bytes
  record NewFile(long size) {}

  record Begun(FileId fileId) {}

  private final Uploads uploads;
  private final Downloads downloads;

  AttachmentsApi(Uploads uploads, Downloads downloads) {
    this.uploads = uploads;
    this.downloads = downloads;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Begun begin(Caller caller, @PathVariable String id, @RequestBody NewFile fresh) {
    return new Begun(uploads.begin(caller.id(), RoomId.parse(id), fresh.size()));
  }

  @PutMapping("/{file}/chunks/{chunk}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(
      Caller caller,
      @PathVariable String id,
      @PathVariable String file,
      @PathVariable int chunk,
      @RequestBody byte[] bytes) {
    uploads.put(caller.id(), RoomId.parse(id), FileId.parse(file), chunk, bytes);
  }

  @GetMapping("/{file}/chunks")
  Uploads.Progress chunks(Caller caller, @PathVariable String id, @PathVariable String file) {
    return uploads.progress(caller.id(), RoomId.parse(id), FileId.parse(file));
  }

  @PostMapping("/{file}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(Caller caller, @PathVariable String id, @PathVariable String file) {
    uploads.complete(caller.id(), RoomId.parse(id), FileId.parse(file));
  }

  @DeleteMapping("/{file}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String id, @PathVariable String file) {
    uploads.delete(caller.id(), RoomId.parse(id), FileId.parse(file));
  }

  /// The stored file, or one range of it.
  @GetMapping("/{file}")
  void download(
      Caller caller,
      @PathVariable String id,
      @PathVariable String file,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var fileId = FileId.parse(file);
    var layout = downloads.require(caller.id(), RoomId.parse(id), fileId);
    String header = request.getHeader(HttpHeaders.RANGE);
    var range = range(header, layout, response);
    if (request.getMethod().equals("HEAD")) {
      describe(range, layout, header != null, response);
      return;
    }
    downloads.send(
        caller.id(),
        fileId,
        layout,
        range,
        request,
        response,
        () -> describe(range, layout, header != null, response));
  }

  private static ByteRange range(
      @Nullable String header, FileLayout layout, HttpServletResponse response) {
    try {
      return ByteRange.of(header, layout.size());
    } catch (Refusal refusal) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + layout.size());
      throw refusal;
    }
  }

  private static void describe(
      ByteRange range, FileLayout layout, boolean partial, HttpServletResponse response) {
    if (partial) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          HttpHeaders.CONTENT_RANGE,
          "bytes " + range.first() + "-" + (range.end() - 1) + "/" + layout.size());
    }
    response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    response.setContentLengthLong(range.length());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER.getHeaderValue());
    response.setHeader("Content-Security-Policy", POLICY);
  }
}
