package nz.flagships.eventstore.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Stands between a client and PostgreSQL and loses what it is told to lose, to the byte: what a network does at the one
 * moment that cutting a session from the server's side never hits. Knows of the protocol only where an answer ends.
 */
public final class LosingProxy implements AutoCloseable {
    /** What becomes of one round trip: a question of the client up to the server's readiness for the next. */
    public sealed interface Loss {
        /** Nothing. */
        record None() implements Loss {}

        /** The server never sees the question. */
        record Question() implements Loss {}

        /**
         * The server does what it was asked; of its answer so much arrives, then the connection is cut.
         *
         * @param share of the answer's bytes, 0 to 1; less than all
         */
        record Answer(double share) implements Loss {}

        /**
         * The connection is cut before the server sees the question, which reaches it when the test says so.
         *
         * @param arrive counted down by the test
         * @param arrived counted down when the server has answered it
         */
        record Late(CountDownLatch arrive, CountDownLatch arrived) implements Loss {}

        /** The server does what it was asked, and nothing more is heard of it, nor of the connection's end. */
        record Silence() implements Loss {}
    }

    private static final int READY = 'Z';

    private final ServerSocket listening;
    private final String host;
    private final int port;
    private final Queue<Loss> next = new ArrayDeque<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param address where PostgreSQL is, a JDBC URL */
    public LosingProxy(String address) throws IOException {
        URI server = URI.create(address.substring("jdbc:".length()));
        host = server.getHost();
        port = server.getPort();
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** The same database, through here. */
    public PGSimpleDataSource through(PGSimpleDataSource source, String password) {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setServerNames(new String[] {"127.0.0.1"});
        through.setPortNumbers(new int[] {listening.getLocalPort()});
        through.setDatabaseName(source.getDatabaseName());
        through.setUser(source.getUser());
        through.setPassword(password);
        through.setSslMode("disable");
        through.setLogServerErrorDetail(false);
        through.setApplicationName("through-proxy");
        return through;
    }

    /** What becomes of the next round trips that carry an append, one after the other. */
    public void lose(Loss... losses) {
        synchronized (next) {
            next.addAll(List.of(losses));
        }
    }

    /** How many of them have not been met yet. */
    public int left() {
        synchronized (next) {
            return next.size();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket server = new Socket(host, port)) {
            open.add(server);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Pair pair = new Pair(client, server);
            pair.run();
        } catch (IOException e) {
            // One side has gone; the other is closed with it.
        } finally {
            open.remove(client);
        }
    }

    /** A client and its session. The client asks and waits, so one thread serves both directions. */
    private final class Pair {
        private final Socket client;
        private final Socket server;
        private final DataInputStream asked;
        private final DataInputStream answered;
        private final OutputStream toServer;
        private final OutputStream toClient;

        Pair(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            asked = new DataInputStream(client.getInputStream());
            answered = new DataInputStream(server.getInputStream());
            toServer = server.getOutputStream();
            toClient = client.getOutputStream();
        }

        void run() throws IOException {
            // The start has no type before its length; what follows it up to the first readiness is who it is.
            int length = asked.readInt();
            byte[] start = message(0, length, asked, false);
            toServer.write(start);
            signIn();
            while (true) {
                byte[] question = question();
                if (question.length == 0) {
                    return;
                }
                if (!answer(question)) {
                    return;
                }
            }
        }

        private void signIn() throws IOException {
            while (true) {
                int type = answered.read();
                if (type < 0) {
                    throw new IOException("The server left");
                }
                byte[] said = message(type, answered.readInt(), answered, true);
                toClient.write(said);
                int kind = type == 'R' ? ByteBuffer.wrap(said).getInt(5) : 0;
                // Those that want an answer: a password, and SASL's first and second step.
                if (type == 'R' && (kind == 3 || kind == 5 || kind == 10 || kind == 11)) {
                    int reply = asked.read();
                    toServer.write(message(reply, asked.readInt(), asked, true));
                }
                if (type == READY) {
                    return;
                }
            }
        }

        /** All messages up to the one after which the client waits: a Sync or a simple query. */
        private byte[] question() throws IOException {
            List<byte[]> messages = new ArrayList<>();
            while (true) {
                int type = asked.read();
                if (type < 0 || type == 'X') {
                    return new byte[0];
                }
                messages.add(message(type, asked.readInt(), asked, true));
                if (type == 'S' || type == 'Q') {
                    return joined(messages);
                }
            }
        }

        private byte[] answerOfServer() throws IOException {
            List<byte[]> messages = new ArrayList<>();
            while (true) {
                int type = answered.read();
                if (type < 0) {
                    return joined(messages);
                }
                messages.add(message(type, answered.readInt(), answered, true));
                if (type == READY) {
                    return joined(messages);
                }
            }
        }

        /** False when the connection is over. */
        private boolean answer(byte[] question) throws IOException {
            Loss loss = new Loss.None();
            if (isAppend(question)) {
                synchronized (next) {
                    Loss wanted = next.poll();
                    loss = wanted == null ? loss : wanted;
                }
            }
            switch (loss) {
                case Loss.None() -> {
                    toServer.write(question);
                    toClient.write(answerOfServer());
                    return true;
                }
                case Loss.Question() -> {
                    client.close();
                    return false;
                }
                case Loss.Answer(var share) -> {
                    toServer.write(question);
                    byte[] answer = answerOfServer();
                    int arrives = (int) Math.min(answer.length - 1.0, answer.length * share);
                    toClient.write(answer, 0, arrives);
                    toClient.flush();
                    client.close();
                    return false;
                }
                case Loss.Late(var arrive, var arrived) -> {
                    client.close();
                    waitFor(arrive);
                    toServer.write(question);
                    answerOfServer();
                    arrived.countDown();
                    return false;
                }
                case Loss.Silence() -> {
                    toServer.write(question);
                    answerOfServer();
                    while (asked.read() >= 0) {
                        // Whatever it says now, nobody hears it.
                    }
                    return false;
                }
            }
        }
    }

    /** Nothing else binds as many values. */
    private static boolean isAppend(byte[] question) {
        for (int at = 0; at < question.length; ) {
            int length = ByteBuffer.wrap(question).getInt(at + 1);
            if (question[at] == 'B') {
                // Bind: portal, statement, formats of parameters, then the number of parameters.
                int i = at + 5;
                i = afterText(question, i);
                i = afterText(question, i);
                ByteBuffer rest = ByteBuffer.wrap(question);
                int formats = rest.getShort(i);
                return rest.getShort(i + 2 + 2 * formats) == Batch.PARAMETERS + 1;
            }
            at += 1 + length;
        }
        return false;
    }

    private static int afterText(byte[] bytes, int from) {
        int i = from;
        while (bytes[i] != 0) {
            i++;
        }
        return i + 1;
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("The test never let it arrive");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] message(int type, int length, InputStream from, boolean typed) throws IOException {
        byte[] body = from.readNBytes(length - 4);
        if (type < 0 || body.length < length - 4) {
            throw new IOException("Cut in the middle of a message");
        }
        ByteBuffer whole = ByteBuffer.allocate((typed ? 5 : 4) + body.length);
        if (typed) {
            whole.put((byte) type);
        }
        return whole.putInt(length).put(body).array();
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(p -> p.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
