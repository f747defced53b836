package io.decisionos.gateway.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.decisionos.gateway.bus.Channel;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;

/** What may know what. */
@AnalyzeClasses(
    packages = "io.decisionos.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String ROOT = "io.decisionos.gateway.";

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("text")
          .definedBy(ROOT + "text..")
          .layer("fault")
          .definedBy(ROOT + "fault..")
          .layer("config")
          .definedBy(ROOT + "config..")
          .layer("bus")
          .definedBy(ROOT + "bus..")
          .layer("disk")
          .definedBy(ROOT + "disk..")
          .layer("tenant")
          .definedBy(ROOT + "tenant..")
          .layer("signature")
          .definedBy(ROOT + "signature..")
          .layer("keys")
          .definedBy(ROOT + "keys..")
          .layer("access")
          .definedBy(ROOT + "access..")
          .layer("aws")
          .definedBy(ROOT + "aws..")
          .layer("keysource")
          .definedBy(ROOT + "keysource..")
          .layer("limit")
          .definedBy(ROOT + "limit..")
          .layer("traffic")
          .definedBy(ROOT + "traffic..")
          .layer("http")
          .definedBy(ROOT + "http..")
          .layer("ops")
          .definedBy(ROOT + "ops..")
          .layer("features")
          .definedBy(
              ROOT + "overlay..",
              ROOT + "storage..",
              ROOT + "evidence..",
              ROOT + "cards..",
              ROOT + "quota..",
              ROOT + "slo..",
              ROOT + "alerts..",
              ROOT + "usage..",
              ROOT + "capacity..",
              ROOT + "rotation..",
              ROOT + "fleet..",
              ROOT + "otlp..",
              ROOT + "console..")
          .layer("cli")
          .definedBy(ROOT + "cli..")
          .layer("app")
          .definedBy(ROOT + "app..")
          .whereLayer("text")
          .mayNotAccessAnyLayer()
          .whereLayer("fault")
          .mayOnlyAccessLayers("text")
          .whereLayer("config")
          .mayOnlyAccessLayers("text")
          .whereLayer("bus")
          .mayOnlyAccessLayers("text", "fault")
          .whereLayer("disk")
          .mayOnlyAccessLayers("text", "fault")
          .whereLayer("tenant")
          .mayOnlyAccessLayers("text", "fault", "config", "bus", "disk")
          .whereLayer("signature")
          .mayOnlyAccessLayers("text")
          .whereLayer("keys")
          .mayOnlyAccessLayers("text", "fault", "config", "bus", "disk", "tenant")
          .whereLayer("access")
          .mayOnlyAccessLayers(
              "text", "fault", "config", "bus", "disk", "tenant", "signature", "keys")
          .whereLayer("aws")
          .mayOnlyAccessLayers("text")
          .whereLayer("aws")
          .mayOnlyBeAccessedByLayers("keysource", "features")
          .whereLayer("keysource")
          .mayOnlyAccessLayers("text", "fault", "config", "bus", "keys", "access", "aws")
          .whereLayer("keysource")
          .mayOnlyBeAccessedByLayers("cli", "app")
          .whereLayer("limit")
          .mayOnlyAccessLayers("text", "fault", "config", "bus", "disk", "tenant", "keys", "access")
          .whereLayer("traffic")
          .mayOnlyAccessLayers("text", "fault", "bus", "tenant")
          .whereLayer("http")
          .mayOnlyAccessLayers(
              "text",
              "fault",
              "config",
              "bus",
              "disk",
              "tenant",
              "signature",
              "keys",
              "access",
              "limit",
              "traffic")
          .whereLayer("ops")
          .mayOnlyAccessLayers(
              "text",
              "fault",
              "config",
              "bus",
              "disk",
              "tenant",
              "signature",
              "keys",
              "access",
              "limit",
              "traffic",
              "http")
          .whereLayer("features")
          .mayOnlyAccessLayers(
              "text",
              "fault",
              "config",
              "bus",
              "disk",
              "tenant",
              "signature",
              "keys",
              "access",
              "limit",
              "traffic",
              "http",
              "ops",
              "aws")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noFeatureKnowsAnother =
      slices()
          .matching(
              ROOT
                  + "(overlay|storage|evidence|cards|quota|slo|alerts|usage|capacity|rotation|fleet|otlp|console)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule alertsAreBuiltInFloors =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("rules")
          .definedBy(ROOT + "alerts.rules..")
          .layer("book")
          .definedBy(ROOT + "alerts.book..")
          .layer("message")
          .definedBy(ROOT + "alerts.message..")
          .layer("doors")
          .definedBy(ROOT + "alerts")
          .whereLayer("rules")
          .mayNotAccessAnyLayer()
          .whereLayer("book")
          .mayOnlyAccessLayers("rules")
          .whereLayer("message")
          .mayOnlyAccessLayers("rules", "book");

  @ArchTest
  static final ArchRule whoIsToldIsDecidedWithoutEngines =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "alerts.rules..", ROOT + "alerts.book..", ROOT + "alerts.message..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.core.http..", "io.vertx.core.eventbus..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Vertx.class);

  @ArchTest
  static final ArchRule evidenceIsBuiltInFloors =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("json")
          .definedBy(ROOT + "evidence.json..")
          .layer("index")
          .definedBy(ROOT + "evidence.index..")
          .layer("scan")
          .definedBy(ROOT + "evidence.scan..")
          .layer("keep")
          .definedBy(ROOT + "evidence.keep..")
          .layer("store")
          .definedBy(ROOT + "evidence.store..")
          .layer("merkle")
          .definedBy(ROOT + "evidence.merkle..")
          .layer("log")
          .definedBy(ROOT + "evidence.log..")
          .layer("archive")
          .definedBy(ROOT + "evidence.archive..")
          .layer("doors")
          .definedBy(ROOT + "evidence")
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("index")
          .mayOnlyAccessLayers("json")
          .whereLayer("scan")
          .mayOnlyAccessLayers("json", "index")
          .whereLayer("keep")
          .mayOnlyAccessLayers("json", "index")
          .whereLayer("store")
          .mayOnlyAccessLayers("json", "index", "scan", "keep")
          .whereLayer("merkle")
          .mayNotAccessAnyLayer()
          .whereLayer("log")
          .mayOnlyAccessLayers("json", "index", "merkle")
          .whereLayer("archive")
          .mayOnlyAccessLayers("index", "keep");

  @ArchTest
  static final ArchRule cardsAreBuiltInFloors =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("event")
          .definedBy(ROOT + "cards.event..")
          .layer("count")
          .definedBy(ROOT + "cards.count..")
          .layer("follow")
          .definedBy(ROOT + "cards.follow..")
          .layer("topic")
          .definedBy(ROOT + "cards.topic..")
          .layer("kafka")
          .definedBy(ROOT + "cards.kafka..")
          .layer("log")
          .definedBy(ROOT + "cards.log..")
          .layer("doors")
          .definedBy(ROOT + "cards")
          .whereLayer("event")
          .mayNotAccessAnyLayer()
          .whereLayer("count")
          .mayOnlyAccessLayers("event")
          .whereLayer("follow")
          .mayOnlyAccessLayers("event")
          .whereLayer("topic")
          .mayNotAccessAnyLayer()
          .whereLayer("kafka")
          .mayOnlyAccessLayers("topic")
          .whereLayer("log")
          .mayOnlyAccessLayers("event", "count", "follow", "topic")
          .whereLayer("doors")
          .mayOnlyAccessLayers("count", "log");

  @ArchTest
  static final ArchRule connectionsKnowNoDoor =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "http.connection..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "http");

  @ArchTest
  static final ArchRule theTreesOfLogsArePure =
      classes()
          .that()
          .resideInAPackage(ROOT + "evidence.merkle..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      ROOT + "evidence.merkle..",
                      ROOT + "text..",
                      "java.lang..",
                      "java.util..",
                      "java.nio.charset..",
                      "java.security..")
                  .or(belongToAnyOf(ByteArrayOutputStream.class)));

  @ArchTest
  static final ArchRule theJsonOfEvidenceIsPure =
      classes()
          .that()
          .resideInAPackage(ROOT + "evidence.json..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      ROOT + "evidence.json..",
                      ROOT + "text..",
                      "java.lang..",
                      "java.math..",
                      "java.util..",
                      "java.nio.charset..")
                  .or(belongToAnyOf(ByteArrayOutputStream.class, NumberOutput.class)));

  @ArchTest
  static final ArchRule theLoadToolStandsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "load..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "load..");

  @ArchTest
  static final ArchRule rulesAndValuesKnowNoEventBus =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "fault..",
              ROOT + "tenant..",
              ROOT + "limit..",
              ROOT + "overlay..",
              ROOT + "cli..")
          .and()
          .haveSimpleNameNotEndingWith("Verticle")
          .and()
          .haveSimpleNameNotEndingWith("Routes")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx.core.eventbus..", "io.vertx.ext.web..", "io.vertx.core.http..");

  @ArchTest
  static final ArchRule onlyTheBusTouchesTheEventBus =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "bus..", ROOT + "load..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.core.eventbus..");

  @ArchTest
  static final ArchRule onlyTheHttpPackageKnowsTheRouter =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "http..", ROOT + "load..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.ext.web..");

  // A timer that sets the next one must do so whatever its body throws. These were looked at.
  private static final String SETS_TIMERS =
      ".*\\.(TenantVerticle|EarliestTimer|Responses|LoopTally|FollowRounds|HighlightsEndpoint"
          + "|HighlightFeed|RedisWire|RedisLine|LiveRoutes|Desk|OverloadGate|OrderDesk"
          + "|AuditVerticle)";

  @ArchTest
  static final ArchRule whatComesAgainComesAgain =
      noClasses()
          .that()
          .haveNameNotMatching(SETS_TIMERS)
          .and()
          .resideOutsideOfPackage(ROOT + "load..")
          .should()
          .callMethod(Vertx.class, "setTimer", long.class, Handler.class)
          .because(
              "what a timer's body throws must not end the timers after it: set the next one first,"
                  + " or run the body by Again, and name the class here");

  @ArchTest
  static final ArchRule theCloudIsBehindThePortOfSources =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "aws..", ROOT + "keysource.aws..", ROOT + "evidence.archive.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because("its classes are loaded only if somebody asks for them");

  @ArchTest
  static final ArchRule kafkaIsBehindThePortOfTopics =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cards.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("its classes are loaded only if events are a topic's");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Constants)")
          .orShould()
          .haveNameMatching(".*\\.Abstract[^.]*");

  // Whole gateways and load tools, and the values of them that whole tests show or check.
  private static final String FOR_WHOLE_TESTS =
      ".*\\.(Main|Gateway|GatewayConfig|Environment|Machine|LoadMain|EvidenceSample|SloState)";

  // Tests of a neighbour show what it makes by these, or make it of them.
  private static final String FOR_NEIGHBOURS_TESTS =
      ".*\\.(Estimate|EvidenceCursor|EvidenceJson|FollowerStatus|GroupKey|SfValue|Statuses)";

  // Made by the service loader of the JDK; handed on as the values of a map.
  private static final String UNNAMED = ".*\\.(DirectoryStoreFactory|Logging|Trend)";

  @ArchTest
  static final ArchRule whatIsPublicIsUsedElsewhere =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .haveNameNotMatching(FOR_WHOLE_TESTS)
          .and()
          .haveNameNotMatching(FOR_NEIGHBOURS_TESTS)
          .and()
          .haveNameNotMatching(UNNAMED)
          .should(new BeUsedByAnotherPackage());

  @ArchTest
  static final ArchRule verticlesAreNamedSo =
      classes()
          .that()
          .areAssignableTo(VerticleBase.class)
          .should()
          .haveSimpleNameEndingWith("Verticle");

  @ArchTest
  static final ArchRule questionsOfTenantsShareTheirChannelFairly =
      fields().that().haveRawType(Channel.class).should(new BeAskedOnBehalf());
}
