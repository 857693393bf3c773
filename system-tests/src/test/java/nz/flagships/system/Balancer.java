package nz.flagships.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what a Service of Kubernetes does: new connections go, in turn, to the replicas that were ready when they were last
 * asked, once a second; a connection that stands stays with its replica, whatever that says of itself later. It knows of
 * connections only: requests are neither read nor tried again.
 */
final class Balancer implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ServerSocket listening;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Replica, Boolean> ready = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Balancer(int port, List<Replica> replicas) {
        this.replicas = List.copyOf(replicas);
        try {
            listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port, e);
        }
        Thread.ofVirtual().name("balancer-accept").start(this::accept);
        replicas.forEach(replica -> Thread.ofVirtual().start(() -> ask(replica)));
    }

    /** Connections that could not be given to any replica, or to one that was thought ready and is gone. */
    int refused() {
        return refused.get();
    }

    List<Replica> ready() {
        return replicas.stream().filter(r -> ready.getOrDefault(r, false)).toList();
    }

    /** One that says no, or refuses the connection, is out at once; one that says nothing, only after the third time. */
    private void ask(Replica replica) {
        int silent = 0;
        while (!closed) {
            int status = replica.status("/q/health/ready");
            silent = status == Replica.SILENT ? silent + 1 : 0;
            if (silent == 0 || silent >= 3) {
                ready.put(replica, status == 200);
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        List<Replica> now = ready();
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            if (now.isEmpty()) {
                throw new SocketException("no replica is ready");
            }
            Replica chosen = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress("localhost", chosen.port()), 2_000);
        } catch (IOException e) {
            refused.incrementAndGet();
            reset(client);
            close(client);
            close(server);
            open.remove(client);
            return;
        }
        open.add(server);
        Thread there = Thread.ofVirtual().start(() -> pump(client, server));
        pump(server, client);
        try {
            there.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close(client);
        close(server);
        open.remove(client);
        open.remove(server);
    }

    /** An end is passed on as an end, a reset as a reset. */
    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(to);
            close(to);
            close(from);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException alreadyClosed) {
            // then there is nobody to tell
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Balancer::close);
    }
}
