package io.securechat.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.securechat.bus.Bus;
import io.securechat.protocol.UserId;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What is kept of accounts in memory.
class AccountCacheTest {

  private static final UserId ADA = UserId.random();

  private final AccountStore store = mock(AccountStore.class);
  private final Accounts accounts =
      new Accounts(
          store,
          mock(SkeletonStore.class),
          mock(ApplicationEventPublisher.class),
          Clock.systemUTC(),
          mock(Bus.class));

  @AfterEach
  void endTransaction() {
    TransactionSynchronizationManager.setActualTransactionActive(false);
  }

  @Test
  void whatATransactionReadsIsNotKeptForOthers() {
    stored("older");
    TransactionSynchronizationManager.setActualTransactionActive(true);
    assertThat(status()).isEqualTo("older");
    TransactionSynchronizationManager.setActualTransactionActive(false);
    stored("newer");
    assertThat(status()).isEqualTo("newer");
  }

  @Test
  void whatIsKeptIsReadInATransactionToo() {
    stored("kept");
    assertThat(status()).isEqualTo("kept");
    stored("unseen");
    assertThat(status()).isEqualTo("kept");
    TransactionSynchronizationManager.setActualTransactionActive(true);
    assertThat(status()).isEqualTo("kept");
  }

  private void stored(String status) {
    var ada = new Account(ADA, Username.of("ada"), "Ada", Role.MEMBER, false, 0, status, "");
    when(store.find(ADA)).thenReturn(Optional.of(ada));
  }

  private String status() {
    return accounts.find(ADA).orElseThrow().status();
  }
}
