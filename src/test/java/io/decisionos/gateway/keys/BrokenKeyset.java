package io.decisionos.gateway.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of keysets that must be refused.
 *
 * @param what is wrong with it, by which the row is called
 * @param latin a character for each byte
 * @param place how its fault begins
 * @param structural whether the schema can say so too
 */
record BrokenKeyset(String what, String latin, String place, boolean structural) {
  static final String GOOD =
      """
      keysets:
        - name: callers
          purpose: tokens
          keys:
            - kid: k1
              algorithm: EdDSA
              state: active
              material:
                file: k1.pem
      """;

  private static final String SECOND =
      """
            - kid: k2
              algorithm: ES256
              state: grace
              material: {file: k2.pem}
      """;

  byte[] bytes() {
    return latin.getBytes(ISO_8859_1);
  }

  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  @Override
  public String toString() {
    return what;
  }

  static List<BrokenKeyset> all() {
    var table = new Table();
    documents(table);
    keysets(table);
    rotations(table);
    keys(table);
    times(table);
    materials(table);
    twice(table);
    return table.rows;
  }

  /** The rows so far. */
  private static final class Table {
    final List<BrokenKeyset> rows = new ArrayList<>();

    void whole(String text, String place) {
      rows.add(new BrokenKeyset(text, latin(text), place, false));
    }

    void row(String from, String to, String place) {
      row(from, to, place, true);
    }

    void beyond(String from, String to, String place) {
      row(from, to, place, false);
    }

    private void row(String from, String to, String place, boolean structural) {
      if (!GOOD.contains(from)) {
        throw new AssertionError(from);
      }
      String text = GOOD.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
      rows.add(new BrokenKeyset(from + " -> " + to, latin(text), place, structural));
    }
  }

  private static void documents(Table table) {
    for (String text : List.of("", "# nothing\n", "[]\n", "keysets\n", "42\n", "null\n")) {
      table.whole(text, "keysets.yaml");
    }
    for (String text :
        List.of(
            "{}\n",
            "x-note: 1\n",
            "keysets: {}\n",
            "keysets: callers\n",
            "keysets: 1\n",
            "keysets: [1]\n",
            "keysets: [callers]\n",
            "keysets: [[]]\n",
            "keysets: [null]\n")) {
      table.whole(text, "keysets.yaml:1: keysets");
    }
    table.whole("keysets: []\nkeys: []\n", "keysets.yaml:2: keys");
    table.whole("keysets: []\nkeysets: []\n", "keysets.yaml:2");
    table.whole("keysets: &a []\n", "keysets.yaml:1");
    table.whole("keysets: [*a]\n", "keysets.yaml:1");
    table.whole("keysets: !!seq []\n", "keysets.yaml:1");
    table.whole("keysets: []\n---\nkeysets: []\n", "keysets.yaml");
    table.whole("keysets: [\n", "keysets.yaml");
    table.whole("\tkeysets: []\n", "keysets.yaml:1");
    table.whole("keysets: []\u0000\n", "keysets.yaml");
    table.rows.add(new BrokenKeyset("not UTF-8", "k: \u00ff\n", "keysets.yaml", false));
  }

