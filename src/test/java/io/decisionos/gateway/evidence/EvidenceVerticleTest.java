package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.EvidenceChannels.Listing;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.evidence.scan.EvidenceRoot;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.evidence.scan.EvidenceTree;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker as the rest of the gateway meets it. */
@Timeout(60)
class EvidenceVerticleTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path data;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private EvidenceTree tree;
  private Vertx vertx;
  private Bus bus;

  @BeforeEach
  void start() throws IOException {
    tree = new EvidenceTree(Files.createDirectories(data.resolve("evidence")));
    tree.writeValid("evidence_1.json", "acme");
    tree.write("evidence_2.locked.json", EvidenceSample.tampered("acme", 2));
    tree.writeValid("evidence_3.json", "globex");
    deploy();
  }

  private void deploy() {
    vertx = Vertx.vertx();
    bus = new Bus(vertx, meters);
    var settings =
        new EvidenceSettings(
            Duration.ofSeconds(1),
            1,
            Duration.ofHours(24),
            "decisionos",
            Duration.ZERO,
            EvidenceRoot.OWN);
    var measured = new EvidenceMeters(meters);
    var keys =
        new LogKeys(
            () -> KeyBook.EMPTY, data.resolve("key"), settings.logOrigin(), Clock.systemUTC());
    var rules =
        new EvidenceVerticle.Rules(
            settings, PolicyDefaults.BUILT_IN, new StorageLedger(), keys, Optional.empty());
    var verticle = new EvidenceVerticle(bus, data, rules, new Seal(new byte[32]), measured);
    join(bus.answer(TenantChannels.BOOK, q -> Future.succeededFuture(TenantBook.EMPTY)));
    var worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    join(vertx.deployVerticle(verticle, worker));
  }

  @AfterEach
  void stop() {
    join(vertx.close());
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private <Q, A> A ask(Channel<Q, A> channel, Q question) {
    return join(bus.ask(channel, question, PATIENCE));
  }

  private JsonObject list(Optional<TenantId> tenant, EvidenceFilter filter, int limit) {
    Finished answer =
        ask(EvidenceChannels.LIST, new Listing(tenant, filter, Optional.empty(), limit));
    return answer.json().toJsonObject();
  }

  @Test
  void aTenantIsToldOfItsFilesAndOperatorsOfAll() {
    assertThat(list(Optional.of(ACME), EvidenceFilter.ALL, 10).getJsonArray("files")).hasSize(2);
    assertThat(list(Optional.empty(), EvidenceFilter.ALL, 10).getJsonArray("files")).hasSize(3);
  }

  @Test
  void theSummaryHasTheNumbers() {
    var query = new EvidenceChannels.Summary(ACME);
    JsonObject answer = ask(EvidenceChannels.SUMMARY, query).json().toJsonObject();

    assertThat(answer.getString("tenant_filter")).isEqualTo("acme");
    assertThat(answer.getJsonObject("summary").getInteger("count")).isEqualTo(2);
    assertThat(answer.getJsonObject("summary").getInteger("tampered")).isEqualTo(1);
  }

  @Test
  void aCursorLeadsToTheNextPageAndAForgedOneNowhere() {
    JsonObject first = list(Optional.of(ACME), EvidenceFilter.ALL, 1);
    Optional<String> cursor = Optional.of(first.getString("next_cursor"));
    var next = new Listing(Optional.of(ACME), EvidenceFilter.ALL, cursor, 1);

    assertThat(ask(EvidenceChannels.LIST, next).json().toString()).contains("evidence_2.locked");
    var forged = new Listing(Optional.of(new TenantId("globex")), EvidenceFilter.ALL, cursor, 1);
    assertThatThrownBy(() -> ask(EvidenceChannels.LIST, forged))
        .satisfies(reason("request.invalid"));
  }

  private static ThrowingConsumer<Throwable> reason(String code) {
    return thrown -> {
      assertThat(thrown).isInstanceOf(CompletionException.class);
      var problem = (ProblemException) thrown.getCause();
      assertThat(problem.problem().type().reasonCode()).isEqualTo(code);
    };
  }

  @Test
  void aDocumentComesAsItIsUnderItsHash() throws IOException {
    byte[] bytes = Files.readAllBytes(tree.root.resolve("evidence_2.locked.json"));
    var document = ask(EvidenceChannels.DOCUMENT, new EvidenceChannels.DocumentQuery(ACME, "2"));

    assertThat(document.bytes().getBytes()).isEqualTo(bytes);
    assertThat(document.tampered()).isTrue();
    assertThat(document.etag()).isEqualTo('"' + Sha256.of(bytes, bytes.length).hex() + '"');
  }

  @Test
  void anotherTenantsDocumentIsAsAbsentAsOneThatIsNot() {
    for (String id : new String[] {"3", "4", "../secret"}) {
      var query = new EvidenceChannels.DocumentQuery(ACME, id);
      assertThatThrownBy(() -> ask(EvidenceChannels.DOCUMENT, query))
          .satisfies(reason("request.not_found"));
    }
  }

  @Test
  void aDocumentThatHasJustBecomeAnothersIsNotShown() throws IOException {
    tree.write("evidence_1.json", EvidenceSample.valid("globex", 1));

    var query = new EvidenceChannels.DocumentQuery(ACME, "1");
    assertThatThrownBy(() -> ask(EvidenceChannels.DOCUMENT, query))
        .satisfies(reason("request.not_found"));
  }

  @Test
  void aScanSaysWhatItDid() {
    JsonObject answer =
        ask(EvidenceChannels.SCAN, new EvidenceChannels.Scan()).json().toJsonObject();

    assertThat(answer.getInteger("files")).isEqualTo(3);
    assertThat(answer.getJsonObject("last_scan").getInteger("files_seen")).isEqualTo(3);
  }

  @Test
  void thePartIsReadyAndItsNumbersCanBeMeasured() {
    Check check = ask(EvidenceChannels.CHECK, new EvidenceChannels.CheckQuery());

    assertThat(check.state()).isEqualTo(Check.State.OK);
    assertThat(meters.get("gateway.evidence.files").gauge().value()).isEqualTo(3);
    assertThat(meters.get("gateway.evidence.tampered").gauge().value()).isEqualTo(1);
    assertThat(meters.get("gateway.evidence.scan").timer().count()).isPositive();
  }

  @Test
  void whoeverHasFilesThatAreTamperedWithIsNamedHoweverManyOthersHave() throws IOException {
    for (int i = 0; i < 9; i++) {
      tree.write("evidence_acme" + i + ".json", EvidenceSample.tampered("acme", i));
    }
    tree.write("evidence_zeta.json", EvidenceSample.tampered("zeta", 1));
    ask(EvidenceChannels.SCAN, new EvidenceChannels.Scan());
    Check check = ask(EvidenceChannels.CHECK, new EvidenceChannels.CheckQuery());

    assertThat(check.details().getJsonArray("tampered_files"))
        .extracting(file -> ((JsonObject) file).getString("tenant_id"))
        .containsExactly("acme", "zeta");
    assertThat(check.details().getJsonArray("tampered_files").getJsonObject(0).getInteger("files"))
        .isEqualTo(10);
  }

  @Test
  void anAnswersTagStaysAcrossARestartInWhichNothingChanged() {
    var query = new EvidenceChannels.Summary(ACME);
    String before = ask(EvidenceChannels.SUMMARY, query).etag();
    stop();
    deploy();

    assertThat(ask(EvidenceChannels.SUMMARY, query).etag()).isEqualTo(before);
  }
}
