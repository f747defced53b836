package io.decisionos.gateway.keys;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the material of a key may come from. */
public enum Source {
  /** A file beside the keysets. */
  FILE("file", Form.FILE, "a bare file name, which lies beside this file and is no YAML"),
  /** A variable of the environment. */
  ENV("env", Form.VARIABLE, "the name of an environment variable"),
  /** A SecureString parameter of AWS Systems Manager. */
  SSM("ssm", Form.PARAMETER, "the name of an SSM parameter"),
  /** A file with what AWS KMS decrypts. */
  KMS("kms", Form.FILE, "a bare file name, which lies beside this file and is no YAML");

  private final String word;
  private final Pattern form;
  private final String expected;

  Source(String word, Pattern form, String expected) {
    this.word = word;
    this.form = form;
    this.expected = expected;
  }

  public String word() {
    return word;
  }

  /** Whether it takes a call over the network to have it. */
  public boolean isRemote() {
    return this == SSM || this == KMS;
  }

  /** How a place in this source is written. */
  Pattern form() {
    return form;
  }

  String expected() {
    return expected;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Source::word).sorted().toList();
  }

  public static Map<String, Source> words() {
    return Arrays.stream(values()).collect(Collectors.toMap(Source::word, Function.identity()));
  }

  /** Whether a file of this name may hold material: it cannot lead out of the directory. */
  public static boolean isFileName(String name) {
    return Form.FILE.matcher(name).matches();
  }

  /** How places are written. */
  private static final class Form {
    static final Pattern FILE =
        Pattern.compile("(?!.*\\.(?i:yaml|yml|tmp)$)[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");
    static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    static final Pattern PARAMETER = Pattern.compile("/?[A-Za-z0-9_.-][A-Za-z0-9_./-]{0,1009}");

    private Form() {}
  }
}
