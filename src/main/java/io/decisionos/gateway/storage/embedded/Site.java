package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.FileOpener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Where a store lives and what it leans on.
 *
 * @param directory of its log, inside a {@link StoreDirectory} that is held
 * @param clock the machine's clock, which may step
 * @param home runs tasks one at a time, in order; the store is called from it only
 * @param account hears what the store holds of each tenant
 */
record Site(Path directory, InstantSource clock, Executor home, FileOpener disk, Account account) {}
