/**
 * The ground floor: text as it comes from outside, and how it is read, ordered and shown. Pure;
 * knows no other package, and every package may use it. Start at {@link
 * io.decisionos.gateway.text.Printable}.
 */
package io.decisionos.gateway.text;
