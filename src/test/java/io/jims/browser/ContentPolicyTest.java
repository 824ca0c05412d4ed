package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pages whose policy allows next to nothing.
@BrowserTest
class ContentPolicyTest {
    private static final String ANSWER =
            "# Tea\n\n**Strong** `code`\n\n- [link](https://example.com)\n";

    private static final String WATCH =
            """
            window.violations = [];
            document.addEventListener("securitypolicyviolation", (event) => {
              window.violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
            });
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void otherOrigin_needsToBeNamed_andNothingElse(Stage stage) {
        ChatServer server = stage.serve(pipeline);
        String socket = server.origin().replace("http:", "ws:");
        assertNoViolation(
                stage,
                stage.site()
                        .put(
                                HostPage.with(ScriptTag.of(server))
                                        .policy(
                                                "default-src 'self' %s %s"
                                                        .formatted(server.origin(), socket))));
    }

    @Test
    void sameOrigin_needsSelfOnly(Stage stage) {
        assertNoViolation(stage, sameOrigin(stage, "default-src 'self'"));
    }

    @Test
    void trustedTypes_areHeeded(Stage stage) {
        assertNoViolation(
                stage, sameOrigin(stage, "default-src 'self'; require-trusted-types-for 'script'"));
    }

    /// Lit's templates, which are ours and constant, go through a policy of that name.
    @Test
    void trustedTypes_byName_needThatOfLitOnly(Stage stage) {
        assertNoViolation(
                stage,
                sameOrigin(
                        stage,
                        "default-src 'self'; require-trusted-types-for 'script'; trusted-types"
                                + " lit-html"));
    }

    @Test
    void strictestPolicy_namesWhatWeUse(Stage stage) {
        assertNoViolation(
                stage,
                sameOrigin(stage, "default-src 'none'; script-src 'self'; connect-src 'self'"));
    }

    @Test
    void demoPage_holdsItsOwnPolicy(Stage stage) {
        assertNoViolation(stage, stage.serve(pipeline).origin() + "/");
    }

    private String sameOrigin(Stage stage, String policy) {
        Line gateway = stage.gateway(stage.serve(pipeline), "/chat");
        ScriptTag tag = ScriptTag.of(gateway.origin() + "/chat");
        stage.site().put("/strict", HostPage.with(tag).policy(policy));
        return gateway.origin() + "/strict";
    }

    /// Uses everything that the widget has on this page.
    private void assertNoViolation(Stage stage, String url) {
        Visitor visitor = stage.visitor();
        visitor.context().addInitScript(WATCH);
        WidgetPage page = visitor.open(url).open();
        pipeline.status("Looking").stream("Hello, ").stream("you.").end();
        page.say("Hi");
        assertThat(page.answers().last()).containsText("Hello, you.");
        pipeline.buttons(ANSWER, "Tea", "Coffee").end().fail("the kettle is empty");
        page.say("More");
        page.choice("Tea").click();
        assertThat(page.button("Try again")).isVisible();
        page.newConversation();
        page.composer().press("Escape");
        assertThat(page.panel()).not().isVisible();

        assertThat(violations(page.page())).isEqualTo(List.of());
        assertThat(visitor.console("error")).isEmpty();
    }

    private static Object violations(Page page) {
        return page.evaluate("window.violations");
    }
}
