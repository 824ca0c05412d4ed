package io.jims.conversation.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import io.jims.testing.CapturedLog;
import io.jims.testing.Conversation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// That the operator hears of a pipeline that says nothing.
class SilentPipelineTest {
    @Test
    void pipelineThatSendsNothing_leavesALine() throws Exception {
        assertThat(logged(context -> context.send("rag.found", Map.of())))
                .singleElement()
                .asString()
                .startsWith("WARNING the pipeline of quiet sent nothing to the visitor on thread ");
    }

    @Test
    void pipelineThatAnswers_leavesNone() throws Exception {
        assertThat(logged(context -> context.stream("Hello"))).isEmpty();
    }

    private static List<String> logged(Pipeline pipeline) throws Exception {
        try (CapturedLog log = new CapturedLog(Run.class)) {
            new Conversation(new JimsApp("quiet", pipeline)).say("Hi");
            return log.lines();
        }
    }
}
