package io.jims.observe;

import io.jims.core.Span;
import java.util.HashMap;
import java.util.Map;

/// A span in two traces.
record SpanPair(Span first, Span second) implements Span {
    static Span of(Span first, Span second) {
        if (first.equals(NONE)) {
            return second;
        }
        return second.equals(NONE) ? first : new SpanPair(first, second);
    }

    @Override
    public Span child(Kind kind, String name) {
        return of(first.child(kind, name), second.child(kind, name));
    }

    @Override
    public Span set(String attribute, String value) {
        first.set(attribute, value);
        second.set(attribute, value);
        return this;
    }

    @Override
    public Span set(String attribute, long value) {
        first.set(attribute, value);
        second.set(attribute, value);
        return this;
    }

    @Override
    public void fail(Throwable reason) {
        first.fail(reason);
        second.fail(reason);
    }

    @Override
    public Map<String, String> carrier() {
        Map<String, String> carrier = new HashMap<>(second.carrier());
        carrier.putAll(first.carrier());
        return carrier;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
