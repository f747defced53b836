package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.Key;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What checks signatures, made for each key when it is first asked for. The library's verifiers let
 * one thread in at a time, so each event loop has its own. Confined to one event loop.
 */
final class Verifiers {
  private final Function<Key, JWTAuth> library;
  private final Map<Key, JWTAuth> made = new HashMap<>();

  /**
   * None made yet.
   *
   * @param library makes one
   */
  Verifiers(Function<Key, JWTAuth> library) {
    this.library = library;
  }

  /**
   * The library's verifier of a key.
   *
   * @throws RuntimeException if the library does not take the key
   */
  static JWTAuth library(Key key) {
    // The library's own look at the times would take a text for one, and throws on it.
    var options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
    switch (key.text().notation()) {
      case JWK ->
          options.addJwk(
              new JsonObject(key.text().text())
                  .put("kid", key.kid())
                  .put("alg", key.algorithm().word()));
      case PEM ->
          options.addPubSecKey(
              new PubSecKeyOptions()
                  .setId(key.kid())
                  .setAlgorithm(key.algorithm().word())
                  .setBuffer(key.text().text()));
    }
    // Vert.x itself is only needed to read key stores.
    return JWTAuth.create(null, options);
  }

  /** Whether the key has signed the token; what was made for keys out of force is let go. */
  boolean isSigned(String token, Key key, Collection<Key> inForce) {
    try {
      // The library answers at once; an answer that is not there yet is no consent.
      Future<User> answer = verifier(key, inForce).authenticate(new TokenCredentials(token));
      return answer.succeeded();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private JWTAuth verifier(Key key, Collection<Key> inForce) {
    JWTAuth known = made.get(key);
    if (known != null) {
      return known;
    }
    made.keySet().retainAll(inForce);
    JWTAuth fresh = library.apply(key);
    made.put(key, fresh);
    return fresh;
  }
}
