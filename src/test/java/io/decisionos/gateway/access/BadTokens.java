package io.decisionos.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tokens that must not count, each with the reason for which it is refused. */
final class BadTokens {
  static final long NOW = 1_800_000_000L;

  final SigningKey ed = SigningKey.make("ed", Algorithm.EDDSA);
  final SigningKey es = SigningKey.make("es", Algorithm.ES256);
  final SigningKey rs = SigningKey.make("rs", Algorithm.RS256);
  final SigningKey hs = SigningKey.make("hs", Algorithm.HS256);
  final SigningKey retired = SigningKey.make("retired", Algorithm.EDDSA);
  private final SigningKey stranger = SigningKey.make("stranger", Algorithm.EDDSA);
  private final List<BadToken> rows = new ArrayList<>();

  /** One row. */
  record BadToken(String name, String token, TokenFault fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static JsonObject claims() {
    return new JsonObject()
        .put("iss", "decisionos")
        .put("aud", "decisionos")
        .put("sub", "alice")
        .put("tenant", "acme-corp")
        .put("scope", "ops:read store:read")
        .put("exp", NOW + 600);
  }

  List<BadToken> all() {
    forms();
    headers();
    keys();
    signatures();
    times();
    others();
    return rows;
  }

  private void row(String name, String token, TokenFault fault) {
    rows.add(new BadToken(name, token, fault));
  }

  private void header(String name, TokenFault fault, Consumer<JsonObject> change) {
    JsonObject header = ed.header();
    change.accept(header);
    row(name, ed.sign(header.encode(), claims().encode()), fault);
  }

  private void claim(String name, TokenFault fault, Consumer<JsonObject> change) {
    JsonObject claims = claims();
    change.accept(claims);
    row(name, ed.sign(claims), fault);
  }

  private void rawClaims(String name, TokenFault fault, String claims) {
    row(name, ed.sign(ed.header().encode(), claims), fault);
  }

  private void forms() {
    String good = ed.sign(claims());
    String[] parts = good.split("\\.", -1);
    row("nothing", "", TokenFault.FORM);
    row("one part", "abc", TokenFault.FORM);
    row("two parts", parts[0] + '.' + parts[1], TokenFault.FORM);
    row("no signature", parts[0] + '.' + parts[1] + '.', TokenFault.FORM);
    row("four parts", good + ".x", TokenFault.FORM);
    row("five parts, as if encrypted", good + ".x.y", TokenFault.FORM);
    row("padding", parts[0] + "=." + parts[1] + '.' + parts[2], TokenFault.FORM);
    row("plain base64", good.replace('.', '+'), TokenFault.FORM);
    row("a space within", parts[0] + ". " + parts[1] + '.' + parts[2], TokenFault.FORM);
    row("a line break at the end", good + "\n", TokenFault.FORM);
    row("a second spelling of the same signature", respelled(good), TokenFault.FORM);
    row("too long", ed.sign(claims().put("pad", "x".repeat(8192))), TokenFault.TOO_LONG);
    row("header is a list", ed.sign("[]", claims().encode()), TokenFault.HEADER);
    row("header is no JSON", ed.sign("{alg", claims().encode()), TokenFault.HEADER);
    row("claims are a list", ed.sign(ed.header().encode(), "[]"), TokenFault.CLAIMS);
    row("claims are null", ed.sign(ed.header().encode(), "null"), TokenFault.CLAIMS);
    rawClaims("claims twice", TokenFault.CLAIMS, claims().encode() + claims().encode());
    rawClaims("claims with a comment", TokenFault.CLAIMS, "/**/" + claims().encode());
    rawClaims(
        "a duplicate claim",
        TokenFault.CLAIMS,
        claims().encode().replaceFirst("\\{", "{\"tenant\":\"other\","));
    rawClaims(
        "a duplicate claim, spelled with an escape",
        TokenFault.CLAIMS,
        claims().encode().replaceFirst("\\{", "{\"\\\\u0074enant\":\"other\","));
    rawClaims(
        "half a character in sub",
        TokenFault.SUBJECT,
        claims().encode().replace("\"alice\"", "\"a\\ud83db\""));
    rawClaims(
        "claims too deep", TokenFault.CLAIMS, "{\"a\":" + "[".repeat(50) + "]".repeat(50) + "}");
    bytes("claims in Latin-1", "{\"sub\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    bytes("claims in UTF-16", claims().encode().getBytes(UTF_16));
    bytes("claims behind a byte order mark", ("\ufeff" + claims().encode()).getBytes(UTF_8));
  }

  private void bytes(String name, byte[] claims) {
    String text =
        SigningKey.encode(ed.header().encode().getBytes(UTF_8)) + '.' + SigningKey.encode(claims);
    row(name, ed.signed(text), TokenFault.CLAIMS);
  }

  /** The token with another last letter that decodes to the same bytes. */
  private static String respelled(String token) {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = letters.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + letters.charAt(last ^ 1);
  }

  private void headers() {
    header(
        "crit with an extension",
        TokenFault.CRITICAL,
        h -> h.put("crit", new JsonArray().add("x")));
    header("crit, empty", TokenFault.CRITICAL, h -> h.put("crit", new JsonArray()));
    header(
        "crit b64",
        TokenFault.CRITICAL,
        h -> h.put("crit", new JsonArray().add("b64")).put("b64", false));
    header("jwk", TokenFault.OWN_KEY, h -> h.put("jwk", ed.jwk()));
    header("jku", TokenFault.OWN_KEY, h -> h.put("jku", "https://evil.example/keys"));
    header("x5u", TokenFault.OWN_KEY, h -> h.put("x5u", "https://evil.example/cert"));
    header("x5c", TokenFault.OWN_KEY, h -> h.put("x5c", new JsonArray().add("MIIB")));
    header("typ of another kind", TokenFault.TYPE, h -> h.put("typ", "secevent+jwt"));
    header("typ is a number", TokenFault.TYPE, h -> h.put("typ", 1));
    row(
        "a duplicate kid",
        ed.sign("{\"kid\":\"ed\"," + ed.header().encode().substring(1), claims().encode()),
        TokenFault.HEADER);
    row(
        "two different algs",
        ed.sign("{\"alg\":\"none\"," + ed.header().encode().substring(1), claims().encode()),
        TokenFault.HEADER);
  }

  private void keys() {
    header("no kid", TokenFault.KEY_MISSING, h -> h.remove("kid"));
    header("kid is empty", TokenFault.KEY_MISSING, h -> h.put("kid", ""));
    header("kid is a number", TokenFault.KEY_MISSING, h -> h.put("kid", 7));
    header("kid is null", TokenFault.KEY_MISSING, h -> h.putNull("kid"));
    header("kid is a path", TokenFault.KEY_UNKNOWN, h -> h.put("kid", "../../dev/null"));
    header("kid in other letters", TokenFault.KEY_UNKNOWN, h -> h.put("kid", "ED"));
    header("kid of the development key", TokenFault.KEY_UNKNOWN, h -> h.put("kid", "development"));
    row("a stranger's key", stranger.sign(claims()), TokenFault.KEY_UNKNOWN);
    row("a retired key", retired.sign(claims()), TokenFault.KEY_RETIRED);
    header("alg none", TokenFault.ALGORITHM, h -> h.put("alg", "none"));
    header("alg NONE", TokenFault.ALGORITHM, h -> h.put("alg", "NONE"));
    header("no alg", TokenFault.ALGORITHM, h -> h.remove("alg"));
    header("alg is a list", TokenFault.ALGORITHM, h -> h.put("alg", new JsonArray().add("EdDSA")));
    header("alg in other letters", TokenFault.ALGORITHM, h -> h.put("alg", "eddsa"));
    header("alg of another key", TokenFault.ALGORITHM, h -> h.put("alg", "RS256"));
    header("alg PS256", TokenFault.ALGORITHM, h -> h.put("alg", "PS256"));
    row("a public RSA key taken for a secret", confused(rs), TokenFault.ALGORITHM);
    row("a public EC key taken for a secret", confused(es), TokenFault.ALGORITHM);
  }

  /** Signs with HMAC, with the public key as the secret, which the verifier knows too. */
  private static String confused(SigningKey key) {
    String header = key.header().put("alg", "HS256").encode();
    return key.signedWithPublicKey(header, claims().encode());
  }

  private void signatures() {
    for (SigningKey key : List.of(ed, es, rs, hs)) {
      String word = key.algorithm().word();
      row(word + ", other claims", otherClaims(key), TokenFault.SIGNATURE);
      row(word + ", another's signature", anothers(key), TokenFault.SIGNATURE);
      row(word + ", zeros", zeros(key), TokenFault.SIGNATURE);
      row(word + ", a short signature", cut(key), TokenFault.SIGNATURE);
    }
    row("ES256, spelled as DER", es.signedAsDer(claims()), TokenFault.SIGNATURE);
  }

  private static String otherClaims(SigningKey key) {
    String[] parts = key.sign(claims()).split("\\.", -1);
    String other = claims().put("tenant", "default").encode();
    return parts[0] + '.' + SigningKey.encode(other.getBytes(UTF_8)) + '.' + parts[2];
  }

  private static String anothers(SigningKey key) {
    return SigningKey.make(key.kid(), key.algorithm()).sign(claims());
  }

  private static String unsigned(SigningKey key) {
    return SigningKey.encode(key.header().encode().getBytes(UTF_8))
        + '.'
        + SigningKey.encode(claims().encode().getBytes(UTF_8))
        + '.';
  }

  private static String zeros(SigningKey key) {
    return unsigned(key) + SigningKey.encode(new byte[64]);
  }

  private static String cut(SigningKey key) {
    return unsigned(key) + SigningKey.encode(new byte[] {1, 2, 3});
  }

  private void times() {
    claim("no exp", TokenFault.EXPIRY_MISSING, c -> c.remove("exp"));
    claim("exp is a text", TokenFault.EXPIRY_FORM, c -> c.put("exp", String.valueOf(NOW + 600)));
    claim("exp is null", TokenFault.EXPIRY_FORM, c -> c.putNull("exp"));
    claim("exp is true", TokenFault.EXPIRY_FORM, c -> c.put("exp", true));
    claim(
        "exp is a list", TokenFault.EXPIRY_FORM, c -> c.put("exp", new JsonArray().add(NOW + 600)));
    claim("exp is negative", TokenFault.EXPIRY_FORM, c -> c.put("exp", -1));
    claim("exp in milliseconds", TokenFault.EXPIRY_FORM, c -> c.put("exp", (NOW + 600) * 1000));
    rawClaims(
        "exp is huge",
        TokenFault.EXPIRY_FORM,
        claims().encode().replace("" + (NOW + 600), "1e400"));
    rawClaims("exp is NaN", TokenFault.CLAIMS, claims().encode().replace("" + (NOW + 600), "NaN"));
    claim("expired long ago", TokenFault.EXPIRED, c -> c.put("exp", NOW - 86_400));
    claim("expired by just the leeway", TokenFault.EXPIRED, c -> c.put("exp", NOW - 30));
    claim("exp is 0", TokenFault.EXPIRED, c -> c.put("exp", 0));
    claim("nbf to come", TokenFault.TOO_EARLY, c -> c.put("nbf", NOW + 31));
    claim("nbf is a text", TokenFault.START_FORM, c -> c.put("nbf", "now"));
    claim("iat is a text", TokenFault.ISSUED_FORM, c -> c.put("iat", "now"));
  }

  private void others() {
    claim("no iss", TokenFault.ISSUER, c -> c.remove("iss"));
    claim("another iss", TokenFault.ISSUER, c -> c.put("iss", "evil"));
    claim("iss is a list", TokenFault.ISSUER, c -> c.put("iss", new JsonArray().add("decisionos")));
    claim("no aud", TokenFault.AUDIENCE, c -> c.remove("aud"));
    claim("another aud", TokenFault.AUDIENCE, c -> c.put("aud", "billing"));
    claim("aud begins alike", TokenFault.AUDIENCE, c -> c.put("aud", "decisionos.evil"));
    claim("aud is an empty list", TokenFault.AUDIENCE, c -> c.put("aud", new JsonArray()));
    claim(
        "aud holds a number",
        TokenFault.AUDIENCE,
        c -> c.put("aud", new JsonArray().add(1).add("decisionos")));
    claim("no sub", TokenFault.SUBJECT, c -> c.remove("sub"));
    claim("sub is empty", TokenFault.SUBJECT, c -> c.put("sub", ""));
    claim("sub is a number", TokenFault.SUBJECT, c -> c.put("sub", 1));
    claim("sub breaks the line", TokenFault.SUBJECT, c -> c.put("sub", "a\nb"));
    claim("sub of a keyset", TokenFault.SUBJECT, c -> c.put("sub", "keyset:partners"));
    claim("sub too long", TokenFault.SUBJECT, c -> c.put("sub", "x".repeat(257)));
    claim("tenant is a wildcard", TokenFault.TENANT, c -> c.put("tenant", "*"));
    claim("tenant in capitals", TokenFault.TENANT, c -> c.put("tenant", "ACME-corp"));
    claim("tenant is a number", TokenFault.TENANT, c -> c.put("tenant", 7));
    claim("tenant is null", TokenFault.TENANT, c -> c.putNull("tenant"));
    claim(
        "one tenant of several is none",
        TokenFault.TENANT,
        c -> c.put("tenant", new JsonArray().add("acme-corp").add("")));
    claim(
        "scope is a list", TokenFault.SCOPE, c -> c.put("scope", new JsonArray().add("ops:read")));
    claim("scope with a tab", TokenFault.SCOPE, c -> c.put("scope", "ops:read\tstore:read"));
  }
}
