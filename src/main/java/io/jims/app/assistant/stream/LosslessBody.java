package io.jims.app.assistant.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Receives a response's body without losing any of it: when the connection breaks, the JDK's own
/// stream discards what was received and not yet read, and with it text that was paid for.
///
/// Written by the HTTP client's threads, read by one.
final class LosslessBody implements BodySubscriber<InputStream> {
    private final BodySubscriber<InputStream> received = BodySubscribers.ofInputStream();
    private final InputStream stream =
            new Received(received.getBody().toCompletableFuture().join());
    private volatile @Nullable Throwable failure;

    /// What comes, from the first byte on; there at once.
    InputStream stream() {
        return stream;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(stream);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        received.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        received.onNext(pieces);
    }

    @Override
    public void onError(Throwable broken) {
        failure = broken;
        received.onComplete();
    }

    @Override
    public void onComplete() {
        received.onComplete();
    }

    /// If the connection broke, reading fails after the last received byte.
    private final class Received extends FilterInputStream {
        Received(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return requireWhole(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return requireWhole(super.read(target, offset, length));
        }

        private int requireWhole(int count) throws IOException {
            Throwable broken = failure;
            if (count < 0 && broken != null) {
                throw new IOException(String.valueOf(broken.getMessage()), broken);
            }
            return count;
        }
    }
}
