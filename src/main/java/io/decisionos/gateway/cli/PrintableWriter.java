package io.decisionos.gateway.cli;

import io.decisionos.gateway.text.Printable;
import java.io.PrintWriter;

/**
 * A terminal that nothing from outside reaches raw, be it the name of a file, an argument or the
 * message of a failure. What is printed as a line is one; only what is printed without its end may
 * have several.
 */
final class PrintableWriter extends PrintWriter {
  PrintableWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(String text, int from, int length) {
    String safe = Printable.lines(text.substring(from, from + length));
    super.write(safe, 0, safe.length());
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(int c) {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void println(String line) {
    super.println(Printable.of(String.valueOf(line)));
  }

  @Override
  public void println(Object line) {
    println(String.valueOf(line));
  }
}
