package io.jims.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of a JSON object, ordered and unmodifiable. Threads hold thousands of these; a small
/// object is one flat array, a quarter of the size of a hash map.
final class JsonMembers extends AbstractMap<String, @Nullable Object> {
    /// Larger objects have a hash index.
    private static final int FLAT_SEARCH = 16;

    private final @Nullable Object[] keysAndValues;
    private final @Nullable Map<String, @Nullable Object> index;

    private JsonMembers(@Nullable Object[] keysAndValues) {
        this.keysAndValues = keysAndValues;
        this.index = size() > FLAT_SEARCH ? new HashMap<>(this) : null;
    }

    @Override
    public int size() {
        return keysAndValues.length / 2;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (index != null) {
            return index.get(key);
        }
        int at = find(key);
        return at < 0 ? null : keysAndValues[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return index == null ? find(key) >= 0 : index.containsKey(key);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private int find(@Nullable Object key) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (String.valueOf(keysAndValues[i]).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private Map.Entry<String, @Nullable Object> entry(int at) {
        return new SimpleImmutableEntry<>(
                String.valueOf(keysAndValues[2 * at]), keysAndValues[2 * at + 1]);
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size();
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return entry(next++);
                }
            };
        }

        @Override
        public int size() {
            return JsonMembers.this.size();
        }
    }

    /// Adds the members one by one, each key once.
    static final class Builder {
        private final @Nullable Object[] keysAndValues;
        private int length;

        Builder(int members) {
            keysAndValues = new @Nullable Object[2 * members];
        }

        void add(String key, @Nullable Object value) {
            keysAndValues[length++] = key;
            keysAndValues[length++] = value;
        }

        JsonMembers build() {
            return new JsonMembers(
                    length == keysAndValues.length
                            ? keysAndValues
                            : Arrays.copyOf(keysAndValues, length));
        }
    }
}
