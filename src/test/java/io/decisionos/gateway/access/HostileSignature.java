package io.decisionos.gateway.access;

import io.decisionos.gateway.fixture.RequestSigner.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A signed request that somebody has tampered with, or that was never meant well.
 *
 * @param what was done to it, by which the row is called
 * @param twist makes it of a request that counts
 */
record HostileSignature(String what, UnaryOperator<Request> twist) {
  private static final String INPUT = "signature-input";
  private static final String SIGNATURE = "signature";
  private static final String DIGEST = "content-digest";

  @Override
  public String toString() {
    return what;
  }

  private static void row(
      List<HostileSignature> rows, String name, UnaryOperator<String> twist, String what) {
    rows.add(
        new HostileSignature(
            name + ": " + what,
            request -> request.with(name, twist.apply(request.fields().get(name)))));
  }

  private static void replaced(List<HostileSignature> rows, String from, String to) {
    row(rows, INPUT, input -> input.replaceFirst(from, to), from + " -> " + to);
  }

  /** What may be done to a write that is signed with a body and a nonce. */
  static List<HostileSignature> all() {
    var rows = new ArrayList<HostileSignature>();
    labels(rows);
    components(rows);
    parameters(rows);
    signatures(rows);
    bodies(rows);
    return rows;
  }

  private static void labels(List<HostileSignature> rows) {
    row(rows, INPUT, input -> input + ", " + input, "the same label twice");
    row(rows, INPUT, input -> input + ", x=();tag=\"decisionos\"", "two with our tag");
    row(rows, INPUT, input -> "x=();tag=\"decisionos\", " + input, "another with our tag first");
    row(rows, INPUT, input -> input + ",", "a comma at the end");
    row(rows, INPUT, input -> input + ", X=()", "a label in capitals");
    row(rows, INPUT, input -> input.replaceFirst("decisionos=", "other="), "a label unsigned");
    row(rows, INPUT, input -> input.substring(0, 20), "cut off");
    row(rows, INPUT, input -> "decisionos", "a label alone");
    row(rows, INPUT, input -> "decisionos=1;tag=\"decisionos\"", "no list");
    row(rows, INPUT, input -> "decisionos=\"a\";tag=\"decisionos\"", "a text in place of a list");
    row(rows, INPUT, input -> "decisionos=();tag=\"decisionos\"", "an empty list");
    row(rows, INPUT, input -> "x".repeat(6000), "a huge word");
    row(rows, INPUT, input -> "a=(" + "\"a\" ".repeat(1500) + ")", "a huge list");
    row(rows, INPUT, input -> many(input, 200), "two hundred of others before it, cut off");
    row(rows, INPUT, input -> "", "nothing");
    row(rows, INPUT, input -> "\"" + input, "a quote before it");
    row(
        rows,
        INPUT,
        input -> input.replace("\"@path\"", "\"@p\u00e4th\""),
        "a letter beyond ASCII");
  }

