package io.decisionos.gateway.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The examples of RFC 9421 appendix B.2 whose algorithms are ours, and of section 2. */
final class Rfc9421Test {
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "host", List.of("example.com"),
          "date", List.of("Tue, 20 Apr 2021 02:07:55 GMT"),
          "content-type", List.of("application/json"),
          "content-digest",
              List.of(
                  "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyea"
                      + "ldVLvRwEmTHWXvJwew==:"),
          "content-length", List.of("18"));
  private static final String SECRET =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";

  /** The test request of appendix B.2, signed. */
  private static SignedMessage request(String input, String signature) {
    var fields = new HashMap<>(FIELDS);
    fields.put("Signature-Input", List.of(input));
    fields.put("Signature", List.of(signature));
    return new Message("POST", "/foo", "param=Value&Pet=dog", fields);
  }

  /** A message for tests. */
  record Message(String method, String path, String query, Map<String, List<String>> sent)
      implements SignedMessage {
    @Override
    public String target() {
      return path + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public List<String> fields(String name) {
      return sent.getOrDefault(name, List.of());
    }

    @Override
    public boolean hasBody() {
      return sent.containsKey("content-length");
    }
  }

  private static SignatureInput find(SignedMessage message) {
    return SignatureInput.read(SfDictionary.joined(message.fields(SignatureInput.FIELD)))
        .orElseThrow();
  }

  @Test
  void theHmacOfAppendixB25Fits() throws Exception {
    String input =
        "(\"date\" \"@authority\" \"content-type\");created=1618884473"
            + ";keyid=\"test-shared-secret\"";
    String base =
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@authority\": example.com\n"
            + "\"content-type\": application/json\n\"@signature-params\": "
            + input;

    byte[] made = SignatureBase.of(components(input), input, request("a=()", "a=:AA==:"));

    assertThat(new String(made, ISO_8859_1)).isEqualTo(base);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
    assertThat(Base64.getEncoder().encodeToString(mac.doFinal(made)))
        .isEqualTo("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
  }

  @Test
  void theEd25519SignatureOfAppendixB26Fits() throws Exception {
    String input =
        "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
            + ";created=1618884473;keyid=\"test-key-ed25519\"";

    byte[] made = SignatureBase.of(components(input), input, request("a=()", "a=:AA==:"));

    var key =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getDecoder()
                        .decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")));
    var check = Signature.getInstance("Ed25519");
    check.initVerify(key);
    check.update(made);
    assertThat(
            check.verify(
                Base64.getDecoder()
                    .decode(
                        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQ"
                            + "v5lIp5WPpBKRCw==")))
        .isTrue();
  }

  private static List<String> components(String input) {
    return SfDictionary.read("a=" + input).orElseThrow().get("a").items().stream()
        .map(item -> item.value().text())
        .toList();
  }

  @Test
  void whatIsSaidOfASignatureIsSpelledAnewInItsOrder() {
    SignedMessage message =
        request(
            "sig1=( \"@method\"   \"date\" );keyid=\"a\\\"b\"; "
                + " created=0001618884473;x;y=?0;z=1.50;t=tok/en;b=:AAA=:;tag=\"decisionos\" ,"
                + " other=()",
            "sig1=:AAAA:");

    assertThat(find(message).spelled())
        .isEqualTo(
            "(\"@method\" \"date\");keyid=\"a\\\"b\";created=1618884473;x;y=?0;z=1.5;t=tok/en"
                + ";b=:AAA=:;tag=\"decisionos\"");
  }

  @Test
  void derivedComponentsAreAsSection22HasThem() {
    var fields = Map.of("host", List.of("WWW.Example.COM:443"), "x", List.of(" a ", "b"));
    var message = new Message("POST", "/path", "param=value&foo=bar", fields);
    List<String> all =
        List.of(
            "@method",
            "@target-uri",
            "@authority",
            "@scheme",
            "@request-target",
            "@path",
            "@query",
            "x");

    assertThat(new String(SignatureBase.of(all, "()", message), ISO_8859_1))
        .isEqualTo(
            """
            "@method": POST
            "@target-uri": https://www.example.com/path?param=value&foo=bar
            "@authority": www.example.com
            "@scheme": https
            "@request-target": /path?param=value&foo=bar
            "@path": /path
            "@query": ?param=value&foo=bar
            "x": a, b
            "@signature-params": ()\
            """);
    var bare = new Message("GET", "", "", fields);
    assertThat(new String(SignatureBase.of(List.of("@path", "@query"), "()", bare), ISO_8859_1))
        .startsWith("\"@path\": /\n\"@query\": ?\n");
  }

  @Test
  void theDigestOfRfc9530Fits() {
    // RFC 9530 appendix D writes this body with its line end.
    assertThat(ContentDigest.of("{\"hello\": \"world\"}\n".getBytes(ISO_8859_1)))
        .isEqualTo("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    ContentDigest.check(
        List.of("sha-512=:AA==:", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
        "{\"hello\": \"world\"}\n".getBytes(ISO_8859_1));
  }

  @Test
  void whatIsNoDictionaryIsNone() {
    for (String text :
        List.of(
            "=1",
            "a=",
            "a=1,",
            "a=1 b=2",
            "a=(1 2",
            "a=(1,2)",
            "a=(1 2))",
            "A=1",
            "a=\"x",
            "a=:AA",
            "a=?2",
            "a=1.",
            "a=.5",
            "a=--1",
            "a=1;",
            "a=1;B",
            "a=1, a=2",
            "a=1;x=1;x=2",
            "a=1234567890123456",
            "a=1.1234",
            "a=\"\u00e9\"",
            "a=\"\\x\"",
            "a=(\"x\"\"y\")",
            "a;;",
            "a=1,,b=2",
            "\ta=1",
            "a=@1")) {
      assertThat(SfDictionary.read(text)).as(text).isEmpty();
    }
    for (String text :
        List.of(
            "", "a", "a=1", "a=-1.5;x", "a=();y, b=*tok", "  a=1\t ,\t b", "a=(1   2 )", "*=1")) {
      assertThat(SfDictionary.read(text)).as(text).isPresent();
    }
  }
}
