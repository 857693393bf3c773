package nz.flagships.system.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * HTTP by hand over one connection that is used again, so that a test sees what a library would smooth over: whether a request
 * was answered whole, refused, left without an answer, or cut in the middle of one.
 */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private Socket socket = new Socket();

    Wire(int port) {
        this.port = port;
    }

    /** What became of one request. */
    sealed interface Fate {
        /** It came back whole. */
        record Answered(int status, String body) implements Fate {}

        /** Nobody listened. */
        record Refused() implements Fate {}

        /** The connection ended before a byte of an answer. */
        record Unanswered() implements Fate {}

        /** The connection ended within an answer. */
        record Cut(String soFar) implements Fate {}
    }

    Fate post(String path, String token, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/cloudevents+json\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                + body);
    }

    Fate get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private Fate send(String request) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            if (!socket.isConnected() || socket.isClosed()) {
                socket = new Socket();
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            }
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return answer(head);
        } catch (ConnectException refused) {
            close();
            return new Fate.Refused();
        } catch (IOException ended) {
            close();
            return head.size() == 0 ? new Fate.Unanswered() : new Fate.Cut(head.toString(StandardCharsets.UTF_8));
        }
    }

    private Fate answer(ByteArrayOutputStream head) throws IOException {
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(next(in));
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        String body = header(text, "transfer-encoding").equals("chunked")
                ? chunked(in)
                : new String(whole(in, Integer.parseInt("0" + header(text, "content-length"))), StandardCharsets.UTF_8);
        if (header(text, "connection").equals("close")) {
            close();
        }
        return new Fate.Answered(Integer.parseInt(text.substring(9, 12)), body);
    }

    private static String chunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            StringBuilder line = new StringBuilder();
            while (line.indexOf("\r\n") < 0) {
                line.append((char) next(in));
            }
            size = Integer.parseInt(line.substring(0, line.length() - 2), 16);
            body.write(whole(in, size));
            whole(in, 2);
        } while (size > 0);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int next(InputStream in) throws IOException {
        int one = in.read();
        if (one < 0) {
            throw new IOException("ended");
        }
        return one;
    }

    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("ended");
        }
        return bytes;
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }
}
