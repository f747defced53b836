package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a terminal says of a check is what callers meet. */
class CheckNotesTest {
  @Test
  void aCopyThatIsNotUsedRefusesNobodyBeforeARestart() {
    assertThat(fates("unused"))
        .containsExactly(
            "a.yaml: wrong",
            "  a.yaml is not used: another file serves its tenant; a restart would refuse both");
    assertThat(fates("refused")).contains("  a.yaml serves nobody: its tenant is refused");
  }

  @Test
  void timesHaveMillisecondsAtMost() {
    assertThat(fates("last_good"))
        .contains("  a.yaml serves its last good version until 2026-01-01T00:01:00.123Z");
  }

  @Test
  void whoIsCountedAndNotNamedIsCounted() {
    var check =
        new JsonObject()
            .put("refused", 25)
            .put("refused_ids", new JsonArray().add("a").add("b"))
            .put("suspended", 1)
            .put("suspended_ids", new JsonArray().add("c"));
    assertThat(CheckNotes.lines(check))
        .containsExactly(
            "refused  a, b and 23 more", "suspended  c; status: active serves it again");
  }

  @Test
  void aCheckThatIsWellAndKnowsOfSomethingBadDoesNotSayOk() {
    assertThat(mark("ok", "tampered", 0L)).isEqualTo("ok");
    assertThat(mark("ok", "tampered", 2L)).isEqualTo("tampered");
    assertThat(mark("degraded", "tampered", 2L)).isEqualTo("degraded");
    var busy = new JsonArray().add(new JsonObject().put("tenant_id", "a"));
    assertThat(mark("ok", "over_limit", busy)).isEqualTo("look");
    assertThat(mark("ok", "over_limit", new JsonArray())).isEqualTo("ok");
    assertThat(mark("ok", "suspended", 1L)).isEqualTo("ok");
    assertThat(mark("ok", "ignored", new JsonArray().add("a.YAML"))).isEqualTo("look");
    assertThat(mark("ok", "ignored", new JsonArray())).isEqualTo("ok");

    var evidence = new JsonObject().put("state", "ok").put("files", 3L).put("tampered", 2L);
    var ready =
        new JsonObject()
            .put("state", "ok")
            .put("generation", 7)
            .put("checks", new JsonObject().put("evidence", evidence));
    assertThat(StatusText.of("http://h:1", ready, new JsonArray()).lines())
        .startsWith("ok  generation 7  http://h:1  take a look at: evidence")
        .contains("  tampered   evidence   3 files, 2 tampered");
  }

  private static String mark(String state, String name, Object value) {
    return CheckNotes.mark(new JsonObject().put("state", state).put(name, value));
  }

  @Test
  void aDiskThatIsNearlyFullDoesNotSayNothing() {
    assertThat(CheckNotes.summary("disk", new JsonObject().put("free_bytes", 10_428_416L)))
        .isEqualTo("10 MB free");
    assertThat(CheckNotes.summary("disk", new JsonObject().put("free_bytes", 84_100_000_000L)))
        .isEqualTo("84.1 GB free");
  }

  private static List<String> fates(String state) {
    var file =
        new JsonObject()
            .put("file", "a.yaml")
            .put("state", state)
            .put("grace_ends", "2026-01-01T00:01:00.123456789Z")
            .put("errors", new JsonArray().add(new JsonObject().put("message", "a.yaml: wrong")));
    return CheckNotes.lines(new JsonObject().put("invalid", new JsonArray().add(file)));
  }
}
