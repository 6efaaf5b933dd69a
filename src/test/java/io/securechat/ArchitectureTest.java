package io.securechat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.securechat.protocol.Letter;
import io.securechat.protocol.RoomId;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Rules of the code base that the compiler cannot check.
@AnalyzeClasses(packages = "io.securechat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /// Signatures and wrapping belong to `protocol`; the other packages create the server's own keys,
  /// Argon2id hashes, the VAPID key and the certificate.
  @ArchTest
  static final ArchRule bouncyCastleStaysHome =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..protocol..",
              "..identities..",
              "..roomkeys..",
              "..credentials..",
              "..push..",
              "..web..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule onlyClientsOpenAnything =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.securechat.client..")
          .and()
          .areNotAssignableTo(Letter.class)
          .and()
          .doNotHaveFullyQualifiedName("io.securechat.push.MessageEncryption")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Cipher.class);

  /// The server seals what comes by a webhook, and opens nothing.
  @ArchTest
  static final ArchRule onlyClientsOpenLetters =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.securechat.client..")
          .should()
          .callMethod(Letter.class, "open", byte[].class, RoomId.class, long.class, byte[].class);

  /// The server cannot even reach the code that opens messages; only the jar's command for people
  /// does.
  @ArchTest
  static final ArchRule theServerKnowsNoClient =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.securechat.client..", "io.securechat.terminal")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.securechat.client..");

  @ArchTest
  static final ArchRule clientsNeedNoServer =
      noClasses()
          .that()
          .resideInAPackage("io.securechat.client..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework..", "java.sql..", "org.slf4j..", "jakarta..")
                  .or(
                      resideInAPackage("io.securechat..")
                          .and(
                              resideOutsideOfPackages(
                                  "io.securechat.client..",
                                  "io.securechat.protocol..",
                                  "io.securechat.bytes.."))));

  /// Java clients use these codecs and rules without a server. The module's own annotations are the
  /// exception.
  @ArchTest
  static final ArchRule theProtocolIsPure =
      noClasses()
          .that()
          .resideInAPackage("..protocol..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "javax.sql..",
              "jakarta..",
              "org.slf4j..",
              "java.nio.file..",
              "java.net..");

  @ArchTest
  static final ArchRule theProtocolUsesOnlyBytesAndProblems =
      noClasses()
          .that()
          .resideInAPackage("..protocol..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.securechat..")
                  .and(
                      resideOutsideOfPackages(
                          "io.securechat.protocol..",
                          "io.securechat.bytes..",
                          "io.securechat.problems..")));

  @ArchTest
  static final ArchRule noFieldIsInjected = noFields().should().beAnnotatedWith(Autowired.class);

  /// The jar's commands print to the terminal; the server uses its logger.
  @ArchTest
  static final ArchRule noStandardStreams =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*(ResetPassword|BackUp|Check|Convert|HealthCheck|Launcher|Completion)(\\$.*)?"
                  + "|io.securechat.terminal.*")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule storesAndApisAreTheirPackagesOwn =
      classes()
          .that()
          .haveSimpleNameEndingWith("Store")
          .or()
          .haveSimpleNameEndingWith("Api")
          .should()
          .notHaveModifier(JavaModifier.PUBLIC);

  /// What a table holds is not what REST returns: either may change without the other.
  @ArchTest
  static final ArchRule storesKnowNoRest =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Store")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*(Api|Page)(\\$.*)?")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.securechat.api..", "org.springframework.web..", "org.springframework.http..");

  /// An index breaks silently when a statement gets another column.
  @ArchTest
  static final ArchRule storesReadColumnsByName =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Store")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(ResultSet.class)))
                  .and(target(nameStartingWith("get")))
                  .and(target(rawParameterTypes(int.class))));

  /// A record that is injected only carries parameters past the limit of eight.
  @ArchTest
  static final ArchRule recordsAreNoComponents =
      noClasses().that().areRecords().should().beAnnotatedWith(Component.class);

  @ArchTest
  static final ArchRule jettysSocketsStayHome =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sockets..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty.websocket..");

  @ArchTest
  static final ArchRule framesLiveInLive =
      classes().that().haveSimpleNameEndingWith("Frame").should().resideInAPackage("..live..");

  /// What a delivery needs is read before it is queued (`EntryPreparation`): a slow database must
  /// not block the thread that sends to everyone.
  @ArchTest
  static final ArchRule theThreadThatSendsAsksNoDatabase =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.securechat.live.Fanout")
          .or()
          .haveFullyQualifiedName("io.securechat.live.OutboundDispatcher")
          .or()
          .haveFullyQualifiedName("io.securechat.live.OutboundEntry")
          .or()
          .haveFullyQualifiedName("io.securechat.live.ShownInvitations")
          .or()
          .resideInAPackage("io.securechat.sockets")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..")
                  .or(simpleNameEndingWith("Store"))
                  .or(
                      describe(
                          "answer from the database",
                          asked ->
                              List.of("RoomLog", "Rooms", "People", "Accounts", "Identities")
                                  .contains(asked.getSimpleName()))));

  /// Virtual threads that load classes from nested jars can deadlock (decision 0014).
  @ArchTest
  static final ArchRule threadsAreThePlatforms =
      noClasses()
          .should()
          .callMethod(Thread.class, "ofVirtual")
          .orShould()
          .callMethod(Thread.class, "startVirtualThread", Runnable.class)
          .orShould()
          .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor");

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");
}
