package io.decisionos.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes beside each file that is shipped its checksum, as {@code sha256sum} reads it, and beside
 * that its signature by a key of the operator. The build runs it as a script: KEY.pem FILE ...; no
 * FILE reads the key alone, and an empty KEY.pem signs nothing.
 */
final class Seal {
  private static final String ALGORITHM = "Ed25519";
  private static final Pattern PEM =
      Pattern.compile("(?s)-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----");

  private Seal() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Optional<PrivateKey> key =
        arguments[0].isEmpty() ? Optional.empty() : Optional.of(key(Path.of(arguments[0])));
    for (int i = 1; i < arguments.length; i++) {
      Path checksum = checksum(Path.of(arguments[i]));
      Path signature = checksum.resolveSibling(checksum.getFileName() + ".sig");
      // What an earlier key has signed is not true of other bytes.
      Files.deleteIfExists(signature);
      if (key.isPresent()) {
        Files.write(signature, signed(Files.readAllBytes(checksum), key.get()));
      }
    }
  }

  private static PrivateKey key(Path file) {
    try {
      Matcher form = PEM.matcher(Files.readString(file));
      if (!form.find()) {
        throw new InvalidKeySpecException("no PRIVATE KEY in it");
      }
      byte[] bytes = Base64.getMimeDecoder().decode(form.group(1));
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      System.err.println(
          "run.sh: "
              + file
              + ": found no key ("
              + e
              + "), expected an Ed25519 one in PEM, PKCS #8");
      System.exit(2);
      throw new IllegalStateException(e);
    }
  }

  private static Path checksum(Path file) throws IOException, GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, sink);
    }
    String line = HexFormat.of().formatHex(digest.digest()) + "  " + file.getFileName() + '\n';
    return Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"), line);
  }

  private static byte[] signed(byte[] text, PrivateKey key) throws GeneralSecurityException {
    var signature = Signature.getInstance(ALGORITHM);
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }
}
