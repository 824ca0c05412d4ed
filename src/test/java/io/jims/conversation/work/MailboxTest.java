package io.jims.conversation.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private final Mailbox<String> mailbox =
            new Mailbox<>(
                    5, String::length, threads::add, handled::add, () -> handled.add("(done)"));

    @Test
    void items_areHandledInOrder_onOneThread_thatEndsWithThem() {
        mailbox.offer("a");
        mailbox.offer("b");
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(handled).containsExactly("a", "b");

        mailbox.offer("c");
        threads.remove().run();

        assertThat(handled).containsExactly("a", "b", "c");
    }

    @Test
    void itemsOverTheCapacity_areRefused_untilThereIsRoom() {
        assertThat(mailbox.offer("abc")).isTrue();
        assertThat(mailbox.offer("abc")).isFalse();
        assertThat(mailbox.offer("ab")).isTrue();
        threads.remove().run();

        assertThat(mailbox.offer("abc")).isTrue();
    }

    @Test
    void itemOverTheCapacity_isTakenAlone() {
        assertThat(mailbox.offer("abcdefgh")).isTrue();
        assertThat(mailbox.offer("i")).isFalse();
    }

    @Test
    void closedWhileItWorks_handlesWhatItHas_thenIsDone_takesNoMore() {
        mailbox.offer("a");
        mailbox.close();
        mailbox.close();
        assertThat(mailbox.offer("b")).isFalse();
        assertThat(handled).isEmpty();

        threads.remove().run();

        assertThat(handled).containsExactly("a", "(done)");
    }

    @Test
    void closedWhileIdle_isDoneAtOnce() {
        mailbox.offer("a");
        threads.remove().run();
        mailbox.close();
        mailbox.close();

        assertThat(handled).containsExactly("a", "(done)");
    }

    @Test
    void oneThread_handsOver_theNextOneGoesOn() throws Exception {
        assertThat(onAnotherThread(() -> mailbox.offer("a"))).isTrue();
        Runnable work = threads.remove();
        onAnotherThread(() -> {
            work.run();
            return true;
        });
        assertThat(onAnotherThread(() -> mailbox.offer("b"))).isTrue();
        onAnotherThread(() -> {
            mailbox.close();
            return true;
        });
        assertThat(onAnotherThread(() -> mailbox.offer("c"))).isFalse();

        threads.remove().run();

        assertThat(handled).containsExactly("a", "b", "(done)");
    }

    @Test
    void itemThatComesDuringTheWork_isHandledByTheSameThread() {
        List<String> nested = new ArrayList<>();
        Queue<Runnable> started = new ArrayDeque<>();
        List<Mailbox<String>> itself = new ArrayList<>();
        itself.add(
                new Mailbox<>(
                        5,
                        String::length,
                        started::add,
                        item -> {
                            nested.add(item);
                            if (item.equals("a")) {
                                itself.getFirst().offer("b");
                            }
                        },
                        () -> {}));
        itself.getFirst().offer("a");

        started.remove().run();

        assertThat(nested).containsExactly("a", "b");
        assertThat(started).isEmpty();
    }

    /// A step that never comes back fails the test.
    private static boolean onAnotherThread(Callable<Boolean> step) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(step);
        Thread.ofVirtual().start(task);
        return task.get(20, TimeUnit.SECONDS);
    }
}
