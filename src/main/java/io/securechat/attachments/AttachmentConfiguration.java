package io.securechat.attachments;

import io.securechat.storage.DataFolder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses where the bytes of files are.
@Configuration(proxyBeanMethods = false)
class AttachmentConfiguration {

  @Bean
  FileStore fileStore(DataFolder data) {
    return new FileFolder(data.file(FileFolder.NAME));
  }
}
