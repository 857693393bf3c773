package nz.flagships.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP/1.1 by hand, a connection for each request: any bytes may be sent, as no client would. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param status 0 where the connection ended without an answer
     * @param headers by their names in lower case; the last of several
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static final Answer NONE = new Answer(0, Map.of(), new byte[0]);

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Without its parameters. */
        String mediaType() {
            return header("content-type").orElse("").split(";")[0].strip();
        }
    }

    /** A request with a body of a stated length. */
    static byte[] request(String method, String target, List<String> headers, byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<String> head = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost"));
        head.addAll(headers);
        head.add("Connection: close");
        if (body.length > 0 || method.equals("POST")) {
            head.add("Content-Length: " + body.length);
        }
        whole.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    /** Sends the bytes as they are and reads until the other side is done. */
    static Answer exchange(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
            } catch (SocketException refusedEarly) {
                // It may have answered before it had read everything.
            }
            return read(socket.getInputStream());
        }
    }

    /**
     * All that comes on a connection until the other side ends it: to several requests in a row, all the answers.
     *
     * @throws java.net.SocketTimeoutException when nothing comes and it is not ended
     */
    static String all(int port, byte[]... requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("localhost"), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS / 6);
            for (byte[] request : requests) {
                socket.getOutputStream().write(request);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads until the answer is whole, or nothing more comes. */
    static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        try {
            int read = in.read(buffer);
            while (read >= 0) {
                all.write(buffer, 0, read);
                if (isWhole(all.toByteArray())) {
                    break;
                }
                read = in.read(buffer);
            }
        } catch (SocketException reset) {
            // What came before the reset is the answer.
        }
        return parsed(all.toByteArray());
    }

    private static boolean isWhole(byte[] answer) {
        Answer head = parsed(answer);
        return head.status != 0
                && head.header("content-length")
                        .map(length -> head.body.length >= Integer.parseInt(length))
                        .orElse(false);
    }

    private static Answer parsed(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            return Answer.NONE;
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        Arrays.stream(lines).skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        byte[] body = Arrays.copyOfRange(answer, end + 4, answer.length);
        if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
            body = unchunked(body);
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static byte[] unchunked(byte[] chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunks.length) {
            int lineEnd = at;
            while (lineEnd < chunks.length && chunks[lineEnd] != '\r') {
                lineEnd++;
            }
            String hex = new String(chunks, at, lineEnd - at, StandardCharsets.ISO_8859_1).strip();
            int size = hex.isEmpty() ? 0 : Integer.parseInt(hex, 16);
            if (size == 0 || lineEnd + 2 > chunks.length) {
                break;
            }
            body.write(chunks, lineEnd + 2, Math.min(size, chunks.length - lineEnd - 2));
            at = lineEnd + 2 + size + 2;
        }
        return body.toByteArray();
    }
}
