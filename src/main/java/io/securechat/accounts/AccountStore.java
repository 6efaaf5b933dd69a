package io.securechat.accounts;

import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `accounts_user`.
@Component
class AccountStore {

  private static final String COLUMNS =
      "select user_id, username, display_name, admin, suspended, created, status, avatar from accounts_user ";

  private final JdbcClient jdbc;

  AccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Account account) {
    jdbc.sql(
            """
            insert into accounts_user (user_id, username, display_name, search_name, admin, suspended, created, changed)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            account.id().bytes(),
            account.username().value(),
            account.displayName(),
            Username.canonical(account.displayName()),
            account.role() == Role.ADMIN,
            account.suspended(),
            account.created(),
            account.created())
        .update();
  }

  void setSuspended(UserId id, boolean suspended) {
    jdbc.sql("update accounts_user set suspended = ? where user_id = ?")
        .params(suspended, id.bytes())
        .update();
  }

  void setDisplayName(UserId id, String name) {
    jdbc.sql("update accounts_user set display_name = ?, search_name = ? where user_id = ?")
        .params(name, Username.canonical(name), id.bytes())
        .update();
  }

  void setAvatar(UserId id, String hash) {
    jdbc.sql("update accounts_user set avatar = ? where user_id = ?")
        .params(hash, id.bytes())
        .update();
  }

  void setStatus(UserId id, String status) {
    jdbc.sql("update accounts_user set status = ? where user_id = ?")
        .params(status, id.bytes())
        .update();
  }

  void setChanged(UserId id, long at) {
    jdbc.sql("update accounts_user set changed = ? where user_id = ?")
        .params(at, id.bytes())
        .update();
  }

  /// 0 if nobody has changed.
  long lastChange() {
    return jdbc.sql("select coalesce(max(changed), 0) from accounts_user")
        .query(Long.class)
        .single();
  }

  Optional<Account> find(UserId id) {
    return jdbc.sql(COLUMNS + "where user_id = ?")
        .param(id.bytes())
        .query(AccountStore::row)
        .optional();
  }

  Optional<Account> find(Username name) {
    return jdbc.sql(COLUMNS + "where username = ?")
        .param(name.value())
        .query(AccountStore::row)
        .optional();
  }

  List<Account> all(Collection<Username> names) {
    return names.isEmpty()
        ? List.of()
        : jdbc.sql(COLUMNS + "where username in (:names)")
            .param("names", names.stream().map(Username::value).toList())
            .query(AccountStore::row)
            .list();
  }

  List<Account> search(String prefix, int limit) {
    String pattern = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return jdbc.sql(
            COLUMNS
                + """
                where not suspended
                  and (username like ? escape '\\' or search_name like ? escape '\\' or search_name like ? escape '\\')
                order by username limit ?
                """)
        .params(pattern + "%", pattern + "%", "% " + pattern + "%", limit)
        .query(AccountStore::row)
        .list();
  }

  List<Account> after(String username, int limit) {
    return jdbc.sql(COLUMNS + "where username > ? order by username limit ?")
        .params(username, limit)
        .query(AccountStore::row)
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from accounts_user").query(Long.class).single();
  }

  /// Counts the active administrators and locks their rows until the caller's transaction ends, so
  /// that of two administrators who suspend each other at once, the second one counts 1.
  int lockActiveAdmins() {
    return jdbc.sql("update accounts_user set admin = admin where admin and not suspended")
        .update();
  }

  private static Account row(ResultSet row, int number) throws SQLException {
    return new Account(
        UserId.of(row.getBytes("user_id")),
        new Username(row.getString("username")),
        row.getString("display_name"),
        row.getBoolean("admin") ? Role.ADMIN : Role.MEMBER,
        row.getBoolean("suspended"),
        row.getLong("created"),
        row.getString("status"),
        row.getString("avatar"));
  }
}
