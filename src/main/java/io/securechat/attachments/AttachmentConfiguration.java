package io.securechat.attachments;

import io.securechat.storage.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses where the bytes of files are.
@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

  @Bean
  FileStore fileStore(S3Settings s3, DataFolder data) {
    return s3.bucket() == null ? new FileFolder(data.file(FileFolder.NAME)) : new S3Files(s3);
  }
}
