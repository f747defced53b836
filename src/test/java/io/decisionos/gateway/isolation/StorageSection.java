package io.decisionos.gateway.isolation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Entries, their tags and cursors, nonces, and first answers under a key. */
final class StorageSection implements Section {
  private static final String KEY = SECRET + "-key";
  private static final String NEVER = "never-key";
  private static final String TTL = "?ttl_ms=3600000";
  private static final String IF_MATCH = "If-Match";
  private static final String BODY = "{\"v\":\"" + SECRET + "\"}";
  private static final String OWN = "{\"v\":\"mine\"}";

  private final long now = System.currentTimeMillis();

  @Override
  public List<Row> rows(Side theirs, Side mine) {
    String tag = put(theirs, KEY, BODY);
    put(theirs, SECRET + "-more", BODY);
    put(theirs, "shared", BODY);
    put(mine, "mine", OWN);
    put(mine, "shared", OWN);
    theirs.send(
        Ask.of("PUT", "/etags/mine" + TTL).json(OWN).header("Idempotency-Key", SECRET + "-idem"));
    theirs.send(nonce(SECRET + "-nonce"));
    theirs.send(nonce("other").header("Idempotency-Key", SECRET + "-idem2"));
    var rows = new ArrayList<>(keys());
    rows.addAll(tags(tag));
    rows.addAll(listing(theirs));
    rows.addAll(repeats());
    return rows;
  }

  private static String put(Side side, String key, String body) {
    return side.send(Ask.of("PUT", "/etags/" + key + TTL).json(body)).header("etag");
  }

  private Ask nonce(String nonce) {
    return Ask.of("POST", "/replay")
        .json("{\"nonce\":\"" + nonce + "\",\"timestamp_ms\":" + now + "}");
  }

  private static Row key(String method, String theirs, String never) {
    var ask = Ask.of(method, "/etags/" + Ask.VALUE);
    return new Row(
        method + " /etags/{key}",
        "key as " + theirs,
        method.equals("PUT") ? ask.json(OWN) : ask,
        theirs,
        never);
  }

  /** Reads and removals first: afterwards each tenant has an entry of that name. */
  private static List<Row> keys() {
    var rows = new ArrayList<Row>();
    for (String method : List.of("GET", "HEAD", "DELETE", "PUT")) {
      rows.add(key(method, KEY, NEVER));
      rows.add(key(method, "alpha%3A" + KEY, "alpha%3A" + NEVER));
      rows.add(key(method, "dos%3Aetag%3Aalpha%3A" + KEY, "dos%3Aetag%3Aalpha%3A" + NEVER));
      rows.add(key(method, "..%2Falpha%2F" + KEY, "..%2Falpha%2F" + NEVER));
      rows.add(key(method, "%00alpha%00" + KEY, "%00alpha%00" + NEVER));
    }
    return rows;
  }

  private static List<Row> tags(String tag) {
    String never = "\"never\"";
    Ask mine = Ask.of("PUT", "/etags/mine").json(OWN);
    return List.of(
        new Row("GET /etags/{key}", "tag", tagged("GET", "If-None-Match"), tag, never),
        new Row("HEAD /etags/{key}", "tag", tagged("HEAD", "If-None-Match"), tag, never),
        new Row("DELETE /etags/{key}", "tag", tagged("DELETE", IF_MATCH), tag, never),
        new Row("PUT /etags/{key}", "tag", mine.header(IF_MATCH, Ask.VALUE), tag, never),
        new Row(
            "PUT /etags/{key}",
            "key, with its tag",
            Ask.of("PUT", "/etags/" + Ask.VALUE + "-2").json(OWN).header(IF_MATCH, tag),
            KEY,
            NEVER));
  }

  private static Ask tagged(String method, String field) {
    return Ask.of(method, "/etags/mine").header(field, Ask.VALUE);
  }

  private static List<Row> listing(Side theirs) {
    var page = new JsonObject(theirs.get("/etags?limit=1").body());
    String cursor = page.getString("next_cursor");
    return List.of(
        new Row("GET /etags", "prefix", Ask.of("GET", "/etags?prefix=${value}-m"), SECRET, "never"),
        new Row("GET /etags", "cursor", Ask.of("GET", "/etags?cursor=${value}"), cursor, "never"));
  }

  private List<Row> repeats() {
    return List.of(
        new Row(
            "PUT /etags/{key}",
            "idempotency key",
            Ask.of("PUT", "/etags/mine" + TTL).json(OWN).header("Idempotency-Key", Ask.VALUE),
            SECRET + "-idem",
            "never-idem"),
        new Row(
            "DELETE /etags/{key}",
            "idempotency key",
            Ask.of("DELETE", "/etags/none").header("Idempotency-Key", Ask.VALUE),
            SECRET + "-idem",
            "never-idem"),
        new Row("POST /replay", "nonce", nonce(Ask.VALUE), SECRET + "-nonce", "never-nonce"),
        new Row(
            "POST /replay",
            "idempotency key",
            nonce("x-${value}").header("Idempotency-Key", Ask.VALUE),
            SECRET + "-idem2",
            "never-idem2"));
  }

  @Override
  public List<Ask> views() {
    return List.of(
        Ask.of("GET", "/etags"),
        Ask.of("GET", "/etags/" + KEY),
        Ask.of("GET", "/etags/shared"),
        nonce(SECRET + "-nonce"),
        Ask.of("PUT", "/etags/mine" + TTL).json(OWN).header("Idempotency-Key", SECRET + "-idem"));
  }
}
