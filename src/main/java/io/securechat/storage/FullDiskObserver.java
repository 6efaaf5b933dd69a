package io.securechat.storage;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Tells the [DiskReserve] of failed statements, and leaves the connection pool to its own rules.
record FullDiskObserver(DiskReserve reserve) implements SQLExceptionOverride {

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException failure) {
    reserve.notice(failure);
    return SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
