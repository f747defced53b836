package io.decisionos.gateway.signature;

/** Why a signature does not count. The detail may be read by whoever sent it. */
public enum SignatureFault {
  MISSING(
      "Sign the request (RFC 9421): Signature-Input and Signature with tag=\"decisionos\", as"
          + " ./run.sh sign does."),
  FORM("Signature-Input or Signature is not a dictionary of RFC 8941, or names a label twice."),
  SEVERAL("More than one signature has the tag decisionos; send one."),
  UNSIGNED(
      "The signature that Signature-Input describes is not in Signature, or is no byte sequence."),
  COMPONENT(
      "A component is covered twice, or is not the name of a field or of a derived component."),
  COMPONENT_PARAMETER(
      "Components with parameters, @query-param and @status are not taken; cover @query."),
  COMPONENT_ABSENT("The signature covers a field that the request does not have."),
  UNCOVERED(
      "The signature must cover @method, @path and @query, those of x-decisionos-tenant,"
          + " content-type, if-match, if-none-match and idempotency-key that are sent, and"
          + " content-digest if there is a body."),
  CREATED_MISSING("The signature needs created, in whole seconds."),
  EXPIRES_FORM("The signature's expires is not a time in whole seconds."),
  KEY_MISSING("The signature needs a keyid, a string."),
  ALGORITHM_FORM("The signature's alg is not a string."),
  NONCE(
      "The signature needs a nonce of 1 to 256 visible ASCII characters, as the request is no GET"
          + " or HEAD."),
  // Whether there is such a key is nobody's business.
  SIGNATURE(
      "The signature is not that of a key that counts here: look at keyid and alg, and at what is"
          + " signed."),
  CREATED(
      "The signature's created is too far from the server's clock; set your clock and sign anew."),
  EXPIRED("The signature's expires is past; sign anew."),
  REPLAYED("The signature's nonce was used before with this key. Take a new one and sign anew."),
  DIGEST_FORM("Content-Digest has no sha-256 as RFC 9530 spells it."),
  DIGEST("Content-Digest is not that of the body."),
  UNLOADED("The keys of signed requests cannot be had at the moment; try again in a little while.");

  private final String detail;

  SignatureFault(String detail) {
    this.detail = detail;
  }

  /** What is wrong and what to do about it, in a sentence. */
  public String detail() {
    return detail;
  }
}
