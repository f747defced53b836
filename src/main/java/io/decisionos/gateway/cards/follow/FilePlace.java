package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.text.Packer;
import java.nio.ByteBuffer;

/**
 * How far a file of another process is read. What was read is told from other content by checksums
 * of its first and of its last bytes, as a file may be renamed, replaced or cut.
 *
 * @param name in the tenant's folder
 * @param inode of the file
 * @param offset up to which it is read
 * @param head checksum of the first bytes that were read
 * @param tail checksum of the last bytes that were read
 * @param skipping whether the offset lies in a line that is too long to be an event
 * @param bad how many lines of the part that was read last were no events
 */
public record FilePlace(
    String name, long inode, long offset, int head, int tail, boolean skipping, long bad) {

  public FilePlace withMoreBad(long more) {
    return new FilePlace(name, inode, offset, head, tail, skipping, bad + more);
  }

  /** The same content, of which no more is read, as another file. */
  FilePlace movedTo(String newName, long newInode) {
    return new FilePlace(newName, newInode, offset, head, tail, skipping, 0);
  }

  public void write(Packer packer) {
    packer.text(name);
    packer.signed(inode);
    packer.number(offset);
    packer.signed(head);
    packer.signed(tail);
    packer.number(skipping ? 1 : 0);
    packer.number(bad);
  }

  public static FilePlace read(ByteBuffer bytes) {
    return new FilePlace(
        Packer.text(bytes),
        Packer.signed(bytes),
        Packer.number(bytes),
        Math.toIntExact(Packer.signed(bytes)),
        Math.toIntExact(Packer.signed(bytes)),
        Packer.number(bytes) == 1,
        Packer.number(bytes));
  }
}
