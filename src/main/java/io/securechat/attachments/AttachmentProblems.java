package io.securechat.attachments;

import io.securechat.problems.Problem;

/// Problems of files.
public final class AttachmentProblems {

  public static final Problem FILE_TOO_LARGE =
      new Problem("file-too-large", "The file is larger than this server allows.", 413);
  public static final Problem QUOTA_PERSON =
      new Problem("quota-person", "Your files take all the space that you may use.", 409);
  public static final Problem QUOTA_ROOM =
      new Problem("quota-room", "The files of this room take all the space that it may use.", 409);
  public static final Problem STORAGE_FULL =
      new Problem("storage-full", "The server has no space for more files.", 503);
  public static final Problem CHUNKS_MISSING =
      new Problem("chunks-missing", "Parts of the file have not been uploaded.", 409);
  public static final Problem BAD_RANGE =
      new Problem("bad-range", "The file has no such range of bytes.", 416);
  public static final Problem BAD_FILE =
      new Problem("bad-file", "A file of this message cannot be sent. Upload it again.", 422);

  private AttachmentProblems() {}
}
