import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Prints the medians of the generator's lines as a Markdown table: a row for each label, a column
/// for each requested field. `field/1000` divides; `ratio=label` adds the ratio of the row's first
/// field to that of the label.
///
/// Arguments: the file, then fields. Run by `java Table.java`, without a build.
class Table {

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([-0-9.]+))");
  private static final List<String> FAULTS =
      List.of(
          "lost", "doubled", "disordered", "misdirected", "changed", "refused", "stuck", "closed");

  public static void main(String[] arguments) throws IOException {
    var byLabel = new LinkedHashMap<String, List<Map<String, String>>>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      var fields = parse(line);
      byLabel.computeIfAbsent(fields.get("label"), label -> new ArrayList<>()).add(fields);
    }
    var columns = List.of(arguments).subList(1, arguments.length);
    row("label", "runs", columns, "faults");
    row("---", "--:", columns.stream().map(column -> "--:").toList(), "---");
    byLabel.forEach((label, lines) ->
        row(
            label,
            String.valueOf(lines.size()),
            columns.stream().map(column -> cell(byLabel, lines, column)).toList(),
            faults(lines)));
  }

  private static Map<String, String> parse(String line) {
    var fields = new LinkedHashMap<String, String>();
    var found = FIELD.matcher(line);
    while (found.find()) {
      fields.put(found.group(1), found.group(2) != null ? found.group(2) : found.group(3));
    }
    return fields;
  }

  private static void row(String label, String runs, List<String> cells, String last) {
    System.out.println(
        "| " + label + " | " + runs + " | " + String.join(" | ", cells) + " | " + last + " |");
  }

  private static String cell(
      Map<String, List<Map<String, String>>> all, List<Map<String, String>> lines, String column) {
    if (column.startsWith("ratio=")) {
      String[] of = column.substring(6).split(":");
      var other = all.get(of[1]);
      boolean alike =
          other != null && lines.getFirst().get("mode").equals(other.getFirst().get("mode"));
      return alike ? text(median(lines, of[0]) / median(other, of[0])) : "–";
    }
    String[] parts = column.split("/");
    double divisor = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
    return text(median(lines, parts[0]) / divisor);
  }

  private static double median(List<Map<String, String>> lines, String field) {
    var sorted =
        lines.stream()
            .map(line -> line.getOrDefault(field, "NaN"))
            .mapToDouble(Double::parseDouble)
            .sorted()
            .toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String text(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /// All faults of all runs; faults have no median.
  private static String faults(List<Map<String, String>> lines) {
    var all = new ArrayList<String>();
    for (String fault : FAULTS) {
      long sum = lines.stream().mapToLong(l -> Long.parseLong(l.getOrDefault(fault, "0"))).sum();
      if (sum > 0) {
        all.add(sum + " " + fault);
      }
    }
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
