package nz.flagships.system;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/** A collector of traces that keeps what it is sent: OTLP over HTTP, read as far as a test needs it. */
final class OtlpReceiver implements AutoCloseable {
    /**
     * A span.
     *
     * @param service whose it is
     * @param parent empty for the first of a trace
     */
    record Span(String service, String trace, String id, String parent, String name) {}

    // opentelemetry/proto/trace/v1/trace.proto: the numbers of its fields.
    private static final int RESOURCE_SPANS = 1;
    private static final int RESOURCE = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_ID = 4;
    private static final int NAME = 5;
    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            synchronized (all) {
                all.writeBytes(body);
            }
            fields(body, (number, resourceSpans) -> {
                if (number == RESOURCE_SPANS) {
                    read(resourceSpans);
                }
            });
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace.equals(trace)).toList();
    }

    List<Span> all() {
        return List.copyOf(spans);
    }

    /** All that was sent, as text where it is text. */
    String everything() {
        synchronized (all) {
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private void read(byte[] resourceSpans) {
        String[] service = {""};
        List<byte[]> found = new ArrayList<>();
        fields(resourceSpans, (number, value) -> {
            if (number == RESOURCE) {
                fields(value, (n, attribute) -> {
                    if (n == ATTRIBUTES && text(attribute, KEY).equals("service.name")) {
                        fields(attribute, (k, v) -> {
                            if (k == VALUE) {
                                service[0] = text(v, STRING);
                            }
                        });
                    }
                });
            } else if (number == SCOPE_SPANS) {
                fields(value, (n, span) -> {
                    if (n == SPANS) {
                        found.add(span);
                    }
                });
            }
        });
        for (byte[] span : found) {
            String[] parts = {"", "", "", ""};
            fields(span, (number, value) -> {
                switch (number) {
                    case TRACE_ID -> parts[0] = HexFormat.of().formatHex(value);
                    case SPAN_ID -> parts[1] = HexFormat.of().formatHex(value);
                    case PARENT_ID -> parts[2] = HexFormat.of().formatHex(value);
                    case NAME -> parts[3] = new String(value, StandardCharsets.UTF_8);
                    default -> {}
                }
            });
            spans.add(new Span(service[0], parts[0], parts[1], parts[2], parts[3]));
        }
    }

    private static String text(byte[] message, int field) {
        String[] found = {""};
        fields(message, (number, value) -> {
            if (number == field) {
                found[0] = new String(value, StandardCharsets.UTF_8);
            }
        });
        return found[0];
    }

    /** The fields of a message that have a length; the others are passed over. */
    private static void fields(byte[] message, BiConsumer<Integer, byte[]> each) {
        int[] at = {0};
        while (at[0] < message.length) {
            long tag = varint(message, at);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> varint(message, at);
                case 1 -> at[0] += 8;
                case 5 -> at[0] += 4;
                case 2 -> {
                    int length = (int) varint(message, at);
                    byte[] value = new byte[length];
                    System.arraycopy(message, at[0], value, 0, length);
                    at[0] += length;
                    each.accept(number, value);
                }
                default -> throw new UncheckedIOException(new IOException("Not a message of protobuf"));
            }
        }
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message[at[0]++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
