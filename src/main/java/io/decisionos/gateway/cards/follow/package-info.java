/**
 * Follows the files of other processes in tenants' folders: finds what is new in them whatever they
 * are renamed, replaced or cut, reads it in rounds that memory holds, and hands each part over with
 * the place that it was read up to. Knows no log; who takes the parts is behind {@link
 * io.decisionos.gateway.cards.follow.FollowedTenants}. Start at {@link
 * io.decisionos.gateway.cards.follow.FileFollower}.
 */
package io.decisionos.gateway.cards.follow;
