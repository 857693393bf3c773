package nz.flagships.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service answers Prometheus, taken apart. */
record Scrape(Map<String, String> types, Map<String, String> helps, List<Sample> samples) {
    /** One value with its labels. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: .*)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape of(String text) {
        Scrape scrape = new Scrape(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (String said : text.lines().toList()) {
            // What comes after the value is an exemplar: a trace, and no label.
            String line =
                    said.startsWith("#") || !said.contains(" # {") ? said : said.substring(0, said.indexOf(" # {"));
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                scrape.types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                scrape.helps.put(words[2], words.length > 3 ? words[3] : "");
            } else if (!line.startsWith("#") && !line.isBlank()) {
                Matcher sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new IllegalArgumentException("Not a sample: " + line);
                }
                Map<String, String> labels = new LinkedHashMap<>();
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
                }
                scrape.samples.add(new Sample(sample.group(1), labels, value(sample.group(3))));
            }
        }
        return scrape;
    }

    private static double value(String written) {
        return switch (written) {
            case "NaN" -> Double.NaN;
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(written);
        };
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples.forEach(sample -> names.add(sample.name));
        return names;
    }

    /** The labels with which a name stands, of all its samples. */
    Set<String> labels(String name) {
        Set<String> labels = new TreeSet<>();
        samples.stream().filter(s -> s.name.equals(name)).forEach(s -> labels.addAll(s.labels.keySet()));
        return labels;
    }

    /** The largest value of a name; not a number where one of them is not. */
    double max(String name) {
        return samples.stream()
                .filter(s -> s.name.equals(name))
                .mapToDouble(Sample::value)
                .reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    /** The sum over all samples of a name. */
    double sum(String name) {
        return samples.stream()
                .filter(s -> s.name.equals(name))
                .mapToDouble(Sample::value)
                .sum();
    }
}
