package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.EventReader;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream of highlights over a real socket. */
class HighlightsEndpointTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String STREAM = "/cards/highlights/stream?tenant=acme-corp&bucket=hour";
  private static final String EVENTS = "Accept: text/event-stream\r\n";
  private static final int MOST_STREAMS = 3;

  @TempDir private Path home;

  private RunningGateway gateway;
  private CardCaller acme;

  @BeforeEach
  void start() throws IOException {
    gateway =
        RunningGateway.start(
            home, Map.of("DECISIONOS_STREAMS_MAX_PER_TENANT", String.valueOf(MOST_STREAMS)));
    acme = new CardCaller(gateway, "acme-corp");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private EventReader open(String headers) throws IOException {
    return EventReader.open(gateway.httpPort(), STREAM, EVENTS + headers);
  }

  /** An event of the stream: where a reader resumes, and what it shows. */
  private record Event(String id, JsonObject data) {
    static Event read(EventReader reader) throws IOException {
      String id = reader.lineLike(line -> line.startsWith("id: ")).substring(4);
      String data = reader.lineLike(line -> line.startsWith("data: ")).substring(6);
      return new Event(id, new JsonObject(data));
    }

    static List<Event> read(EventReader reader, int count) throws IOException {
      var events = new ArrayList<Event>();
      while (events.size() < count) {
        events.add(read(reader));
      }
      return events;
    }

    String start() {
      return data.getJsonObject("bucket").getString("start");
    }
  }

  private JsonArray items() {
    return acme.ask("/cards/highlights/stream?bucket=hour&limit=100").getJsonArray("items");
  }

  @Test
  void theEventsAreTheItemsOfThePageAndGoOnLive() throws IOException {
    acme.countHours(START, 7);
    try (var reader = open("")) {
      assertThat(reader.head().get(0)).contains("200");
      assertThat(reader.head())
          .anyMatch(line -> line.equalsIgnoreCase("content-type: text/event-stream"));
      assertThat(reader.head()).contains("vary: X-DecisionOS-Tenant, Authorization");
      List<Event> events = Event.read(reader, 7);
      assertThat(new JsonArray(events.stream().map(Event::data).toList())).isEqualTo(items());
      assertThat(events)
          .allSatisfy(event -> assertThat(event.data().getString("token")).isEqualTo(event.id()));

      acme.count("2026-01-01T03:59:59Z", "reason:quota", 1);
      Event live = Event.read(reader);
      assertThat(live.start()).isEqualTo("2026-01-01T03:00:00Z");
      assertThat(live.data().getJsonArray("items")).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, text/event-stream",
    "'TEXT/Event-Stream;q=1, */*', text/event-stream",
    "'application/json;q=0.1, text/event-stream;q=0.2', text/event-stream",
    "'application/json, text/event-stream;q=0.1', application/json",
    "*/*, application/json",
    "text/event-streams, application/json",
  })
  void whoWouldRatherReadEventsGetsThem(String accept, String contentType) throws Exception {
    acme.countHours(START, 1);
    var request = gateway.request(STREAM).header("Accept", accept).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    response.body().close();
    assertThat(response.headers().firstValue("Content-Type")).contains(contentType);
  }

  @Test
  void aReaderResumesBehindWhatItHasSeenEvenAfterARestart() throws IOException {
    acme.countHours(START, 3);
    String seen;
    try (var reader = open("")) {
      seen = Event.read(reader, 2).get(1).id();
    }
    try (var reader = open("Last-Event-ID: " + seen + "\r\n")) {
      assertThat(Event.read(reader).start()).isEqualTo("2026-01-01T02:00:00Z");
    }
    stop();
    start();
    try (var reader = open("Last-Event-ID: " + seen + "\r\n")) {
      assertThat(Event.read(reader).start()).isEqualTo("2026-01-01T02:00:00Z");
      acme.count("2026-01-01T09:00:00Z", "reason:perf", 1);
      assertThat(Event.read(reader).start()).isEqualTo("2026-01-01T09:00:00Z");
    }
  }

  @Test
  void whatWasSeenLastGoesBeforeWhereAReaderOnceBegan() throws IOException {
    acme.countHours(START, 3);
    JsonArray items = items();
    String first = items.getJsonObject(0).getString("token");
    String second = items.getJsonObject(1).getString("token");
    String target = STREAM + "&since=" + first;
    String headers = EVENTS + "Last-Event-ID: " + second + "\r\n";
    try (var reader = EventReader.open(gateway.httpPort(), target, headers)) {
      assertThat(Event.read(reader).start()).isEqualTo("2026-01-01T02:00:00Z");
    }
  }

  @Test
  void anotherTenantsPlaceIsRefused() throws IOException {
    acme.countHours(START, 1);
    String token = items().getJsonObject(0).getString("token");
    var others =
        gateway
            .request("/cards/highlights/stream?tenant=default&bucket=hour")
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", token);
    assertThat(gateway.send(others.GET().build()).statusCode()).isEqualTo(400);
  }

  @Test
  void aTenantHasSoManyStreamsAndAnotherItsOwn() throws IOException {
    var open = new ArrayList<EventReader>();
    for (int i = 0; i < MOST_STREAMS; i++) {
      open.add(open(""));
    }
    HttpResponse<String> refused = refused();
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
    assertThat(new JsonObject(refused.body()).getString("reason_code")).isEqualTo("tenant.streams");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(gateway.get(STREAM).statusCode()).as("a page is no stream").isEqualTo(200);
    EventReader.open(gateway.httpPort(), STREAM.replace("acme-corp", "default"), EVENTS).close();
    for (EventReader reader : open) {
      reader.close();
    }
    Await.until(PATIENCE, this::canOpen, () -> "still refused");
  }

  private HttpResponse<String> refused() {
    return gateway.send(
        gateway.request(STREAM).header("Accept", "text/event-stream").GET().build());
  }

  private boolean canOpen() {
    try (var reader = open("")) {
      return reader.head().get(0).contains("200");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void suspendingTheTenantEndsItsStreams() throws IOException {
    try (var reader = open("");
        var others =
            EventReader.open(gateway.httpPort(), STREAM.replace("acme-corp", "default"), EVENTS)) {
      Path file = gateway.tenants().resolve("acme_corp.yaml");
      Files.writeString(
          file, Files.readString(file).replaceFirst("status: active", "status: suspended"));
      assertThat(reader.rest()).allMatch(line -> line.isEmpty() || line.startsWith(":"));
      new CardCaller(gateway, "default").count("2026-01-01T00:00:00Z", "reason:perf", 1);
      assertThat(Event.read(others).start()).isEqualTo("2026-01-01T00:00:00Z");
    }
  }

  @Test
  void drainingEndsTheStreamsAtOnce() throws IOException {
    acme.countHours(START, 1);
    try (var reader = open("")) {
      Event.read(reader);
      stop();
      assertThat(reader.rest()).allMatch(line -> line.isEmpty() || line.startsWith(":"));
    }
    start();
  }

  @Test
  void aReaderThatTakesNothingHoldsUpNobody() throws IOException {
    acme.countHours(START, 2);
    try (var slow = EventReader.silent(gateway.httpPort(), STREAM, EVENTS);
        var quick = open("")) {
      assertThat(slow.head()).as("unread").isEmpty();
      Event.read(quick, 2);
      acme.count("2026-01-01T05:00:00Z", "reason:perf", 1);
      assertThat(Event.read(quick).start()).isEqualTo("2026-01-01T05:00:00Z");
    }
  }

  @Test
  void operatorsReadTheStreamOfAnyTenant() throws IOException {
    acme.countHours(START, 1);
    String target = "/ops/tenants/acme-corp/cards/highlights/stream?bucket=hour";
    try (var reader = EventReader.open(gateway.opsPort(), target, EVENTS)) {
      assertThat(Event.read(reader).data()).isEqualTo(items().getJsonObject(0));
    }
  }

  @Test
  void aHeadOfAStreamTakesNoPlace() {
    for (int i = 0; i <= MOST_STREAMS; i++) {
      var head =
          gateway
              .request(STREAM)
              .header("Accept", "text/event-stream")
              .method("HEAD", HttpRequest.BodyPublishers.noBody());
      assertThat(gateway.send(head.build()).statusCode()).isEqualTo(200);
    }
  }
}
