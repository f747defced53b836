package io.decisionos.gateway.keysource.aws;

import io.decisionos.gateway.aws.AwsTrouble;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import io.decisionos.gateway.keysource.MaterialSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/** Ciphertexts that lie beside the list, decrypted by AWS KMS. */
final class KmsSource implements MaterialSource {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private final KmsClient client;

  KmsSource(KmsClient client) {
    this.client = client;
  }

  @Override
  public Map<MaterialPlace, Reading> read(List<RemotePlace> places) {
    Map<MaterialPlace, Reading> readings = new HashMap<>();
    for (RemotePlace remote : places) {
      try {
        readings.put(remote.place(), Reading.of(decrypted(remote)));
      } catch (SdkException e) {
        readings.put(remote.place(), Reading.failed(AwsTrouble.of(e)));
        if (!AwsTrouble.isOfOne(e)) {
          // Whoever does not answer for this key is not asked for the next.
          places.forEach(
              rest -> readings.putIfAbsent(rest.place(), Reading.failed(AwsTrouble.of(e))));
          break;
        }
      }
    }
    return readings;
  }

  private Material decrypted(RemotePlace remote) {
    byte[] ciphertext = ciphertext(remote.sealed().orElse(Material.NONE));
    var answer = client.decrypt(ask -> ask.ciphertextBlob(SdkBytes.fromByteArray(ciphertext)));
    return Material.of(answer.plaintext().asByteArray());
  }

  /** A file holds a ciphertext as bytes, or as base64; no ciphertext of KMS looks like base64. */
  private static byte[] ciphertext(Material sealed) {
    String text = sealed.text().replaceAll("\\s", "");
    boolean isBase64 = text.length() % 4 == 0 && BASE64.matcher(text).matches();
    return isBase64 ? Base64.getDecoder().decode(text) : sealed.bytes();
  }

  @Override
  public void close() {
    client.close();
  }
}
