package io.decisionos.gateway.storage;

import static io.decisionos.gateway.storage.StorageOverHttp.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of entries over HTTP, which every backend keeps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EtagRoutesContract {
  @TempDir private static Path directory;
  private StorageOverHttp gateway;

  /** The settings of a gateway on the backend. */
  protected abstract Map<String, String> variables();

  @BeforeAll
  void start() {
    gateway = StorageOverHttp.start(directory, variables());
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aPutCreatesAndThenReplaces() {
    var created = put("life", "{\"a\":1}");
    assertThat(created.statusCode()).isEqualTo(201);
    String tag = tag(created);
    assertThat(new JsonObject(created.body()))
        .isEqualTo(new JsonObject().put("result", "OK").put("etag", tag));
    assertThat(put("life", "{\"a\":2}").statusCode()).isEqualTo(200);
  }

  @Test
  void aGetAnswersTheBytesAsStored() {
    String body = " { \"a\" : 1.00,\n\"é\": [] } ";
    String tag = tag(put("bytes", body));
    var read = get("bytes");
    assertThat(read.body()).isEqualTo(body);
    assertThat(tag(read)).isEqualTo(tag);
    assertThat(read.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(read.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void aGetOfAKnownTagIsNotModified() {
    String tag = tag(put("known", "1"));
    assertThat(get("known", "If-None-Match", "W/" + tag).statusCode()).isEqualTo(304);
    assertThat(get("known", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(get("known", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
  }

  @Test
  void anUnreadableTagIsNoneThatAReaderHasAsOnEveryOtherRead() {
    put("odd", "1");

    assertThat(get("odd", "If-None-Match", "no-quotes").statusCode()).isEqualTo(200);
    assertProblem(get("nothing", "If-None-Match", "no-quotes"), 404, "etag.missing");
    assertProblem(get("odd", "If-Match", "no-quotes"), 400, "request.invalid");
  }

  @Test
  void aHeadAnswersAsAGetWithoutTheBytes() {
    String tag = tag(put("head", "[1,2]"));
    var head = gateway.send("HEAD", path("head"), null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(tag(head)).isEqualTo(tag);
    assertThat(head.headers().firstValue("Content-Length")).contains("5");
    assertThat(gateway.send("HEAD", path("no-head"), null).statusCode()).isEqualTo(404);
  }

  @Test
  void compareAndSetRefusesAnOldTag() {
    String old = tag(put("cas", "1"));
    assertThat(put("cas", "2", "If-Match", old).statusCode()).isEqualTo(200);
    assertProblem(put("cas", "3", "If-Match", old), 412, "etag.nomatch");
    assertProblem(put("cas", "3", "If-None-Match", "*"), 412, "etag.exists");
    assertProblem(put("cas-none", "3", "If-Match", old), 412, "etag.missing");
    assertThat(get("cas").body()).isEqualTo("2");
  }

  @Test
  void aDeleteRemovesOnce() {
    String tag = tag(put("gone", "1"));
    assertProblem(delete("gone", "If-Match", "\"x\""), 412, "etag.nomatch");
    var deleted = delete("gone", "If-Match", tag);
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertProblem(delete("gone"), 404, "etag.missing");
    assertProblem(delete("gone", "If-Match", tag), 412, "etag.missing");
    assertProblem(get("gone"), 404, "etag.missing");
  }

  @Test
  void anotherTenantsEntryIsMissing() {
    put("private", "1");
    assertProblem(gateway.send("GET", "/etags/private?tenant=default", null), 404, "etag.missing");
    assertThat(gateway.send("GET", "/etags?tenant=default", null).body())
        .isEqualTo("{\"keys\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nul",
        "1 2",
        "{\"a\":1}}",
        "NaN",
        "'a'",
        "[1,]",
        "\ufeff1",
        "01",
        "\"\n\""
      })
  void aBodyThatIsNotJsonIsRefusedAndNothingStored(String body) {
    assertProblem(put("bad-body", body), 400, "request.invalid");
    assertProblem(get("bad-body"), 404, "etag.missing");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefusedAndNothingStored() {
    // Alone, cut short, and the encoding of half a pair.
    for (String body : List.of("\"\u00ff\"", "\"\u00c3\"", "\"\u00ed\u00a0\u0080\"")) {
      byte[] bytes = body.getBytes(ISO_8859_1);
      assertProblem(gateway.put(path("bad-bytes"), bytes), 400, "request.invalid");
    }
    assertProblem(get("bad-bytes"), 404, "etag.missing");
  }

  @Test
  void theLargestBodyIsTakenAndOneByteMoreIsNot() {
    String largest = "\"" + "x".repeat(Draft.MAX_BODY - 2) + "\"";
    assertThat(put("large", largest).statusCode()).isEqualTo(201);
    assertThat(get("large").body()).isEqualTo(largest);
    assertProblem(put("larger", largest + " "), 413, "request.too_large");
    assertProblem(get("larger"), 404, "etag.missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "86400001", "1.5", "x", "", "1&ttl_ms=2", "99999999999999999"})
  void aTtlOutOfRangeIsRefused(String ttl) {
    var refused = gateway.send("PUT", path("ttl") + "&ttl_ms=" + ttl, "1");
    assertProblem(refused, 400, "request.invalid");
    assertProblem(get("ttl"), 404, "etag.missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "86400000"})
  void theEndsOfTheRangeOfTtlsAreTaken(String ttl) {
    String name = "ttl-" + ttl;
    assertThat(gateway.send("PUT", path(name) + "&ttl_ms=" + ttl, "1").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefix=a&prefix=b", "limit=1&limit=2", "cursor=a&cursor=a"})
  void aListIsAskedForInOneWay(String parameters) {
    assertProblem(
        gateway.send("GET", "/etags?tenant=acme-corp&" + parameters, null), 400, "request.invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"a", "*,\"a\"", "W/a", ","})
  void anUnreadableConditionIsRefused(String condition) {
    assertProblem(put("cond", "1", "If-Match", condition), 400, "request.invalid");
    assertProblem(put("cond", "1", "If-None-Match", condition), 400, "request.invalid");
    assertProblem(get("cond"), 404, "etag.missing");
  }

  @ParameterizedTest
  @CsvSource({
    "a:b",
    "a%2Fb",
    "%7B%7D",
    "%00",
    "%C3%A9",
    "%F0%9F%98%80",
    "%2F",
    "..%2F..",
    "%2e%2e",
    "a%3Fb"
  })
  void anyNameIsOneSegment(String name) {
    assertThat(put(name, "\"odd\"").statusCode()).isEqualTo(201);
    assertThat(get(name).body()).isEqualTo("\"odd\"");
    assertThat(delete(name).statusCode()).isEqualTo(204);
  }

  @Test
  void aNameHasAtMost512BytesOfUtf8() {
    assertThat(put("%C3%A9".repeat(256), "1").statusCode()).isEqualTo(201);
    assertProblem(put("%C3%A9".repeat(256) + "x", "1"), 400, "request.invalid");
    assertProblem(put("%C3", "1"), 400, "request.invalid");
    assertProblem(put("%ED%A0%80", "1"), 400, "request.invalid");
  }

  @Test
  void aListGoesThroughAllPages() {
    for (int i = 0; i < 5; i++) {
      put("page-" + i, "1");
    }
    var names = new ArrayList<String>();
    String target = "/etags?tenant=acme-corp&prefix=page-&limit=2";
    String cursor = "";
    do {
      var page = new JsonObject(gateway.send("GET", target + cursor, null).body());
      JsonArray keys = page.getJsonArray("keys");
      keys.forEach(key -> names.add(((JsonObject) key).getString("key")));
      cursor = page.containsKey("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
    } while (!cursor.isEmpty());
    assertThat(names).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
  }

  @Test
  void aLineSaysWhenItsEntryExpires() {
    String tag = tag(put("expiring", "1"));
    var list = gateway.send("GET", "/etags?tenant=acme-corp&prefix=expiring", null);
    JsonObject line = new JsonObject(list.body()).getJsonArray("keys").getJsonObject(0);
    assertThat(line.getString("etag")).isEqualTo(tag);
    assertThat(line.getString("expires_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:.*Z");
    assertThat(list.headers().firstValue("ETag")).isPresent();
  }

  @Test
  void aCursorOfAnotherListIsForged() {
    put("c1", "1");
    put("c2", "1");
    var page = gateway.send("GET", "/etags?tenant=acme-corp&prefix=c&limit=1", null);
    String cursor = new JsonObject(page.body()).getString("next_cursor");
    String flipped = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
    for (String forged :
        List.of(
            "tenant=default&prefix=c&cursor=" + cursor,
            "tenant=acme-corp&prefix=d&cursor=" + cursor,
            "tenant=acme-corp&prefix=c&cursor=" + flipped,
            "tenant=acme-corp&prefix=c&cursor=x",
            "tenant=acme-corp&prefix=c&cursor=")) {
      assertProblem(gateway.send("GET", "/etags?" + forged, null), 400, "request.invalid");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "x", "-1"})
  void aLimitOutOfRangeIsRefused(String limit) {
    assertProblem(
        gateway.send("GET", "/etags?tenant=acme-corp&limit=" + limit, null),
        400,
        "request.invalid");
  }

  private static String path(String name) {
    return "/etags/" + name + "?tenant=acme-corp";
  }

  private HttpResponse<String> put(String name, String body, String... headers) {
    return gateway.send("PUT", path(name), body, headers);
  }

  private HttpResponse<String> get(String name, String... headers) {
    return gateway.send("GET", path(name), null, headers);
  }

  private HttpResponse<String> delete(String name, String... headers) {
    return gateway.send("DELETE", path(name), null, headers);
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }
}
