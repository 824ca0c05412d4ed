package io.jims.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.Uuid7;
import io.jims.store.DailyCountsContract;
import io.jims.store.Databases;
import io.jims.store.ThreadStore;
import io.jims.store.connect.ThreadStores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresCountsTest extends DailyCountsContract {
    private final PostgresServer.Database database = PostgresServer.shared().createDatabase();

    @Override
    protected ThreadStore open() {
        return ThreadStores.open(database.url());
    }

    @Override
    protected List<UUID> storedIds() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT counter_id FROM jims_widget_counts")) {
            return Databases.rows(row).stream().map(UUID::fromString).toList();
        }
    }

    @Test
    void twoReplicas_countTogether() {
        UUID counter = Uuid7.next();
        LocalDate today = LocalDate.parse("2026-05-01");
        try (ThreadStore one = open();
                ThreadStore other = open()) {
            assertThat(one.dailyCounts().add(counter, today, 3, 5).added()).isEqualTo(3);
            assertThat(other.dailyCounts().add(counter, today, 3, 5).added()).isEqualTo(2);
            assertThat(one.dailyCounts().total(counter, today)).isEqualTo(5);
        }
    }
}
