package io.jims.app.assistant.tool;

import io.jims.core.Source;
import io.jims.core.ThreadContext;

/// The answer to the visitor, streamed as one message, and the statuses before it. For the run's
/// thread.
public final class Reply {
    private static final String NEXT_PARAGRAPH = "\n\n";
    private static final String THINKING = "Thinking";

    private final ThreadContext context;
    private boolean blank = true;
    private boolean paragraphDue;
    private String status = "";

    public Reply(ThreadContext context) {
        this.context = context;
    }

    /// Whether the visitor has seen nothing yet.
    public boolean isBlank() {
        return blank;
    }

    /// Leading white space of an answer is dropped.
    public void append(String piece) {
        String text = blank || paragraphDue ? piece.stripLeading() : piece;
        if (text.isEmpty()) {
            return;
        }
        context.stream(paragraphDue && !blank ? NEXT_PARAGRAPH + text : text);
        blank = false;
        paragraphDue = false;
        status = "";
    }

    /// The model thinks; the visitor sees that until something else is to be seen.
    public void think() {
        if (!status.equals(THINKING)) {
            report(THINKING);
        }
    }

    /// Says what is being done.
    public void report(String doing) {
        status = doing;
        context.reportStatus(doing);
    }

    /// Names a source of the answer.
    ///
    /// @param url passed over unless it is one that may be shown as a link
    /// @return the mark by which the answer may refer to it; empty if it is passed over
    public String cite(String title, String url) {
        return Source.isCitable(url) ? context.cite(title, url) : "";
    }

    /// Separates what follows from the text so far.
    public void endParagraph() {
        paragraphDue = true;
    }

    /// Adds a remark of ours.
    public void note(String text) {
        endParagraph();
        append("*" + text + "*");
    }
}