  private static String many(String input, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("s").append(i).append("=(\"@method\");a, ");
    }
    return text + input.substring(0, 30);
  }

  private static void components(List<HostileSignature> rows) {
    for (String to :
        List.of(
            "\"@path\" \"@path\"",
            "\"@unknown\"",
            "\"@status\"",
            "\"@query-param\"",
            "\"@query-param\";name=\"tenant\"",
            "\"@path\";req",
            "\"@path\";bs",
            "\"@path\";sf",
            "\"@path\";tr",
            "\"@path\";key=\"a\"",
            "\"x-absent\"",
            "\"Content-Type\"",
            "\"\"",
            "\"@\"",
            "\"a b\"",
            "\"@signature-params\"",
            "path",
            "1",
            "?1",
            ":AA==:",
            "(\"@path\")",
            "")) {
      replaced(rows, "\"@path\"", to);
    }
    for (String gone :
        List.of("@method", "@path", "@query", "content-type", "content-digest", "if-match")) {
      replaced(rows, "\"" + gone + "\" ?", "");
    }
  }

  private static void parameters(List<HostileSignature> rows) {
    for (String to :
        List.of(
            "created=now",
            "created=1.5",
            "created=-1",
            "created=\"1\"",
            "created=?1",
            "created",
            "created=0",
            "created=1",
            "created=999999999999999",
            "created=9999999999999999",
            "created=99999999999999999999999",
            "created=1;created=2")) {
      replaced(rows, "created=\\d+", to);
    }
    replaced(rows, ";created=\\d+", "");
    for (String to :
        List.of(
            "keyid=mac",
            "keyid=\"\"",
            "keyid",
            "keyid=1",
            "keyid=\"ma\"",
            "keyid=\"mac \"",
            "keyid=\"MAC\"",
            "keyid=\"mac\";keyid=\"mac\"",
            "keyid=\"../mac\"",
            "keyid=\"" + "k".repeat(2000) + "\"")) {
      replaced(rows, "keyid=\"mac\"", to);
    }
    replaced(rows, ";keyid=\"mac\"", "");
    for (String more :
        List.of(
            "alg=\"none\"",
            "alg=\"\"",
            "alg=\"HMAC-SHA256\"",
            "alg=\"ed25519\"",
            "alg=\"rsa-pss-sha512\"",
            "alg=hmac",
            "expires=1",
            "expires=-1",
            "expires=\"1\"",
            "expires=1.0",
            "expires",
            "Alg=1")) {
      replaced(rows, ";tag=", ";" + more + ";tag=");
    }
    for (String to :
        List.of("nonce=\"\"", "nonce=a", "nonce=1", "nonce", "nonce=\"a b\"", "nonce=\"a\\\\\"")) {
      replaced(rows, "nonce=\"[^\"]*\"", to);
    }
    replaced(rows, "nonce=\"[^\"]*\"", "nonce=\"" + "n".repeat(257) + "\"");
    replaced(rows, ";nonce=\"[^\"]*\"", "");
    replaced(rows, "tag=\"decisionos\"", "tag=decisionos");
    replaced(rows, ";tag=\"decisionos\"", ";tag=\"decisionos\";tag=\"decisionos\"");
  }

  private static void signatures(List<HostileSignature> rows) {
    for (String bytes :
        List.of(
            "",
            "decisionos",
            "other=:AA==:",
            "decisionos=:!:",
            "decisionos=::",
            "decisionos=:AA==:",
            "decisionos=:AAAA",
            "decisionos=\"AAAA\"",
            "decisionos=1",
            "decisionos=(:AA==:)",
            "x".repeat(6000))) {
      row(rows, SIGNATURE, signature -> bytes, bytes);
    }
    row(rows, SIGNATURE, signature -> signature + ",", "a comma at the end");
    row(rows, SIGNATURE, signature -> signature + ", " + signature, "the same label twice");
    row(rows, SIGNATURE, signature -> signature.replace("=:", "=:AAAA"), "longer");
    row(rows, SIGNATURE, signature -> signature.replaceFirst("=:....", "=:"), "shorter");
    row(rows, SIGNATURE, HostileSignature::swapped, "two characters changed places");
  }

  private static String swapped(String signature) {
    int at = signature.indexOf("=:") + 2;
    return signature.substring(0, at)
        + (signature.charAt(at) == 'A' ? 'B' : 'A')
        + signature.substring(at + 1);
  }

  private static void bodies(List<HostileSignature> rows) {
    rows.add(
        new HostileSignature(
            "the body after the digest",
            r -> new Request(r.method(), r.target(), "{\"a\":2}", r.fields())));
    rows.add(
        new HostileSignature(
            "no body after the digest", r -> new Request(r.method(), r.target(), "", r.fields())));
    rows.add(
        new HostileSignature(
            "another method", r -> new Request("POST", r.target(), r.body(), r.fields())));
    rows.add(
        new HostileSignature(
            "another query",
            r -> new Request(r.method(), r.target() + "&ttl_ms=1", r.body(), r.fields())));
    rows.add(
        new HostileSignature(
            "another path",
            r -> new Request(r.method(), r.target().replace("/a", "/b"), r.body(), r.fields())));
    for (String digest : List.of("", "sha-256", "sha-256=1", "sha-256=:AA==:", "sha-512=:AA==:")) {
      row(rows, DIGEST, value -> digest, digest);
    }
    row(rows, "content-type", type -> "application/json;v=1", "another media type");
    row(rows, "if-match", tag -> "\"other\"", "another tag");
    rows.add(
        new HostileSignature(
            "a token beside it", r -> r.with("authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")));
    rows.add(new HostileSignature("a tenant unsigned", r -> r.with("x-decisionos-tenant", "far")));
    rows.add(new HostileSignature("a tag unsigned", r -> r.with("if-none-match", "*")));
    rows.add(new HostileSignature("a key unsigned", r -> r.with("idempotency-key", "k")));
  }
}
