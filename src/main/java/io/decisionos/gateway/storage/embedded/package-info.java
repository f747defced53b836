/**
 * The storage without a server: files under one directory that one gateway holds. A {@link
 * io.decisionos.gateway.storage.embedded.SegmentLog} takes checksummed records, many with one
 * write; the stores keep an index of it in memory and read bodies back from it. Nothing here locks:
 * each store belongs to the one context that opened it. Start at {@link
 * io.decisionos.gateway.storage.embedded.EmbeddedEtagStore}.
 */
package io.decisionos.gateway.storage.embedded;
