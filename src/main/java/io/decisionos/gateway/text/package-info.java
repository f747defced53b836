/**
 * The ground floor: text as it comes from outside, how it is read, ordered and shown, and how it is
 * written in few bytes. Pure; knows no other package, and every package may use it. Start at {@link
 * io.decisionos.gateway.text.Printable}.
 */
package io.decisionos.gateway.text;
