#!/usr/bin/env bash
# cloudevents-json-jackson (Maven) 4.0.1: numbers of the data are not what was sent once an event was read.
#
# The JSON format writes the bytes of the data into the event as they are, but reads data by way of doubles and gives the
# bytes written anew: 12345678901234567890.12345 has lost eight digits, 1.10 is 1.1 and 1e3 is 1000.0. An amount is
# another one then, and a hash or a signature over the data does not fit any more. In binary mode the bytes stay.
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
        byte[] data = "{\"large\":12345678901234567890.12345,\"rate\":1.10,\"count\":1e3}".getBytes();
        CloudEvent event = CloudEventBuilder.v1().withId("1").withSource(URI.create("urn:example"))
                .withType("example.Noted").withData("application/json", data).build();
        JsonFormat format = new JsonFormat();
        byte[] structured = format.serialize(event);
        String written = new String(structured);
        System.out.println("JSON as written: " + written.substring(written.indexOf("\"data\":") + 7, written.length() - 1));
        System.out.println("JSON as read:    " + new String(format.deserialize(structured).getData().toBytes()));
        RecordHeaders headers = new RecordHeaders();
        byte[] value = new CloudEventSerializer().serialize("topic", headers, event);
        System.out.println("binary as read:  "
                + new String(new CloudEventDeserializer().deserialize("topic", headers, value).getData().toBytes()));
    }
}
JAVA
seen=$(java -cp 'lib/*' Finding.java)
expected='JSON as written: {"large":12345678901234567890.12345,"rate":1.10,"count":1e3}
JSON as read:    {"large":1.2345678901234567E19,"rate":1.1,"count":1000.0}
binary as read:  {"large":12345678901234567890.12345,"rate":1.10,"count":1e3}'
printf '%s\n' "$seen"
[[ $seen == "$expected" ]] || { echo "It behaves otherwise now." >&2; exit 1; }
