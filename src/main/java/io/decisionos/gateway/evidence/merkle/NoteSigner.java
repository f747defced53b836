package io.decisionos.gateway.evidence.merkle;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;

/** A key that signs notes under a name. Immutable; shows no secret. */
public final class NoteSigner {
  private final NoteKey verifier;
  private final PrivateKey key;

  public NoteSigner(String name, KeyPair pair) {
    this.verifier = NoteKey.of(name, pair.getPublic());
    this.key = pair.getPrivate();
  }

  /** The key by which others check what this one signs. */
  public NoteKey verifier() {
    return verifier;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was found good", e);
    }
  }
}
