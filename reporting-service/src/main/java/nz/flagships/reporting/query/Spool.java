package nz.flagships.reporting.query;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A download while it is made: a small one in memory, a larger one in a file without a name, both packed. So a download is
 * whole or it is not begun, nobody who reads slowly holds a connection to the database, and memory does not grow with it.
 */
final class Spool extends OutputStream {
    private static final int IN_MEMORY = 256 * 1024;
    /** The most of one download, packed, in bytes. */
    static final long MOST = 24L * 1024 * 1024;
    /** The most of all files together, in bytes: they fit into the container's temporary folder (128 MiB). */
    private static final long MOST_OF_ALL = 4 * MOST;

    private static final AtomicLong OF_ALL = new AtomicLong();
    private static final Cleaner CLEANER = Cleaner.create();

    private final Packed packed = new Packed();
    private final GZIPOutputStream in;
    private boolean finished;

    /** There is no room for more of it. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean ofAll;

        private Full(boolean ofAll) {
            this.ofAll = ofAll;
        }

        /** Whether all downloads together are too large, and not this one. */
        boolean ofAll() {
            return ofAll;
        }
    }

    Spool() throws IOException {
        in = new GZIPOutputStream(packed, 8 * 1024) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    @Override
    public void write(int one) throws IOException {
        in.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        in.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            in.close();
        }
    }

    /** What was written, once. */
    InputStream read() throws IOException {
        close();
        return new GZIPInputStream(packed.read(), 8 * 1024);
    }

    /** Throws away what was written. */
    void discard() {
        packed.gone.clean();
    }

    /** The file, where there is one, and what it takes of the room for all. */
    private static final class Room implements Runnable {
        private @Nullable FileChannel file;
        private long taken;

        private void take(long bytes) throws Full {
            if (OF_ALL.addAndGet(bytes) > MOST_OF_ALL) {
                OF_ALL.addAndGet(-bytes);
                throw new Full(true);
            }
            taken += bytes;
        }

        /** Gives it back; also where whoever was to read it never did. */
        @Override
        public void run() {
            OF_ALL.addAndGet(-taken);
            taken = 0;
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                // It has no name any more and goes with the process.
            }
        }
    }

    /** Memory, and beyond it a file. */
    private static final class Packed extends OutputStream {
        private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private final Room room = new Room();
        private final Cleaner.Cleanable gone = CLEANER.register(this, room);
        private @Nullable OutputStream file;
        private long written;

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            written += length;
            if (written > MOST) {
                throw new Full(false);
            }
            if (file == null && written > IN_MEMORY) {
                file = begin();
            }
            if (file == null) {
                memory.write(bytes, from, length);
            } else {
                room.take(length);
                file.write(bytes, from, length);
            }
        }

        private OutputStream begin() throws IOException {
            room.take(memory.size());
            Path path = Files.createTempFile("download-", ".csv.gz");
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            room.file = channel;
            // It is there for as long as it is open, and for nobody else.
            Files.delete(path);
            OutputStream out = Channels.newOutputStream(channel);
            memory.writeTo(out);
            memory.reset();
            return out;
        }

        InputStream read() throws IOException {
            FileChannel channel = room.file;
            InputStream bytes = channel == null
                    ? new ByteArrayInputStream(memory.toByteArray())
                    : Channels.newInputStream(channel.position(0));
            return new FilterInputStream(bytes) {
                @Override
                public void close() {
                    gone.clean();
                }
            };
        }
    }
}
