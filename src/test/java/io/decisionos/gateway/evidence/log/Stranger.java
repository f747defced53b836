package io.decisionos.gateway.evidence.log;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A stranger for tests of other packages: what it reads, or a failure. */
public final class Stranger {
  private Stranger() {}

  /** Every entry of a log, checked. */
  public static List<String> entries(Path folder, String verifierKey) {
    try {
      return new StrangeVerifier(folder, verifierKey)
          .entries().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
    } catch (StrangeVerifier.Liar e) {
      throw new AssertionError(e);
    }
  }

  /** What base64 stands for. */
  public static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Whether a proof leads from its entry to the root of its checkpoint. */
  public static boolean proves(JsonObject proof) {
    String[] lines = proof.getString("checkpoint").split("\n", -1);
    var head = new StrangeVerifier.Head(Long.parseLong(lines[1]), lines[2]);
    List<byte[]> hashes =
        proof.getJsonArray("hashes").stream()
            .map(hash -> Base64.getDecoder().decode((String) hash))
            .toList();
    byte[] entry = Base64.getDecoder().decode(proof.getString("entry"));
    return head.size() == proof.getLong("tree_size")
        && StrangeVerifier.includes(head, proof.getLong("index"), entry, hashes);
  }
}
