package nz.flagships.projections;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with headers and half of a body, and then says nothing more. */
final class HalfAnAnswer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    HalfAnAnswer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    answer(server.accept());
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Whether whoever asked has let go of the connection. */
    boolean isLeft() throws IOException {
        Socket caller = callers.getFirst();
        caller.setSoTimeout(30_000);
        try {
            return caller.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    private void answer(Socket caller) throws IOException {
        BufferedReader question =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        while (!question.readLine().isEmpty()) {}
        caller.getOutputStream()
                .write(
                        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"shards\":[")
                                .getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
        callers.add(caller);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
