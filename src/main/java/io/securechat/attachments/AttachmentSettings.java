package io.securechat.attachments;

import io.securechat.problems.BadSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Limits of files.
///
/// @param maxFileSize the largest file, before encryption; 0 turns files off
/// @param perPerson what one user may have uploaded
/// @param perRoom what the files of one room may take
/// @param total what all files may take
/// @param keepFree free space of the disk that files never use
@ConfigurationProperties("secure-chat.attachments")
public record AttachmentSettings(
    @DefaultValue("100MB") DataSize maxFileSize,
    @DefaultValue("10GB") DataSize perPerson,
    @DefaultValue("20GB") DataSize perRoom,
    @DefaultValue("200GB") DataSize total,
    @DefaultValue("1GB") DataSize keepFree) {

  private static final DataSize LARGEST = DataSize.ofGigabytes(4);

  public AttachmentSettings {
    boolean fits = !maxFileSize.isNegative() && maxFileSize.compareTo(LARGEST) <= 0;
    require(fits, "max-file-size", "at most 4GB, or 0 for no files");
    require(!perPerson.isNegative(), "per-person", "0 or more");
    require(!perRoom.isNegative(), "per-room", "0 or more");
    require(!total.isNegative(), "total", "0 or more");
    require(!keepFree.isNegative(), "keep-free", "0 or more");
  }

  private static void require(boolean fits, String name, String range) {
    if (!fits) {
      throw new BadSetting(
          "secure-chat.attachments." + name + " must be " + range,
          "Set it to a size like 500MB or 2GB.");
    }
  }
}
