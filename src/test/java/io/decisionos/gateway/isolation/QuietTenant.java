package io.decisionos.gateway.isolation;

import io.vertx.core.json.JsonObject;

/** What a tenant does on an ordinary day: a fixed script over every route, refusals included. */
final class QuietTenant {
  private static final String TTL = "?ttl_ms=3600000";

  private final Transcript transcript;
  private final long now = System.currentTimeMillis();

  QuietTenant(Transcript transcript) {
    this.transcript = transcript;
  }

  /** One round; each has names of its own, so that all rounds can be on one gateway. */
  void round(int n) {
    read();
    storage("k" + n);
    repeats("k" + n);
    replay("n" + n);
    events("e" + n);
    cards();
    evidence();
    blunders();
  }

  private Reply get(String target) {
    return transcript.ask(Ask.of("GET", target));
  }

  private void read() {
    String tag = get("/slo").header("etag");
    transcript.ask(Ask.of("GET", "/slo").header("If-None-Match", tag));
    get("/slo/saturation.max_cpu_percent");
    get("/slo/no.such.key");
    get("/labels");
    transcript.ask(
        Ask.of("POST", "/labels/validate").json("{\"labels\":{\"stage\":\"y\",\"env\":\"no\"}}"));
  }

  private void storage(String key) {
    Ask put = Ask.of("PUT", "/etags/" + key + TTL);
    String first = transcript.ask(put.json("{\"v\":1}")).header("etag");
    String second = transcript.ask(put.json("[2]").header("If-Match", first)).header("etag");
    transcript.ask(put.json("3").header("If-Match", first));
    transcript.ask(put.json("4").header("If-None-Match", "*"));
    get("/etags/" + key);
    transcript.ask(Ask.of("HEAD", "/etags/" + key));
    transcript.ask(Ask.of("GET", "/etags/" + key).header("If-None-Match", second));
    transcript.ask(put.json("\"" + "x".repeat(50_000) + "\""));
    get("/etags?prefix=k");
    var page = new JsonObject(get("/etags?limit=1").body());
    if (page.containsKey("next_cursor")) {
      get("/etags?limit=1&cursor=" + page.getString("next_cursor"));
    }
    transcript.ask(Ask.of("PUT", "/etags/" + key + "-gone").json("0"));
    transcript.ask(Ask.of("DELETE", "/etags/" + key + "-gone"));
    transcript.ask(Ask.of("DELETE", "/etags/" + key + "-gone"));
  }

  private void repeats(String key) {
    Ask once = Ask.of("PUT", "/etags/" + key + "-once" + TTL).header("Idempotency-Key", "i" + key);
    transcript.ask(once.json("1"));
    transcript.ask(once.json("1"));
    transcript.ask(once.json("2"));
  }

  private void replay(String nonce) {
    transcript.ask(nonce(nonce, now));
    transcript.ask(nonce(nonce, now));
    transcript.ask(nonce(nonce + "-old", 1));
    transcript.ask(Ask.of("POST", "/replay").json("{\"nonce\":\"a b\",\"timestamp_ms\":1}"));
  }

  private static Ask nonce(String nonce, long at) {
    return Ask.of("POST", "/replay")
        .json("{\"nonce\":\"" + nonce + "\",\"timestamp_ms\":" + at + "}");
  }

  private void events(String key) {
    Ask batch = Ask.of("POST", "/events/reasons");
    String event = "[{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"perf\"}]";
    transcript.ask(batch.json(event).header("Idempotency-Key", key));
    transcript.ask(batch.json(event).header("Idempotency-Key", key));
    transcript.ask(batch.json("[{\"ts\":\"yesterday\"}]"));
  }

  private void cards() {
    String month = "start=2026-01-01T00:00:00Z&end=2026-02-01T00:00:00Z";
    get("/cards/reason-trends/palette");
    transcript.ask(Ask.of("POST", "/cards/reason-trends").json("{\"reasons\":[\"perf\"]}"));
    get("/cards/reason-trends/summary?bucket=day&" + month);
    get("/cards/label-heatmap?period=2026-01");
    get("/cards/reason-summary?bucket=month&at=2026-01-15T00:00:00Z");
    get("/cards/highlights/stream?since=forged");
  }

  private void evidence() {
    get("/evidence");
    get("/evidence/summary");
    get("/evidence/shared");
    get("/evidence/alphasecret-1");
    get("/evidence?cursor=forged");
  }

  private void blunders() {
    get("/nowhere");
    transcript.ask(Ask.of("DELETE", "/slo"));
    transcript.ask(Ask.of("POST", "/labels/validate").json("{\"labels\":"));
    transcript.ask(Ask.of("PUT", "/etags/k").header("Content-Type", "text/css"));
    transcript.ask(Ask.of("GET", "/slo").header("X-DecisionOS-Tenant", "alpha"));
  }
}
