package io.securechat.attachments;

import io.securechat.bus.NodeRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What other modules need to know about files.
@Component
public class Attachments {

  private static final Logger log = LoggerFactory.getLogger(Attachments.class);

  private final long maxFileSize;

  Attachments(AttachmentSettings settings, FileStore files, NodeRegistry nodes) {
    long most = settings.maxFileSize().toBytes();
    boolean canBeStored = files.isShared() || nodes.equals(NodeRegistry.ALONE);
    this.maxFileSize = canBeStored ? most : 0;
    if (most > 0 && !canBeStored) {
      log.info("Files are off: several nodes need secure-chat.attachments.s3.bucket for them");
    }
  }

  /// The size of the largest file that can be sent, before encryption; 0 if there are no files, as
  /// with several nodes without a store for all of them.
  public long maxFileSize() {
    return maxFileSize;
  }
}
