package io.decisionos.gateway.keys;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The keys that are in force, for all who check signatures: one reference, swapped as a whole, so
 * that there is no moment between. Thread-safe.
 */
public final class KeyRegistry {
  private final KeyUses uses = new KeyUses();
  private volatile KeyBook book = KeyBook.EMPTY;
  private KeyListing listing = KeyListing.EMPTY;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile RemoteShelf shelf = RemoteShelf.EMPTY;

  /**
   * Puts another list of keys in force, one without faults; tells whether that changes anything.
   */
  public synchronized boolean list(KeyListing next, Instant now) {
    listing = next;
    return turn(now);
  }

  /** Takes what has been had of remote sources; tells whether that changes anything. */
  public synchronized boolean load(RemoteShelf next, Instant now) {
    shelf = next;
    return turn(now);
  }

  private boolean turn(Instant now) {
    KeyBook before = book;
    book = listing.assemble(shelf.at(now), now).book();
    uses.keepOnly(book);
    return !book.equals(before);
  }

  /** What has been had of remote sources. */
  public RemoteShelf shelf() {
    return shelf;
  }

  /** Says that somebody asks for a key that is listed and not at hand; costs next to nothing. */
  public void want() {
    if (!wanted.get()) {
      wanted.set(true);
    }
  }

  /** Whether somebody has asked for such a key since this was last asked. */
  public boolean takeWanted() {
    return wanted.getAndSet(false);
  }

  /** What is listed, with the material that lies beside the list. */
  public synchronized KeyListing listing() {
    return listing;
  }

  public KeyBook book() {
    return book;
  }

  public KeyRing ring(Purpose purpose) {
    return book.ring(purpose);
  }

  /** How the keys are used. */
  public KeyUses uses() {
    return uses;
  }
}
