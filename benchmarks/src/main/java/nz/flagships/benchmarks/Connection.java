package nz.flagships.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that posts and reads the status and one header: as little client as can be, since
 * it shares two cores with what it measures.
 */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String head;

    /** The last answer's consistency token, or empty. */
    String token = "";

    Connection(int port, String path, String bearer, String contentType) throws IOException {
        this.socket = new Socket("localhost", port);
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
        this.head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + bearer
                + "\r\nContent-Type: " + contentType + "\r\nContent-Length: ";
    }

    /** Posts a body and returns the status. */
    int post(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write((head + bytes.length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        String line = line();
        int status = Integer.parseInt(line.substring(9, 12));
        int length = 0;
        token = "";
        while (!(line = line()).isEmpty()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("consistency-token:")) {
                token = line.substring(18).strip();
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0) {
                throw new IOException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
