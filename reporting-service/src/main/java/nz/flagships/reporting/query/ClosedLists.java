package nz.flagships.reporting.query;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.Json;
import nz.flagships.events.ObservationStatus;

/**
 * The closed lists in the rows of an answer: which codes a member may have, each with the words that people read. A code is
 * spelt one way wherever it goes; the words stand beside the rows, under {@code words}, and may change.
 */
final class ClosedLists {
    /** Where the words are not the constant's own. */
    private static final Map<String, String> OTHERWISE = Map.of("PRE_REGISTERED", "pre-registered");

    private ClosedLists() {}

    /**
     * By member, with dots between the levels ({@code target.standing}), its codes in their order with their words.
     *
     * @param row the record of the rows
     */
    static SortedMap<String, Map<String, String>> of(Class<?> row) {
        SortedMap<String, Map<String, String>> lists = new TreeMap<>();
        collect("", row, lists);
        return Collections.unmodifiableSortedMap(lists);
    }

    private static void collect(String prefix, Class<?> row, Map<String, Map<String, String>> into) {
        for (RecordComponent component : row.getRecordComponents()) {
            Class<?> type = held(component.getGenericType(), component.getType());
            String name = prefix + component.getName();
            if (type.isEnum()) {
                into.put(name, words(type));
            } else if (type.isRecord()) {
                collect(name + ".", type, into);
            }
        }
    }

    /** What a list holds; anything else is held itself. */
    private static Class<?> held(Type generic, Class<?> type) {
        return Iterable.class.isAssignableFrom(type)
                        && generic instanceof ParameterizedType many
                        && many.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : type;
    }

    private static Map<String, String> words(Class<?> list) {
        Map<String, String> words = new LinkedHashMap<>();
        Arrays.stream(list.getEnumConstants())
                .forEach(code -> words.put(Json.MAPPER.convertValue(code, String.class), words((Enum<?>) code)));
        return Collections.unmodifiableMap(words);
    }

    private static String words(Enum<?> code) {
        if (code instanceof ObservationStatus status) {
            return switch (status) {
                case A -> "normal";
                case B -> "break in the series";
                case D -> "another definition or area";
                case E -> "estimated";
                case P -> "provisional";
                case Q -> "suppressed";
            };
        }
        return OTHERWISE.getOrDefault(
                code.name(), code.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
