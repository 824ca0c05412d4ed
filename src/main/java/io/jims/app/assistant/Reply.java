package io.jims.app.assistant;

import io.jims.core.ThreadContext;

/// What the visitor gets to read, piece by piece, as one message. For the run's thread.
final class Reply {
    private static final String NEXT_PARAGRAPH = "\n\n";

    private final ThreadContext context;
    private boolean blank = true;
    private boolean paragraphDue;

    Reply(ThreadContext context) {
        this.context = context;
    }

    /// Whether the visitor has seen nothing yet.
    boolean isBlank() {
        return blank;
    }

    /// White space at the beginning of an answer waits for nobody, and is left out.
    void append(String piece) {
        String text = blank || paragraphDue ? piece.stripLeading() : piece;
        if (text.isEmpty()) {
            return;
        }
        context.stream(paragraphDue && !blank ? NEXT_PARAGRAPH + text : text);
        blank = false;
        paragraphDue = false;
    }

    /// What comes next stands apart from what came so far.
    void endParagraph() {
        paragraphDue = true;
    }

    /// Adds a remark of ours.
    void note(String text) {
        endParagraph();
        append("*" + text + "*");
    }
}
