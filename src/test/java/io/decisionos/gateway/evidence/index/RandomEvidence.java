package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.json.SlowJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes documents of every kind out of a seed: spelled oddly, signed rightly. */
final class RandomEvidence {
  private static final List<String> CORE =
      List.of("meta", "witness", "usage", "rating", "quota", "budget", "anomaly");
  private static final List<String> OPTIONAL = List.of("perf", "perf_judge", "judges", "canary");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "0e7",
          "1e400",
          "-1e400",
          "1e-400",
          "NaN",
          "Infinity",
          "-Infinity",
          "5e-324",
          "2.2250738585072011e-308",
          "9999999999999998.0",
          "1e16",
          "1E15",
          "0.0001",
          "0.00001",
          "2e-3",
          "2E23",
          "9007199254740993.0",
          "1.50",
          "5.684341886080802e-14",
          "123456789012345678901234567890",
          "1125899906842624.25");
  private static final List<String> LETTERS =
      List.of(
          "a",
          "b",
          "z",
          "é",
          "가",
          "😀",
          "\uffff",
          "/",
          "\u007f",
          "\\/",
          "\\n",
          "\\\"",
          "\\\\",
          "\\u0041",
          "\\u001f",
          "\\u0022",
          "\\ud83d\\ude00",
          "\\uFFFF",
          "\\b",
          "\\u0008");
  private static final List<String> BLANKS = List.of("", "", "", " ", "\n  ", "\t", "\r\n");

  private final Random random;

  RandomEvidence(long seed) {
    this.random = new Random(seed);
  }

  /** A document that is signed as it should be. */
  byte[] signed() {
    List<String> blocks = blocks();
    String unsigned = object(blocks);
    String signature = SlowVerdict.signature((Map<?, ?>) new SlowJson(unsigned).document());
    blocks.add("\"integrity\":" + blank() + "{\"signature_sha256\": \"" + signature + "\"}");
    Collections.shuffle(blocks, random);
    return object(blocks).getBytes(StandardCharsets.UTF_8);
  }

  private List<String> blocks() {
    var blocks = new ArrayList<String>();
    CORE.forEach(block -> blocks.add('"' + block + "\":" + blank() + block(block)));
    OPTIONAL.stream()
        .filter(block -> random.nextInt(3) == 0)
        .forEach(block -> blocks.add('"' + block + "\": " + value(2)));
    blocks.add("\"unsigned" + random.nextInt() + "\": " + value(2));
    return blocks;
  }

  private String block(String name) {
    if (!name.equals("meta")) {
      return value(2);
    }
    return random.nextInt(20) == 0
        ? value(1)
        : "{\"tenant\": \"t-" + random.nextInt(9) + "\", \"x\": " + value(2) + "}";
  }

  /** The same document with some bytes replaced, dropped or put in. */
  byte[] damaged(byte[] document) {
    var text = new StringBuilder(new String(document, StandardCharsets.ISO_8859_1));
    int at = random.nextInt(text.length());
    String splice =
        pick(
            List.of(
                "\"", "\\", ",", "}", "{", "[", "0", ".", "-", "e", " ", "\0", "\u00ff", "\u00c0",
                "\\ud800", "N", "\u000b"));
    text.replace(at, Math.min(at + random.nextInt(2), text.length()), splice);
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  String value(int depth) {
    int kind = depth == 0 ? random.nextInt(4) : random.nextInt(8);
    return switch (kind) {
      case 0 -> pick(NUMBERS);
      case 1 -> number();
      case 2 -> string();
      case 3 -> pick(List.of("true", "false", "null"));
      case 4, 5 -> array(depth);
      default -> object(members(depth));
    };
  }

  private String number() {
    double value = Double.longBitsToDouble(random.nextLong());
    boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
    return random.nextInt(8) == 0 && finite
        ? Double.toString(value)
        : random.nextInt(1000) / 8.0 + "";
  }

  private String string() {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(i -> pick(LETTERS))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private String array(int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> value(depth - 1))
        .collect(Collectors.joining(blank() + ',' + blank(), "[" + blank(), blank() + "]"));
  }

  private List<String> members(int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> string() + blank() + ':' + blank() + value(depth - 1))
        .toList();
  }

  private String object(List<String> members) {
    return members.stream()
        .collect(Collectors.joining(blank() + ',' + blank(), "{" + blank(), blank() + "}"));
  }

  private String blank() {
    return pick(BLANKS);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
