package io.securechat.storage;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Reports failed statements to the [DiskReserve]; does not change how the connection pool handles
/// them.
record FullDiskObserver(DiskReserve reserve) implements SQLExceptionOverride {

  @java.lang.Override
  public SQLExceptionOverride.Override adjudicate(SQLException failure) {
    reserve.examine(failure);
    return SQLExceptionOverride.Override.CONTINUE_EVICT;
  }
}
