package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import nz.flagships.events.Json;
import nz.flagships.eventstore.decision.NotShown;

/** JSON of states as they are answered: without what is {@link NotShown}. */
public final class Shown {
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public boolean hasIgnoreMarker(AnnotatedMember member) {
                    return member.hasAnnotation(NotShown.class) || super.hasIgnoreMarker(member);
                }
            })
            .build();

    private Shown() {}

    /** The mapper that leaves it out, for the schema of an answer. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** How many bytes of JSON a state comes to, all of it; as many as there are where it is none. */
    static long length(Object state) {
        try {
            CountingOutputStream counted = new CountingOutputStream();
            Json.MAPPER.writeValue(counted, state);
            return counted.bytes;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static final class CountingOutputStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes += len;
        }
    }

    /** What anybody who may read the state is shown of it. */
    public static JsonNode tree(Object state) {
        return MAPPER.valueToTree(state);
    }
}
