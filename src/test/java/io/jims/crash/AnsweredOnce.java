package io.jims.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.crash.StoredThreads.Said;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/// What must be in the tables when all visitors have what they came for: every message that was
/// acknowledged, in its order, with one answer behind it, and what they saw.
final class AnsweredOnce {
    private AnsweredOnce() {}

    /// Checks the threads of these visitors, who were the only ones.
    ///
    /// @return how many messages they sent
    static int assertAll(List<Visitor> visitors, StoredThreads stored) throws SQLException {
        assertThat(stored.threads()).as("threads").isEqualTo(visitors.size());
        assertThat(stored.unanswered()).as("unanswered messages").isZero();
        assertThat(stored.heaviest()).as("the heaviest thread").isGreaterThan(1 << 20);
        int messages = 0;
        for (Visitor visitor : visitors) {
            assertAnswered(visitor, stored.said(visitor.thread()));
            messages += visitor.asked().size();
        }
        return messages;
    }

    private static void assertAnswered(Visitor visitor, List<Said> said) {
        List<Said> questions = said.stream().filter(one -> one.role().equals("user")).toList();
        List<Said> answers = said.stream().filter(one -> !one.role().equals("user")).toList();
        List<String> texts =
                IntStream.range(0, visitor.asked().size()).mapToObj(visitor::question).toList();
        assertThat(questions).extracting(Said::id).isEqualTo(visitor.asked());
        assertThat(questions).extracting(Said::text).isEqualTo(texts);
        assertThat(answers)
                .extracting(Said::text)
                .isEqualTo(texts.stream().map(NumberedApp::answerTo).toList());
        for (int i = 0; i < answers.size(); i++) {
            assertThat(said.indexOf(answers.get(i))).isGreaterThan(said.indexOf(questions.get(i)));
        }
        List<String> ids = said.stream().map(Said::id).toList();
        // A first message that is sent again is acknowledged, but not told to its own sender.
        boolean firstIsMissing = !visitor.seen().getFirst().equals(ids.getFirst());
        assertThat(visitor.seen()).isEqualTo(firstIsMissing ? ids.subList(1, ids.size()) : ids);
    }
}
