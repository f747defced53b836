package io.decisionos.gateway.access;

/** Why a token does not count. The detail may be read by whoever sent it. */
public enum TokenFault {
  MISSING("Send a token: Authorization: Bearer TOKEN."),
  REPEATED("Send one Authorization header."),
  SCHEME("Send the token as Authorization: Bearer TOKEN."),
  TOO_LONG("The token is too long; ask for one with fewer tenants."),
  FORM(
      "The token is not three parts of base64url without padding; send all of it, on one line, as"
          + " it was issued."),
  HEADER(
      "The token's header is not one JSON object with each member once; send the token as it was"
          + " issued."),
  CLAIMS(
      "The token's claims are not one JSON object with each member once; send the token as it was"
          + " issued."),
  TYPE("The token's typ is neither JWT nor at+jwt."),
  CRITICAL("The token's header has a crit, and no extension is understood here."),
  OWN_KEY("The token brings a key of its own; keys are the operator's to choose."),
  KEY_MISSING("The token's header names no key; it needs a kid."),
  KEY_UNKNOWN("The token's kid is not known here; ask for a token of a current key."),
  KEY_PENDING("The token's key does not count yet; ask for a token of a current key."),
  KEY_UNLOADED("The keys of tokens cannot be had at the moment; try again in a little while."),
  KEY_RETIRED("The token's key is retired; ask for a token of a current key."),
  ALGORITHM("The token's alg is not that of its key."),
  SIGNATURE(
      "The token's signature does not fit: a character of the token was changed or lost, or another"
          + " key signed it. Send it as it was issued, or ask for a new one."),
  EXPIRY_MISSING("The token has no exp; it needs one."),
  EXPIRY_FORM("The token's exp is not a time in seconds."),
  EXPIRED("The token has expired; ask for a new one."),
  START_FORM("The token's nbf is not a time in seconds."),
  TOO_EARLY("The token does not count yet; look at its nbf and at the clocks."),
  ISSUED_FORM("The token's iat is not a time in seconds."),
  ISSUER("The token's iss is not the one that is expected here."),
  AUDIENCE("The token's aud does not name this gateway."),
  SUBJECT("The token's sub is not a text of 1 to 256 characters, or begins with keyset:."),
  TENANT("The token's tenant is neither a tenant's id nor a list of them."),
  SCOPE("The token's scope is not a text of words separated by spaces.");

  private final String detail;

  TokenFault(String detail) {
    this.detail = detail;
  }

  /** What is wrong and what to do about it, in a sentence. */
  public String detail() {
    return detail;
  }
}