  private static void keysets(Table table) {
    String name = "keysets.yaml:2: keysets[0].name";
    for (String bad :
        List.of(
            "Callers",
            "a b",
            "a_b",
            "a.b",
            "a/b",
            "\"\"",
            "ä",
            "7",
            "true",
            "null",
            "[a]",
            "{}",
            "\"a\\n\"",
            "x".repeat(65))) {
      table.row("name: callers", "name: " + bad, name);
    }
    table.row("- name: callers", "- x-name: callers", name);
    String purpose = "keysets.yaml:3: keysets[0].purpose";
    for (String bad : List.of("Tokens", "token", "\"\"", "signing", "1", "null", "[tokens]")) {
      table.row("purpose: tokens", "purpose: " + bad, purpose);
    }
    table.row("    purpose: tokens\n", "", "keysets.yaml:2: keysets[0].purpose");
    String more = "keysets.yaml:4: keysets[0].";
    for (String bad :
        List.of(
            "[]",
            "acme-corp",
            "[Acme]",
            "[unknown]",
            "[a, a]",
            "[\"\"]",
            "[1]",
            "[a, b c]",
            "{}",
            "[-a]",
            "null")) {
      table.row("    keys:", "    tenants: " + bad + "\n    keys:", more + "tenants");
    }
    table.row("    keys:", "    scopes: \"ops:read\"\n    keys:", more + "scopes");
    for (String bad : List.of("colour: red", "key: []", "Keys: []", "tenant: a", "enabled: true")) {
      table.row(
          "    keys:", "    " + bad + "\n    keys:", more + bad.substring(0, bad.indexOf(':')));
    }
    String requests = "purpose: requests\n    scopes: ";
    for (String bad : List.of("[ops:read]", "7", "\"ops:read\\n\"", "{}", "\"ops\\u00e9\"")) {
      table.row("purpose: tokens", requests + bad, more + "scopes");
    }
    table.beyond("purpose: tokens", requests + "\"ops:reed\"", more + "scopes");
    table.beyond("purpose: tokens", requests + "\"ops:read,store:read\"", more + "scopes");
    table.row("purpose: tokens", "purpose: evidence\n    tenants: [a]", more + "tenants");
  }

  private static void rotations(Table table) {
    String place = "keysets.yaml:4: keysets[0].rotation";
    for (String bad : List.of("daily", "[]", "90", "null")) {
      table.row("    keys:", "    rotation: " + bad + "\n    keys:", place);
    }
    for (String bad :
        List.of(
            "every_days: 0",
            "every_days: 3651",
            "every_days: 1.5",
            "every_days: ninety",
            "overlap_days: -1",
            "overlap_days: \"7\"",
            "overlap_days: 3651",
            "warn_days: 7",
            "warn_days: []",
            "warn_days: [0]",
            "warn_days: [7, 7]",
            "warn_days: [7, x]",
            "token_life_hours: 0",
            "token_life_hours: 8761",
            "every_day: 90")) {
      table.row(
          "    keys:",
          "    rotation: {" + bad + "}\n    keys:",
          place + "." + bad.substring(0, bad.indexOf(':')));
    }
    table.beyond(
        "    keys:",
        "    rotation: {every_days: 7, overlap_days: 7}\n    keys:",
        place + ".overlap_days");
  }

  private static void keys(Table table) {
    table.row("      - kid: k1", "      - k1: 1", "keysets.yaml:5: keysets[0].keys[0]");
    String kid = "keysets.yaml:5: keysets[0].keys[0].kid";
    for (String bad :
        List.of(
            "\"\"",
            "a b",
            "ä",
            "7",
            "null",
            "true",
            "[k]",
            "development",
            "\"a\\n\"",
            "x".repeat(129))) {
      table.row("kid: k1", "kid: " + bad, kid);
    }
    String algorithm = "keysets.yaml:6: keysets[0].keys[0].algorithm";
    for (String bad :
        List.of(
            "eddsa", "none", "HS512", "ed25519", "hmac-sha256", "\"\"", "1", "null", "[EdDSA]")) {
      table.row("algorithm: EdDSA", "algorithm: " + bad, algorithm);
    }
    String state = "keysets.yaml:7: keysets[0].keys[0].state";
    for (String bad : List.of("Active", "on", "revoked", "\"\"", "true", "1", "null", "[active]")) {
      table.row("state: active", "state: " + bad, state);
    }
    for (String gone : List.of("algorithm: EdDSA", "state: active")) {
      String key = gone.substring(0, gone.indexOf(':'));
      table.row(gone, "x-gone: 1", "keysets.yaml:5: keysets[0].keys[0]." + key);
    }
    for (String bad : List.of("file: k1.pem", "alg: EdDSA", "secret: abc", "not_befor: 1")) {
      String key = bad.substring(0, bad.indexOf(':'));
      table.row(
          "state: active",
          "state: active\n        " + bad,
          "keysets.yaml:8: keysets[0].keys[0]." + key);
    }
  }

