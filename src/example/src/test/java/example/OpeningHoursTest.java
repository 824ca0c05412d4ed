package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jims.core.testing.TestThread;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
    private final TestThread thread =
            TestThread.of(OpeningHours.app()).user("Hi").assistant("Hello!");

    @Test
    void hours_areSaid_whenTheyAreAskedFor() throws Exception {
        assertEquals(
                "We are open from **09:00** to **17:30**.", thread.say("When do you open?").text());
    }

    @Test
    void otherQuestions_areNotAnswered() throws Exception {
        assertTrue(thread.say("What is love?").text().contains("opening hours only"));
    }
}
