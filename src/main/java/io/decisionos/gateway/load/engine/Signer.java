package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.RequestKey;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Signs requests by RFC 9421, as the gateway wants it. Each nonce is new, in this run and beside
 * all others, whatever the seed is. Confined to the run's event loop.
 */
final class Signer {
  private static final List<String> WHERE_SENT =
      List.of(
          "x-decisionos-tenant", "content-type", "if-match", "if-none-match", "idempotency-key");
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final String run = UUID.randomUUID().toString();
  private long count;

  /**
   * Adds the fields that sign a request.
   *
   * @param seconds when that is, since the epoch
   */
  void sign(RequestOptions options, Buffer body, RequestKey key, long seconds) {
    MultiMap fields =
        options.getHeaders() == null ? MultiMap.caseInsensitiveMultiMap() : options.getHeaders();
    var components = new ArrayList<>(List.of("@method", "@path", "@query"));
    WHERE_SENT.stream().filter(fields::contains).forEach(components::add);
    if (body.length() > 0) {
      fields.set("content-digest", "sha-256=:" + BASE64.encodeToString(sha256(body)) + ":");
      components.add("content-digest");
    }
    HttpMethod method = options.getMethod();
    boolean once = !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
    String parameters =
        components.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" ", "(", ")"))
            + (";created=" + seconds)
            + (";keyid=\"" + key.kid() + '"')
            + (once ? ";nonce=\"" + run + "." + count++ + '"' : "")
            + ";tag=\"decisionos\"";
    byte[] base = base(components, options, fields, parameters);
    fields.set("signature-input", "decisionos=" + parameters);
    fields.set("signature", "decisionos=:" + BASE64.encodeToString(key.sign(base)) + ":");
    options.setHeaders(fields);
  }

  private static byte[] base(
      List<String> components, RequestOptions options, MultiMap fields, String parameters) {
    var base = new StringBuilder();
    for (String name : components) {
      base.append('"').append(name).append("\": ").append(value(name, options, fields));
      base.append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return base.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String value(String name, RequestOptions options, MultiMap fields) {
    String uri = options.getURI();
    int mark = uri.indexOf('?');
    return switch (name) {
      case "@method" -> options.getMethod().name();
      case "@path" -> mark < 0 ? uri : uri.substring(0, mark);
      case "@query" -> mark < 0 ? "?" : uri.substring(mark);
      default -> fields.getAll(name).stream().map(String::strip).collect(Collectors.joining(", "));
    };
  }

  private static byte[] sha256(Buffer body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body.getBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
