package nz.flagships.rest.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import nz.flagships.events.Json;

/** Writes a document so that every reader reads the same. */
public final class ApiDocuments {
    /**
     * Texts are quoted, all of them: readers of YAML 1.1, which most are, take {@code 2013-10-01} for a day, {@code on} for true and
     * {@code 1_000} for a number. Names are quoted where they could be taken for anything else than a name.
     */
    private static final YAMLMapper YAML = new YAMLMapper(com.fasterxml.jackson.dataformat.yaml.YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new StringQuotingChecker.Default() {
                private static final long serialVersionUID = 1L;

                @Override
                public boolean needToQuoteName(String name) {
                    return !name.matches("[A-Za-z$_][A-Za-z0-9$_.-]*") || super.needToQuoteName(name);
                }
            })
            .build());

    private ApiDocuments() {}

    /** As YAML. */
    public static String yaml(ObjectNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always YAML", e);
        }
    }

    /** As JSON. */
    public static String json(ObjectNode document) {
        try {
            return Json.MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }
}
