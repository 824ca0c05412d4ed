package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.SharedRates;
import io.jims.store.SharedRates.Draw;
import io.jims.store.SharedRates.Grant;
import io.jims.store.SharedRatesContract;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresRatesTest extends SharedRatesContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();
    private final ThreadStore store = ThreadStores.open(database.url());
    private final SharedRates rates = store.sharedRates().orElseThrow();

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected SharedRates rates() {
        return rates;
    }

    @Test
    void replicas_takeNoMoreThanTheBurstTogether() throws Exception {
        UUID other = Uuid7.next();
        AtomicInteger taken = new AtomicInteger();
        try (ThreadStore replica = ThreadStores.open(database.url())) {
            SharedRates theirs = replica.sharedRates().orElseThrow();
            Thread one =
                    Thread.startVirtualThread(() -> taken.addAndGet(drain(rates, bucket, other)));
            Thread two =
                    Thread.startVirtualThread(() -> taken.addAndGet(drain(theirs, other, bucket)));
            one.join();
            two.join();
        }
        assertThat(taken.get()).isEqualTo(20);
    }

    @Test
    void fullBuckets_areForgotten() throws Exception {
        take(1, NOW);
        rates.take(List.of(new Draw(Uuid7.next(), LIMIT, 1)), NOW.plus(Duration.ofMinutes(5)));

        assertThat(rows()).isEqualTo(1);
    }

    private static int drain(SharedRates rates, UUID first, UUID second) {
        int taken = 0;
        for (int i = 0; i < 20; i++) {
            List<Draw> draws = List.of(new Draw(first, LIMIT, 1), new Draw(second, LIMIT, 1));
            taken += rates.take(draws, NOW).stream().mapToInt(Grant::tokens).sum();
        }
        return taken;
    }

    private int rows() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM jims_widget_rates")) {
            row.next();
            return row.getInt(1);
        }
    }
}
