#!/usr/bin/env bash
# cloudevents-core, -kafka and -json-jackson (Maven) 4.0.1: what an extension is depends on the way it came.
#
# A number as an extension is an Integer after the JSON format and a String after Kafka in binary mode, so that one event
# read on two ways is not equal to itself. And an extension that is null is taken by the builder and named by the event that
# is built; only when it is written it is refused: with an EventSerializationException
# in JSON, with an IllegalStateException in Kafka.
#
# Seen with JDK 25: the lines below.
set -euo pipefail
command -v java >/dev/null && command -v mvn >/dev/null || { echo "a JDK (17 or later) and Maven are needed" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>example</groupId><artifactId>example</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.cloudevents</groupId><artifactId>cloudevents-kafka</artifactId><version>4.0.1</version></dependency>
    <dependency><groupId>io.cloudevents</groupId><artifactId>cloudevents-json-jackson</artifactId><version>4.0.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.30</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

cat >Finding.java <<'JAVA'
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import org.apache.kafka.common.header.internals.RecordHeaders;

public class Finding {
    public static void main(String[] args) {
        CloudEventBuilder builder = CloudEventBuilder.v1().withId("1").withSource(URI.create("urn:example"))
                .withType("example.Noted");
        CloudEvent event = CloudEventBuilder.v1(builder.build()).withExtension("sequence", 5).build();
        CloudEvent json = new JsonFormat().deserialize(new JsonFormat().serialize(event));
        RecordHeaders headers = new RecordHeaders();
        byte[] value = new CloudEventSerializer().serialize("topic", headers, event);
        CloudEvent kafka = new CloudEventDeserializer().deserialize("topic", headers, value);
        System.out.println("read from JSON:  " + json.getExtension("sequence").getClass().getSimpleName());
        System.out.println("read from Kafka: " + kafka.getExtension("sequence").getClass().getSimpleName());
        System.out.println("equal:           " + json.equals(kafka));

        CloudEvent nothing = CloudEventBuilder.v1(builder.build()).withExtension("reference", (String) null).build();
        System.out.println("null is built:   " + nothing.getExtensionNames());
        try {
            new JsonFormat().serialize(nothing);
        } catch (RuntimeException e) {
            System.out.println("null in JSON:    " + e.getClass().getSimpleName());
        }
        try {
            new CloudEventSerializer().serialize("topic", new RecordHeaders(), nothing);
        } catch (RuntimeException e) {
            System.out.println("null in Kafka:   " + e.getClass().getSimpleName());
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Finding.java)
expected='read from JSON:  Integer
read from Kafka: String
equal:           false
null is built:   [reference]
null in JSON:    EventSerializationException
null in Kafka:   IllegalStateException'
printf '%s\n' "$seen"
[[ $seen == "$expected" ]] || { echo "It behaves otherwise now." >&2; exit 1; }
