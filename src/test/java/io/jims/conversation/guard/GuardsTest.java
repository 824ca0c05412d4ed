package io.jims.conversation.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.conversation.log.UserMessage;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Events;
import io.jims.core.Guard;
import io.jims.core.ThreadEvent;
import io.jims.core.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What several guards make of a text.
class GuardsTest {
    private static final Guard LETS_PASS = new Guard() {};

    @Test
    void withoutGuards_everythingStaysAsItIs() {
        UserMessage message = UserMessage.of("Hello");
        List<ThreadEvent> answer = List.of(Events.assistant("Hi"));

        assertThat(Guards.NONE.isEmpty()).isTrue();
        assertThat(Guards.NONE.message(message)).isSameAs(message);
        assertThat(Guards.NONE.answer(answer)).isSameAs(answer);
    }

    @Test
    void everyGuard_seesWhatTheOneBeforeLeft() {
        Guards guards = guards(replacing("a", "b"), LETS_PASS, replacing("b", "c"));

        assertThat(guards.isEmpty()).isFalse();
        assertThat(guards.message(UserMessage.of("aab")).text()).isEqualTo("ccc");
        assertThat(guards.answer(List.of(Events.assistant("abc"))))
                .extracting(ThreadEvent::content)
                .containsExactly("ccc");
    }

    @Test
    void labelOfAClick_isLookedAt_too() {
        UserMessage click = new UserMessage(Uuid7.next(), "btn:a", "a label", true, "en");

        UserMessage guarded = guards(replacing("a", "b")).message(click);

        assertThat(guarded).isEqualTo(new UserMessage(click.id(), "btn:b", "b lbbel", true, "en"));
        assertThat(guards(LETS_PASS).message(UserMessage.of("x")).label()).isNull();
    }

    @Test
    void replacedAnswer_keepsAllElse() {
        ThreadEvent sent =
                new ThreadEvent(
                        Uuid7.next(),
                        Instant.EPOCH,
                        "comm.assistant_message",
                        Map.of("role", "assistant", "content", "a", "sources", List.of("s")));

        ThreadEvent kept = guards(replacing("a", "b")).answer(List.of(sent)).getFirst();

        assertThat(kept.id()).isEqualTo(sent.id());
        assertThat(kept.createdAt()).isEqualTo(sent.createdAt());
        assertThat(kept.type()).isEqualTo(sent.type());
        assertThat(kept.data())
                .isEqualTo(Map.of("role", "assistant", "content", "b", "sources", List.of("s")));
    }

    @Test
    void answerThatPasses_andEventsOfTheApp_areNotTouched() {
        ThreadEvent passed = Events.assistant("fine");
        ThreadEvent own = Events.event("rag.query", "a");
        ThreadEvent empty = Events.assistant("");

        List<ThreadEvent> kept =
                guards(replacing("a", "b"), filling("")).answer(List.of(passed, own, empty));

        assertThat(kept).hasSize(3);
        assertThat(kept.get(0)).isSameAs(passed);
        assertThat(kept.get(1)).isSameAs(own);
        assertThat(kept.get(2)).isSameAs(empty);
    }

    @Test
    void refusal_isForTheVisitor_inItsWords_andNobodyLooksFurther() {
        Guard refusing =
                new Guard() {
                    @Override
                    public Verdict message(String text) {
                        return new Refuse("Not here.");
                    }
                };

        assertThatThrownBy(() ->
                        guards(refusing, failing(new IllegalStateException("asked")))
                                .message(UserMessage.of("x")))
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE);
                            assertThat(e.textForVisitor()).isEqualTo("Not here.");
                        });
    }

    @Test
    void guardThatFails_letsNothingThrough_andItsReasonIsNotForTheVisitor() {
        for (Throwable defect :
                List.of(new IllegalStateException("secret"), new NoClassDefFoundError("x"))) {
            assertThatThrownBy(() -> guards(failing(defect)).message(UserMessage.of("x")))
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE);
                                assertThat(e.textForVisitor()).isEmpty();
                                assertThat(e).hasCause(defect);
                            });
        }
    }

    private static Guards guards(Guard... guards) {
        return new Guards(List.of(guards));
    }

    private static Guard replacing(String one, String other) {
        return new Guard() {
            @Override
            public Verdict message(String text) {
                return text.contains(one) ? new Replace(text.replace(one, other)) : new Pass();
            }

            @Override
            public Verdict answer(String text) {
                return message(text);
            }
        };
    }

    /// Says something where there is nothing.
    private static Guard filling(String found) {
        return new Guard() {
            @Override
            public Verdict answer(String text) {
                return text.equals(found) ? new Replace("filled") : new Pass();
            }
        };
    }

    private static Guard failing(Throwable defect) {
        return new Guard() {
            @Override
            public Verdict message(String text) {
                if (defect instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) defect;
            }
        };
    }
}
