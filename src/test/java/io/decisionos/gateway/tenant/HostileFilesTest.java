package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.BoundedReading.faults;
import static io.decisionos.gateway.tenant.BoundedReading.read;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchedDirectory;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the reader answers with a tenant or with faults, and soon. */
class HostileFilesTest {
  private static final String HEAD = "tenant_id: t\nname: T\nstatus: active\n";
  private static final int MOST = WatchedDirectory.MAX_FILE_BYTES;

  private static String filled(String head, String unit) {
    return head + unit.repeat((MOST - head.length()) / unit.length());
  }

  static Stream<String> whatFillsAFile() {
    return Stream.of(
        "[",
        "{",
        "]",
        "- ",
        "? ",
        ": ",
        "[{",
        "{a: ",
        "a: {",
        "a:\n ",
        "\t",
        "\n",
        " ",
        "'",
        "\"",
        "\"\\",
        "&a ",
        "*a ",
        "!a ",
        "! ",
        "|\n",
        ">\n",
        "%a\n",
        "---\n",
        "...\n",
        "#",
        "a",
        "1",
        "0x",
        "1e",
        "a: 1\n",
        "- [a, b]\n",
        "a b: [c]: d\n",
        "\u00e9",
        "\ud83d\ude00",
        "\\x00",
        "? [a]\n",
        "[a, ",
        "- - ",
        "- a: ",
        "a,",
        "? a\n: ",
        "<<: *a\n");
  }

  @ParameterizedTest
  @MethodSource("whatFillsAFile")
  void aFileFullOfOneThingIsRefusedSoon(String unit) {
    assertThat(faults(filled("", unit).substring(0, MOST / 2))).isNotEmpty();
    assertThat(faults(filled("tenant_id: ", unit).substring(0, MOST / 2))).isNotEmpty();
    assertThat(faults(filled(HEAD + "metadata: [", unit).substring(0, MOST / 2))).isNotEmpty();
  }

  @Test
  void manyKeysAndLongTextsAreReadSoon() {
    String keys =
        IntStream.range(0, 15_000).mapToObj(i -> "  k" + i + ": v\n").collect(Collectors.joining());
    assertThat(read((HEAD + "metadata:\n" + keys).getBytes(UTF_8)))
        .isInstanceOf(TenantFile.Valid.class);
    assertThat(read((HEAD + "x-a: " + "b ".repeat(100_000)).getBytes(UTF_8)))
        .isInstanceOf(TenantFile.Valid.class);
  }

  @Test
  void manyFaultsAndLongOnesStaySmallEnoughToShow() {
    String longKey = faults(HEAD + "? " + "k".repeat(100_000) + "\n: 1\n").get(0).toString();
    assertThat(longKey).hasSizeLessThan(2000);
    String longValue = faults("tenant_id: " + "v".repeat(100_000)).get(0).toString();
    assertThat(longValue).hasSizeLessThan(2000);
  }

  @Test
  void aBillionLaughsAreRefusedAtTheFirst() {
    var laughs = new StringBuilder("x-a: &a [lol]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String before = "*" + (char) (c - 1);
      laughs.append("x-" + c + ": &" + c + " [" + (before + ", ").repeat(9) + before + "]\n");
    }
    assertThat(faults(HEAD + laughs))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.found()).isEqualTo("an anchor (&a)");
              assertThat(fault.line()).hasValue(4);
            });
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreHarmless() {
    String text = "\uFEFF" + HEAD.replace("\n", "\r\n");
    assertThat(read(text.getBytes(UTF_8))).isInstanceOf(TenantFile.Valid.class);
    assertThat(faults(HEAD.replace("\n", "\r\n") + "zzz: 1\r\n").get(0).line()).hasValue(4);
    assertThat(((TenantFile.Valid) read(text.getBytes(UTF_8))).tenant().name()).isEqualTo("T");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-16"})
  void anotherEncodingIsRefused(String encoding) throws Exception {
    assertThat(read(("\uFEFF" + HEAD).getBytes(encoding))).isInstanceOf(TenantFile.Broken.class);
  }

  static Stream<byte[]> bytesThatAreNoUtf8() {
    return Stream.of(
            "\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e4", "\u00f4\u0090\u0080\u0080")
        .map(bytes -> ("name: " + bytes + "\n" + HEAD).getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("bytesThatAreNoUtf8")
  void bytesThatAreNoUtf8AreRefused(byte[] bytes) {
    assertThat(((TenantFile.Broken) read(bytes)).faults())
        .singleElement()
        .extracting(Fault::found)
        .asString()
        .startsWith("a byte that is not UTF-8 (0x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# only\n# comments\n",
        "---\n",
        "---\n...\n",
        "~",
        "null",
        "[]",
        "5",
        "text"
      })
  void aFileWithoutKeysIsRefused(String text) {
    assertThat(faults(text)).singleElement().extracting(Fault::expected).isNotNull();
  }

  @Test
  void aNulIsRefused() {
    assertThat(faults(HEAD + "x-a: \0\n")).isNotEmpty();
    assertThat(faults("\0".repeat(1000))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void escapesOfAnyKindNeverThrow(long seed) {
    var random = new Random(seed);
    String marks = "\\\\\\UuxNFf890_ LPeabt\"";
    for (int i = 0; i < 1000; i++) {
      String text =
          random
              .ints(1 + random.nextInt(24), 0, marks.length())
              .mapToObj(at -> marks.substring(at, at + 1))
              .collect(Collectors.joining());
      String escapes = random.nextBoolean() ? "\\U" + text : text;
      assertThat(read((HEAD + "x-a: \"" + escapes + "\"\n").getBytes(UTF_8))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void noiseNeverThrows(long seed) {
    var random = new Random(seed);
    byte[] whole = WholeFile.joined(WholeFile.LINES).getBytes(UTF_8);
    String marks = "[]{}:,-?&*!|>'\"%@`#\n\t \\~\0\u00e9";
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = whole.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) marks.charAt(random.nextInt(marks.length()));
      }
      assertThat(new TenantReader().read("t.yaml", bytes))
          .as("seed %d file %d", seed, i)
          .isNotNull();
    }
  }
}
