package io.jims.widget.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page offers and what came of its actions, and the bounds of both.
class PageActionFramesTest {
    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");

    @Test
    void hello_namesTheActionsOfItsPage_eachOnce() {
        assertThat(hello("['pick','show','pick']").tools())
                .containsExactlyInAnyOrder("pick", "show");
        assertThat(hello("[]").tools()).isEmpty();
        assertThat(hello("null").tools()).isEmpty();
    }

    @Test
    void hello_withSixtyFourActions_isTaken_andWithOneMoreRefused() {
        assertThat(hello(names(64)).tools()).hasSize(64);

        assertBad(() -> hello(names(65)), "at most 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'pick'", "{'pick':true}", "7"})
    void hello_whoseActionsAreNoArray_isRefused(String tools) {
        assertBad(() -> hello(tools), "must be an array of names, at most 64");
    }

    @Test
    void result_hasTheValueOfItsCall_orWhyThereIsNone() {
        assertThat(result("'value':{'size':[1,true,null,'M']}"))
                .isEqualTo(
                        new ClientFrame.Result(
                                ID, Map.of("size", Arrays.asList(1, true, null, "M")), null));
        assertThat(result("'value':'M','error':null"))
                .isEqualTo(new ClientFrame.Result(ID, "M", null));
        assertThat(result("'value':'M','error':'out\\u0000'"))
                .isEqualTo(new ClientFrame.Result(ID, null, "out\uFFFD"));
        assertThat(result("'other':1")).isEqualTo(new ClientFrame.Result(ID, null, null));
    }

    @Test
    void errorOfAResult_isCutAtFiveHundredCharacters() {
        assertThat(result("'error':'" + "e".repeat(501) + "'").error()).hasSize(500);
        assertThat(result("'error':'" + "e".repeat(500) + "'").error()).hasSize(500);
    }

    @Test
    void result_ofMoreThan16KiB_isRefused() {
        String largest = "v".repeat(16_384 - 2); // between quotes

        assertThat(result("'value':'" + largest + "'").value()).isEqualTo(largest);
        assertBad(() -> result("'value':'" + largest + "v'"), "at most 16384 are allowed");
    }

    @Test
    void context_isReadAsItIs_andMayBeMissing() {
        assertThat(context("{'title':'A\\u0000','cart':{'sum':9.5,'paid':false,'of':null}}"))
                .containsEntry("title", "A\uFFFD")
                .extractingByKey("cart")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("sum", 9.5)
                .containsEntry("paid", false)
                .containsEntry("of", null)
                .hasSize(3);
        assertThat(context("{'items':['a','b']}")).containsEntry("items", List.of("a", "b"));
        assertThat(message("'context':null").context()).isNull();
        assertThat(message("'label':null").context()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a page'", "[1]", "7", "true"})
    void context_thatIsNoObject_isRefused(String context) {
        assertBad(() -> context(context), "a message's \"context\" must be an object");
    }

    @Test
    void context_ofMoreThan4KiB_orDeeperThanThreeLevels_isRefused() {
        String largest = "c".repeat(4_096 - "{\"k\":\"\"}".length());

        assertThat(context("{'k':'" + largest + "'}")).containsEntry("k", largest);
        assertBad(() -> context("{'k':'" + largest + "c'}"), "at most 4096 are allowed");
        assertThat(context("{'a':{'b':{'c':1}}}")).containsKey("a");
        assertBad(() -> context("{'a':{'b':{'c':{}}}}"), "nested 3 levels deep");
    }

    private static ClientFrame.Hello hello(String tools) {
        return (ClientFrame.Hello) parse("{'type':'hello','tools':" + tools + "}");
    }

    private static ClientFrame.Result result(String members) {
        return (ClientFrame.Result) parse("{'type':'result','id':'" + ID + "'," + members + "}");
    }

    private static ClientFrame.Message message(String members) {
        return (ClientFrame.Message)
                parse("{'type':'message','id':'" + ID + "','text':'Hi'," + members + "}");
    }

    private static Map<String, @Nullable Object> context(String context) {
        return Objects.requireNonNull(message("'context':" + context).context());
    }

    private static ClientFrame parse(String frame) {
        return JimsProtocol.parse(frame.replace('\'', '"'));
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'action" + i + "'")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void assertBad(ThrowingCallable step, String reason) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME))
                .hasMessageContaining(reason);
    }
}
