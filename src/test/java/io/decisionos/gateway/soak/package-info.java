/**
 * The soak of a whole gateway, a program and a short test of it. It starts the gateway and what it
 * depends on in processes of their own and has the load tool watch them. Start at {@link
 * io.decisionos.gateway.soak.SoakProgram}.
 */
package io.decisionos.gateway.soak;
