/**
 * JSON as the producers of evidence write and sign it: the lexer, the text of one document, its
 * numbers and its canonical form. Pure, and knows nothing of evidence, of files or of Vert.x. Start
 * at {@link io.decisionos.gateway.evidence.json.JsonText}; the canonical form is {@link
 * io.decisionos.gateway.evidence.json.CanonicalJson}.
 */
package io.decisionos.gateway.evidence.json;