  private static void times(Table table) {
    for (String key : List.of("not_before", "not_after", "grace_until")) {
      String place = "keysets.yaml:8: keysets[0].keys[0]." + key;
      for (String bad :
          List.of(
              "2026-11-30",
              "2026-11-30T00:00:00",
              "2026-13-01T00:00:00Z",
              "1767225600",
              "\"\"",
              "soon",
              "null",
              "[2026-11-30T00:00:00Z]")) {
        table.row("state: active", "state: active\n        " + key + ": " + bad, place);
      }
      table.beyond(
          "state: active", "state: active\n        " + key + ": 2026-02-30T00:00:00Z", place);
    }
    String order = "keysets.yaml:9: keysets[0].keys[0].";
    table.beyond("state: active", times("not_before", 2, "not_after", 1), order + "not_after");
    table.beyond("state: active", times("not_before", 2, "not_after", 2), order + "not_after");
    table.beyond("state: active", times("not_before", 2, "grace_until", 1), order + "grace_until");
    table.beyond("state: active", times("not_after", 2, "grace_until", 1), order + "grace_until");
  }

  private static String times(String first, int a, String second, int b) {
    String indent = "\n        ";
    return "state: active"
        + indent
        + (first + ": 2026-01-0" + a + "T00:00:00Z")
        + indent
        + (second + ": 2026-01-0" + b + "T00:00:00Z");
  }

  private static void materials(Table table) {
    String material = "keysets.yaml:8: keysets[0].keys[0].material";
    String whole = "material:\n          file: k1.pem";
    for (String bad :
        List.of("k1.pem", "{}", "[]", "null", "{file: a, env: B}", "{ssm: /a, kms: b}")) {
      table.row(whole, "material: " + bad, material);
    }
    table.row(whole, "x-material: 1", "keysets.yaml:5: keysets[0].keys[0].material");
    for (String bad :
        List.of(
            "file: ../k1.pem",
            "file: /etc/k1.pem",
            "file: sub/k1.pem",
            "file: .k1.pem",
            "file: \"\"",
            "file: gateway.yaml",
            "file: a b",
            "file: 7",
            "kms: ../k",
            "kms: k.yml",
            "env: a-b",
            "env: 1A",
            "env: \"\"",
            "ssm: \"\"",
            "ssm: a b",
            "ssm: //a",
            "vault: k1")) {
      String key = bad.substring(0, bad.indexOf(':'));
      String place = key.equals("vault") ? ".vault" : "." + key;
      table.row("file: k1.pem", bad, "keysets.yaml:9: keysets[0].keys[0].material" + place);
    }
  }

  private static void twice(Table table) {
    table.whole(GOOD + SECOND.replace("k2\n", "k1\n"), "keysets.yaml:10: keysets[0].keys[1].kid");
    table.whole(
        GOOD + GOOD.substring(GOOD.indexOf('\n') + 1).replace("k1\n", "k2\n"),
        "keysets.yaml:10: keysets[1].name");
    table.whole(
        GOOD + GOOD.substring(GOOD.indexOf('\n') + 1).replace("callers", "others"),
        "keysets.yaml:13: keysets[1].keys[0].kid");
    table.whole(GOOD + "    keys: []\n", "keysets.yaml:10");
    String evidence = "  - {name: a, purpose: evidence, keys: []}\n";
    table.whole(
        "keysets:\n" + evidence + evidence.replace("name: a", "name: b"),
        "keysets.yaml:3: keysets[1].purpose");
  }
}
