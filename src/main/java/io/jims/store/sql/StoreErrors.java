package io.jims.store.sql;

import io.jims.store.RefusedRowsException;
import io.jims.store.StoreException;
import java.sql.SQLException;

/// Explains a database's errors to the operator.
public interface StoreErrors {
    /// The database's name, for messages.
    String database();

    /// The error in the operator's words: what is wrong and what to do.
    String meaning(SQLException error);

    /// An exception with what failed, where and why.
    ///
    /// @param action what failed, as in "cannot …": `open`, `write to`
    default StoreException explain(String action, SQLException error) {
        return new StoreException(message(action, meaning(error)), error);
    }

    /// The same where the rows are at fault, and trying again changes nothing.
    default RefusedRowsException refuse(String action, SQLException error) {
        return new RefusedRowsException(message(action, meaning(error)), error);
    }

    /// The same for a reason that is known.
    default StoreException explain(String action, String reason) {
        return new StoreException(message(action, reason));
    }

    private String message(String action, String reason) {
        return "cannot " + action + " the database " + database() + " (--db): " + reason;
    }
}
